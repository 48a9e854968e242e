import { NumberInput, Select } from '@mantine/core';
import { memo } from 'react';
import type { InputOf } from '../../../../core/contract/contract.ts';
import type { Version } from '../../../../core/contract/data.ts';
import { useQuery } from '../../../client/use-query.ts';
import { FormGroup } from '../../../components/form-group.tsx';
import { SideForm } from '../../../components/side-form.tsx';
import { formProblems, schemaFields } from '../../../forms/schema-fields.ts';
import { AlgorithmSelect } from '../form/algorithm-select.tsx';
import { BudgetField } from './budget-field.tsx';
import { DataFields } from '../form/data-fields.tsx';
import { KeepFields } from '../form/keep-fields.tsx';
import { PreparationFields } from '../form/preparation-fields.tsx';
import { tuneInputOf, useSearchDraft, type SearchDraft } from './search-draft.ts';
import { spaceProblem, without } from './search-space.ts';
import { SpaceFields } from './space-fields.tsx';
import { StartFoot } from '../form/start-foot.tsx';
import { useTrainDraft } from '../form/use-train-draft.ts';
import { ValidationFields } from '../form/validation-fields.tsx';
import form from '../../../components/side-form.module.css';

const samplers: readonly { value: SearchDraft['sampler']; label: string }[] = [
  { value: 'tpe', label: 'TPE' },
  { value: 'random', label: 'Random' },
  { value: 'grid', label: 'Grid' },
];
const pruners: readonly { value: SearchDraft['pruner']; label: string }[] = [
  { value: 'median', label: 'Below the median' },
  { value: 'successive_halving', label: 'Successive halving' },
  { value: 'hyperband', label: 'Hyperband' },
  { value: 'none', label: 'None' },
];

function EffortFields(props: {
  draft: SearchDraft;
  change: (part: Partial<SearchDraft>) => void;
  disabled: boolean;
}) {
  const { draft, change, disabled } = props;
  return (
    <FormGroup title="How hard to search">
      <div className={form.pair}>
        <NumberInput
          label="Trials"
          value={draft.trials}
          min={1}
          max={10_000}
          allowDecimal={false}
          disabled={disabled}
          onChange={(value) => typeof value === 'number' && change({ trials: value })}
        />
        <NumberInput
          label="Outer folds"
          value={draft.nested}
          min={0}
          max={20}
          allowDecimal={false}
          disabled={disabled}
          error={draft.nested === 1 ? '0, or 2 and more' : null}
          onChange={(value) => typeof value === 'number' && change({ nested: value })}
        />
        <Select
          label="Sampler"
          data={samplers}
          value={draft.sampler}
          allowDeselect={false}
          disabled={disabled}
          onChange={(sampler) => sampler !== null && change({ sampler })}
        />
        <Select
          label="Give up early"
          data={pruners}
          value={draft.pruner}
          allowDeselect={false}
          disabled={disabled}
          onChange={(pruner) => pruner !== null && change({ pruner })}
        />
      </div>
      <BudgetField
        label="Time budget"
        optional
        value={draft.tuneBudget}
        disabled={disabled}
        onChange={(tuneBudget) => change({ tuneBudget })}
      />
    </FormGroup>
  );
}

/** What the search of one algorithm's parameters needs. */
export const TuneForm = memo(function TuneForm(props: {
  version: Version;
  onVersion: (id: string) => void;
  running: boolean;
  onStart: (input: InputOf<'tuning.run'>) => void;
}) {
  const { version, onVersion, running, onStart } = props;
  const setup = useTrainDraft(version);
  const { draft: own, change: changeOwn } = useSearchDraft(version.datasetId);
  const { draft, change, task, lacking } = setup;
  const { data: models = [] } = useQuery('models.list', {});
  const model = models.find(({ id }) => id === own.algorithm);
  const fields = schemaFields(model?.params);
  const changed = own.space[own.algorithm];
  const fixed = own.fixed[own.algorithm] ?? {};
  const space = changed ?? model?.search ?? {};
  const unfit = model && task !== null && !model.task.includes(task);
  const held = Object.keys(formProblems(fields, fixed)).length > 0;
  const problem =
    lacking ??
    (unfit ? `${model.title} does no ${task}` : null) ??
    spaceProblem(space) ??
    (held ? 'Some parameters are out of range' : null) ??
    (own.nested === 1 ? 'Outer folds: 0, or 2 and more' : null);
  const input = tuneInputOf(draft, own, { version: version.id, task, space });
  return (
    <SideForm
      label="Tune"
      onSubmit={() => {
        if (input && problem === null && !running) onStart(input);
      }}
      foot={<StartFoot title="Tune" running={running} problem={problem} />}
    >
      <DataFields version={version} onVersion={onVersion} setup={setup} disabled={running} />
      <FormGroup title="Algorithm">
        <AlgorithmSelect
          value={own.algorithm}
          task={task}
          disabled={running}
          onChange={(algorithm) => changeOwn({ algorithm })}
        />
      </FormGroup>
      <SpaceFields
        key={own.algorithm}
        fields={fields}
        space={space}
        fixed={fixed}
        disabled={running}
        onChange={(next, held) =>
          changeOwn({
            space: { ...own.space, [own.algorithm]: next },
            fixed: { ...own.fixed, [own.algorithm]: held },
          })
        }
        onReset={
          changed
            ? () =>
                changeOwn({
                  space: without(own.space, own.algorithm),
                  fixed: without(own.fixed, own.algorithm),
                })
            : null
        }
      />
      <EffortFields draft={own} change={changeOwn} disabled={running} />
      <PreparationFields draft={draft} change={change} disabled={running} />
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
