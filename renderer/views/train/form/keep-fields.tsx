import { Autocomplete, Select } from '@mantine/core';
import type { Version } from '../../../../core/contract/data.ts';
import { useQuery } from '../../../client/use-query.ts';
import { FormGroup } from '../../../components/form-group.tsx';
import form from '../../../components/side-form.module.css';
import type { VersionDraft } from './use-train-draft.ts';

/** Where runs are kept, and how much each row counts. */
export function KeepFields(props: { version: Version; setup: VersionDraft; disabled: boolean }) {
  const { version, disabled } = props;
  const { draft, change } = props.setup;
  const { data: tracking } = useQuery('tracking.experiments', {});
  const numeric = version.columns.filter(
    ({ name, type }) => (type === 'number' || type === 'integer') && name !== draft.target,
  );
  return (
    <FormGroup title="How it is kept">
      <div className={form.pair}>
        <Autocomplete
          size="xs"
          label="Experiment"
          data={(tracking?.experiments ?? []).map((experiment) => experiment.name)}
          value={draft.experiment}
          disabled={disabled}
          onChange={(experiment) => change({ experiment })}
        />
        <Select
          label="Weight column"
          placeholder="None"
          data={numeric.map((column) => column.name)}
          value={draft.weight}
          clearable
          searchable
          disabled={disabled}
          onChange={(weight) => change({ weight })}
        />
      </div>
    </FormGroup>
  );
}
