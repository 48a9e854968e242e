import { NumberInput, Switch } from '@mantine/core';
import { memo } from 'react';
import type { InputOf } from '../../../../core/contract/contract.ts';
import type { Version } from '../../../../core/contract/data.ts';
import { FormGroup } from '../../../components/form-group.tsx';
import { SideForm } from '../../../components/side-form.tsx';
import type { Algorithm } from '../form/algorithm-families.ts';
import { AlgorithmsSelect } from '../form/algorithm-select.tsx';
import { BudgetField } from './budget-field.tsx';
import { DataFields } from '../form/data-fields.tsx';
import { KeepFields } from '../form/keep-fields.tsx';
import { autoInputOf, useSearchDraft, type SearchDraft } from './search-draft.ts';
import { StartFoot } from '../form/start-foot.tsx';
import { useTrainDraft } from '../form/use-train-draft.ts';
import { ValidationFields } from '../form/validation-fields.tsx';
import search from './search.module.css';

/** Wrappers are for those who choose what they wrap; baselines win nothing. */
const competes = ({ tags, id }: Algorithm): boolean =>
  !tags.includes('wraps') && !tags.includes('baseline') && id !== 'dummy';

function SearchFields(props: {
  draft: SearchDraft;
  change: (part: Partial<SearchDraft>) => void;
  disabled: boolean;
  task: ReturnType<typeof useTrainDraft>['task'];
}) {
  const { draft, change, disabled, task } = props;
  return (
    <FormGroup title="How long, and among what">
      <BudgetField
        label="Time budget"
        value={draft.budget}
        disabled={disabled}
        onChange={(budget) => budget !== null && change({ budget })}
      />
      <AlgorithmsSelect
        value={draft.algorithms}
        task={task}
        disabled={disabled}
        accepts={competes}
        onChange={(algorithms) => change({ algorithms })}
      />
      <NumberInput
        label="Limit per model"
        description="No single fit takes longer"
        placeholder="No limit"
        value={draft.limitPerModel ?? ''}
        min={1}
        suffix=" s"
        disabled={disabled}
        onChange={(value) => change({ limitPerModel: typeof value === 'number' ? value : null })}
      />
      <div className={search.checks}>
        <Switch
          label="Search preparation"
          description="Tries imputation, encoding and scaling too"
          checked={draft.recipes}
          disabled={disabled}
          onChange={(event) => change({ recipes: event.currentTarget.checked })}
        />
        <Switch
          label="Stack at the end"
          description="Combines the best of the families"
          checked={draft.stacking}
          disabled={disabled}
          onChange={(event) => change({ stacking: event.currentTarget.checked })}
        />
      </div>
    </FormGroup>
  );
}

/** What an automatic search needs; everything but the target has a good default. */
export const AutoForm = memo(function AutoForm(props: {
  version: Version;
  onVersion: (id: string) => void;
  running: boolean;
  onStart: (input: InputOf<'tuning.auto'>) => void;
}) {
  const { version, onVersion, running, onStart } = props;
  const setup = useTrainDraft(version);
  const { draft: own, change: changeOwn } = useSearchDraft(version.datasetId);
  const { draft, change, task, lacking } = setup;
  const input = autoInputOf(draft, own, { version: version.id, task });
  return (
    <SideForm
      label="AutoML"
      onSubmit={() => {
        if (input && lacking === null && !running) onStart(input);
      }}
      foot={<StartFoot title="Search" running={running} problem={lacking} />}
    >
      <DataFields version={version} onVersion={onVersion} setup={setup} disabled={running} />
      <SearchFields draft={own} change={changeOwn} disabled={running} task={task} />
      <ValidationFields
        draft={draft}
        change={change}
        disabled={running}
        columns={version.columns}
        metric={{ task, value: own.metric, onChange: (metric) => changeOwn({ metric }) }}
      />
      <KeepFields version={version} setup={setup} disabled={running} />
    </SideForm>
  );
});
