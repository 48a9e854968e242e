import { Autocomplete, Button, MultiSelect, Select, Text } from '@mantine/core';
import { Play } from 'lucide-react';
import type { Version } from '../../../core/contract/data.ts';
import { useQuery } from '../../client/use-query.ts';
import { VersionSelect } from '../../components/version-select.tsx';
import { changedValues, formProblems, schemaFields } from '../../forms/schema-fields.ts';
import { AlgorithmFields } from './algorithm-fields.tsx';
import { FormGroup } from '../../components/form-group.tsx';
import { PredictionFields } from './prediction-fields.tsx';
import { PreparationFields } from './preparation-fields.tsx';
import { missingColumn } from './split-fields.tsx';
import { TargetPreview } from './target-preview.tsx';
import {
  draftOf,
  likelyTarget,
  likelyTask,
  trainInput,
  useTrainDrafts,
  type TrainDraft,
} from './train-draft.ts';
import { ValidationFields } from './validation-fields.tsx';
import { SideForm } from '../../components/side-form.tsx';
import form from '../../components/side-form.module.css';

export interface TrainFormProps {
  readonly version: Version;
  readonly onVersion: (id: string) => void;
  readonly running: boolean;
  readonly onStart: (input: NonNullable<ReturnType<typeof trainInput>>) => void;
}

/** Everything a run needs, in the order a person decides it. */
export function TrainForm({ version, onVersion, running, onStart }: TrainFormProps) {
  const { drafts, change: changeDraft } = useTrainDrafts();
  const { data: models = [] } = useQuery('models.list', {});
  const { data: tracking } = useQuery('tracking.experiments', {});
  const columns = version.columns.map((column) => column.name);
  const saved = draftOf(drafts, version.datasetId);
  const target =
    saved.target !== null && columns.includes(saved.target) ? saved.target : likelyTarget(columns);
  const draft: TrainDraft = { ...saved, target };
  const change = (part: Partial<TrainDraft>): void =>
    changeDraft(version.datasetId, { target, ...part });

  const { data: summaries } = useQuery('data.summaries', { version: version.id });
  const summary = summaries?.columns.find((column) => column.name === target);
  const inferred = summary ? likelyTask(summary) : null;
  const task = draft.task === 'auto' ? inferred : draft.task;

  const fields = schemaFields(models.find((model) => model.id === draft.algorithm)?.params);
  const values = draft.params[draft.algorithm] ?? {};
  const problems = Object.keys(formProblems(fields, values)).length;
  const input = trainInput(draft, version.id, {
    params: changedValues(fields, values),
    task,
  });
  const lacking = missingColumn(draft);
  const others = columns.filter((column) => column !== target);
  const numeric = version.columns.filter(
    (column) => (column.type === 'number' || column.type === 'integer') && column.name !== target,
  );

  return (
    <SideForm
      label="New run"
      onSubmit={() => {
        if (input && problems === 0 && lacking === null && !running) onStart(input);
      }}
      foot={
        <>
          <Button
            type="submit"
            fullWidth
            size="sm"
            leftSection={<Play size={15} aria-hidden />}
            disabled={input === null || problems > 0 || lacking !== null}
            loading={running}
          >
            Train
          </Button>
          <Text size="xs" c="dimmed" mt={6} mih={17} aria-live="polite">
            {target === null
              ? 'Choose the column to predict first'
              : problems > 0
                ? 'Some parameters are out of range'
                : lacking !== null
                  ? `Choose the ${lacking} column`
                  : ''}
          </Text>
        </>
      }
    >
      <FormGroup title="What to learn">
        <VersionSelect
          label="Dataset version"
          value={version.id}
          onChange={onVersion}
          disabled={running}
        />
        <Select
          label="Target"
          description="The column to predict"
          placeholder="Choose a column"
          data={columns}
          value={target}
          searchable
          allowDeselect={false}
          disabled={running}
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
          disabled={running}
          onChange={(next) => next !== null && change({ task: next as TrainDraft['task'] })}
        />
        <MultiSelect
          size="xs"
          label="Columns to leave out"
          description={`${others.length - draft.exclude.length} of ${others.length} columns are used`}
          placeholder={draft.exclude.length === 0 ? 'None' : undefined}
          data={others}
          value={draft.exclude.filter((column) => others.includes(column))}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': 'Leave no column out' }}
          hidePickedOptions
          disabled={running}
          nothingFoundMessage="No such column"
          onChange={(exclude) => change({ exclude })}
        />
      </FormGroup>
      <AlgorithmFields draft={draft} change={change} disabled={running} task={task} />
      <PreparationFields draft={draft} change={change} disabled={running} />
      <PredictionFields draft={draft} change={change} disabled={running} task={task} />
      <ValidationFields
        draft={draft}
        change={change}
        disabled={running}
        columns={version.columns}
      />
      <FormGroup title="How it is kept">
        <div className={form.pair}>
          <Autocomplete
            size="xs"
            label="Experiment"
            data={(tracking?.experiments ?? []).map((experiment) => experiment.name)}
            value={draft.experiment}
            disabled={running}
            onChange={(experiment) => change({ experiment })}
          />
          <Select
            label="Weight column"
            placeholder="None"
            data={numeric.map((column) => column.name)}
            value={draft.weight}
            clearable
            searchable
            disabled={running}
            onChange={(weight) => change({ weight })}
          />
        </div>
      </FormGroup>
    </SideForm>
  );
}
