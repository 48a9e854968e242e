import {
  Autocomplete,
  Button,
  Collapse,
  MultiSelect,
  NumberInput,
  Select,
  Text,
} from '@mantine/core';
import { ChevronDown, ChevronRight, Play } from 'lucide-react';
import { useState } from 'react';
import type { Task } from '../../../core/contract/common.ts';
import type { Version } from '../../../core/contract/data.ts';
import { useQuery } from '../../client/use-query.ts';
import { VersionSelect } from '../../components/version-select.tsx';
import { changedValues, formProblems, schemaFields } from '../../forms/schema-fields.ts';
import { SchemaForm } from '../../forms/schema-form.tsx';
import { FormGroup } from './form-group.tsx';
import { TargetPreview } from './target-preview.tsx';
import {
  draftOf,
  likelyTarget,
  likelyTask,
  trainInput,
  useTrainDrafts,
  type TrainDraft,
} from './train-draft.ts';
import styles from './train.module.css';

const automatic =
  'Compares all algorithms by cross-validation on the training rows, and keeps the best.';

function Algorithm(props: {
  draft: TrainDraft;
  change: (part: Partial<TrainDraft>) => void;
  disabled: boolean;
  /** What the target asks for; null while that is not known. */
  task: Task | null;
}) {
  const { draft, change, disabled, task } = props;
  const [open, setOpen] = useState(true);
  const { data: models = [] } = useQuery('models.list', {});
  const offered = models.filter((model) => task === null || model.task.includes(task));
  const chosen = models.find((model) => model.id === draft.algorithm);
  const fields = schemaFields(chosen?.params);
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <FormGroup title="Algorithm">
      <Select
        aria-label="Algorithm"
        data={[
          { value: 'auto', label: 'Automatic' },
          ...offered.map((model) => ({ value: model.id, label: model.title })),
        ]}
        value={draft.algorithm}
        allowDeselect={false}
        searchable
        disabled={disabled}
        description={chosen?.summary ?? automatic}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        onChange={(algorithm) => algorithm !== null && change({ algorithm })}
      />
      {chosen && fields.length > 0 && (
        <div>
          <Button
            variant="subtle"
            color="gray"
            size="compact-xs"
            ml={-8}
            leftSection={<Chevron size={14} aria-hidden />}
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            Parameters
          </Button>
          <Collapse expanded={open} pt={8}>
            <SchemaForm
              fields={fields}
              values={draft.params[chosen.id] ?? {}}
              disabled={disabled}
              onChange={(values) => change({ params: { ...draft.params, [chosen.id]: values } })}
            />
          </Collapse>
        </div>
      )}
    </FormGroup>
  );
}

function Validation(props: {
  draft: TrainDraft;
  change: (part: Partial<TrainDraft>) => void;
  disabled: boolean;
}) {
  const { draft, change, disabled } = props;
  return (
    <FormGroup title="How it is judged">
      <div className={styles.pair}>
        <NumberInput
          label="Test share"
          description="Rows kept aside"
          value={Math.round(draft.testFraction * 100)}
          min={0}
          max={90}
          step={5}
          suffix="%"
          allowDecimal={false}
          disabled={disabled}
          onChange={(value) => change({ testFraction: Number(value) / 100 })}
        />
        <NumberInput
          label="Cross-validation folds"
          description="0 for none"
          value={draft.cv}
          min={0}
          max={50}
          allowDecimal={false}
          disabled={disabled}
          onChange={(value) => change({ cv: Number(value) })}
        />
        <Select
          label="Folds"
          data={[
            { value: 'holdout', label: 'Automatic' },
            { value: 'stratified', label: 'Stratified' },
            { value: 'kfold', label: 'Plain' },
          ]}
          value={draft.split}
          allowDeselect={false}
          disabled={disabled}
          onChange={(split) => split !== null && change({ split: split as TrainDraft['split'] })}
        />
        <NumberInput
          label="Seed"
          value={draft.seed}
          min={0}
          max={2 ** 32 - 1}
          allowDecimal={false}
          disabled={disabled}
          onChange={(value) => change({ seed: Number(value) })}
        />
      </div>
    </FormGroup>
  );
}

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
  const input = trainInput(draft, version.id, changedValues(fields, values));
  const others = columns.filter((column) => column !== target);
  const numeric = version.columns.filter(
    (column) => (column.type === 'number' || column.type === 'integer') && column.name !== target,
  );

  return (
    <form
      className={styles.side}
      aria-label="New run"
      onSubmit={(event) => {
        event.preventDefault();
        if (input && problems === 0 && !running) onStart(input);
      }}
    >
      <div className={styles.form}>
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
        <Algorithm draft={draft} change={change} disabled={running} task={task} />
        <Validation draft={draft} change={change} disabled={running} />
        <FormGroup title="How it is kept">
          <div className={styles.pair}>
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
      </div>
      <div className={styles.start}>
        <Button
          type="submit"
          fullWidth
          size="sm"
          leftSection={<Play size={15} aria-hidden />}
          disabled={input === null || problems > 0}
          loading={running}
        >
          Train
        </Button>
        <Text size="xs" c="dimmed" mt={6} mih={17} aria-live="polite">
          {target === null
            ? 'Choose the column to predict first'
            : problems > 0
              ? 'Some parameters are out of range'
              : ''}
        </Text>
      </div>
    </form>
  );
}
