import { Select } from '@mantine/core';
import type { Version } from '../../../../core/contract/data.ts';
import { FormGroup } from '../../../components/form-group.tsx';
import { LeaveOutField } from '../../../components/leave-out-field.tsx';
import { VersionSelect } from '../../../components/version-select.tsx';
import { TargetPreview } from './target-preview.tsx';
import type { TrainDraft } from './train-draft.ts';
import type { VersionDraft } from './use-train-draft.ts';

/** What to learn, and from which columns. */
export function DataFields(props: {
  version: Version;
  onVersion: (id: string) => void;
  setup: VersionDraft;
  disabled: boolean;
}) {
  const { version, onVersion, disabled } = props;
  const { draft, change, columns, inferred } = props.setup;
  const { target } = draft;
  const others = columns.filter((column) => column !== target);
  return (
    <FormGroup title="What to learn">
      <VersionSelect
        label="Dataset version"
        value={version.id}
        onChange={onVersion}
        disabled={disabled}
      />
      <Select
        label="Target"
        description="The column to predict"
        placeholder="Choose a column"
        data={[...columns]}
        value={target}
        searchable
        allowDeselect={false}
        disabled={disabled}
        nothingFoundMessage="No such column"
        onChange={(next) =>
          change({ target: next, exclude: draft.exclude.filter((c) => c !== next) })
        }
      />
      {target !== null && <TargetPreview version={version.id} target={target} />}
      <Select
        label="Task"
        data={[
          { value: 'auto', label: inferred === null ? 'Automatic' : `Automatic: ${inferred}` },
          { value: 'classification', label: 'Classification' },
          { value: 'regression', label: 'Regression' },
        ]}
        value={draft.task}
        allowDeselect={false}
        disabled={disabled}
        onChange={(next) => next !== null && change({ task: next as TrainDraft['task'] })}
      />
      <LeaveOutField
        columns={others}
        value={draft.exclude}
        verb="used"
        disabled={disabled}
        onChange={(exclude) => change({ exclude })}
      />
    </FormGroup>
  );
}
