import { Radio } from '@mantine/core';
import { memo } from 'react';
import type { Version } from '../../../../core/contract/data.ts';
import { useQuery } from '../../../client/use-query.ts';
import { FormGroup } from '../../../components/form-group.tsx';
import { SideForm } from '../../../components/side-form.tsx';
import { changedValues, formProblems, schemaFields } from '../../../forms/schema-fields.ts';
import { AlgorithmParameters } from '../form/algorithm-fields.tsx';
import { AlgorithmSelect } from '../form/algorithm-select.tsx';
import { DataFields } from '../form/data-fields.tsx';
import { ExperimentFields } from './experiment-fields.tsx';
import { experimentRequest, type ExperimentRequest } from './experiment-input.ts';
import { useSearchDraft } from '../search/search-draft.ts';
import { suggestRange } from '../search/search-space.ts';
import { StartFoot } from '../form/start-foot.tsx';
import { experimentKinds, type ExperimentKind } from '../train-state.ts';
import { useTrainDraft } from '../form/use-train-draft.ts';
import { ValidationFields } from '../form/validation-fields.tsx';
import search from '../search/search.module.css';

const questions: Readonly<Record<ExperimentKind, string>> = {
  learning: 'Would more rows help?',
  validation: 'Where does a parameter over- or underfit?',
  ablation: 'What is each column and step worth?',
  sensitivity: 'Which parameters matter?',
};

const starts: Readonly<Record<ExperimentKind, string>> = {
  learning: 'Draw the curve',
  validation: 'Draw the curve',
  ablation: 'Leave out in turn',
  sensitivity: 'Vary in turn',
};

/** What an experiment needs. */
export const ExperimentForm = memo(function ExperimentForm(props: {
  version: Version;
  onVersion: (id: string) => void;
  kind: ExperimentKind;
  onKind: (kind: ExperimentKind) => void;
  running: boolean;
  onStart: (request: ExperimentRequest) => void;
}) {
  const { version, onVersion, kind, onKind, running, onStart } = props;
  const setup = useTrainDraft(version);
  const { draft: own, change: changeOwn } = useSearchDraft(version.datasetId);
  const { draft, change, columns, task, lacking } = setup;
  const { data: models = [] } = useQuery('models.list', {});
  const model = models.find(({ id }) => id === own.algorithm);
  const fields = schemaFields(model?.params);
  const values = draft.params[own.algorithm] ?? {};
  const ranges = model?.search ?? {};
  const varied = fields.filter((field) => field.name in ranges || suggestRange(field) !== null);
  const chosen = own.param[own.algorithm] ?? Object.keys(ranges)[0] ?? varied[0]?.name ?? null;
  const field = varied.find(({ name }) => name === chosen);
  const range = field ? (ranges[field.name] ?? suggestRange(field)) : null;
  const wrong = Object.keys(formProblems(fields, values)).length > 0;
  const unfit = model && task !== null && !model.task.includes(task);
  const request = experimentRequest(draft, own, {
    version: version.id,
    task,
    kind,
    params: changedValues(fields, values),
    range,
    param: field?.name ?? null,
  });
  const problem =
    lacking ??
    (unfit ? `${model.title} does no ${task}` : null) ??
    (wrong ? 'Some parameters are out of range' : null) ??
    (kind === 'sensitivity' && Object.keys(ranges).length === 0
      ? 'This algorithm has no parameters to vary'
      : null) ??
    (request === null ? 'Choose what is varied' : null);
  return (
    <SideForm
      label="Experiment"
      onSubmit={() => {
        if (request && problem === null && !running) onStart(request);
      }}
      foot={<StartFoot title={starts[kind]} running={running} problem={problem} />}
    >
      <FormGroup title="What to find out">
        <Radio.Group
          aria-label="Kind of experiment"
          value={kind}
          onChange={(next) => onKind(next as ExperimentKind)}
        >
          <div className={search.checks}>
            {experimentKinds.map(({ id, title }) => (
              <Radio
                key={id}
                size="xs"
                value={id}
                label={title}
                description={questions[id]}
                disabled={running}
              />
            ))}
          </div>
        </Radio.Group>
      </FormGroup>
      <DataFields version={version} onVersion={onVersion} setup={setup} disabled={running} />
      <FormGroup title="Algorithm">
        <AlgorithmSelect
          value={own.algorithm}
          task={task}
          disabled={running}
          onChange={(algorithm) => changeOwn({ algorithm })}
        />
        <AlgorithmParameters
          key={own.algorithm}
          algorithm={own.algorithm}
          draft={draft}
          change={change}
          disabled={running}
          folded
        />
      </FormGroup>
      <ExperimentFields
        kind={kind}
        draft={own}
        change={changeOwn}
        disabled={running}
        varied={varied}
        ranged={Object.keys(ranges)}
        param={field?.name ?? null}
        columns={columns.filter(
          (column) => column !== draft.target && !draft.exclude.includes(column),
        )}
      />
      <ValidationFields
        draft={draft}
        change={change}
        disabled={running}
        columns={version.columns}
        metric={{ task, value: own.metric, onChange: (metric) => changeOwn({ metric }) }}
      />
    </SideForm>
  );
});
