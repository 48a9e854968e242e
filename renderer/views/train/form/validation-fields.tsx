import { NumberInput, Select } from '@mantine/core';
import type { VersionColumn } from '../../../../core/contract/data.ts';
import type { Task } from '../../../../core/contract/common.ts';
import { FormGroup } from '../../../components/form-group.tsx';
import { SeedField } from '../../../components/seed-field.tsx';
import { metricName, metricsOf } from '../metric-names.ts';
import { SplitFields, splits } from './split-fields.tsx';
import type { TrainDraft } from './train-draft.ts';
import form from '../../../components/side-form.module.css';

/** What is kept aside, and how the folds are made. */
export function ValidationFields(props: {
  draft: TrainDraft;
  change: (part: Partial<TrainDraft>) => void;
  disabled: boolean;
  columns: readonly VersionColumn[];
  /** Given: what is improved may be chosen. */
  metric?: {
    readonly task: Task | null;
    readonly value: string | null;
    readonly onChange: (metric: string | null) => void;
  };
}) {
  const { draft, change, disabled, columns, metric } = props;
  const metrics = metric?.task ? metricsOf(metric.task) : [];
  return (
    <FormGroup title="How it is judged">
      {metric && (
        <Select
          label="Metric"
          placeholder="The usual one of the task"
          data={metrics.map((id) => ({ value: id, label: metricName(id).title }))}
          value={metric.value !== null && metrics.includes(metric.value) ? metric.value : null}
          clearable
          clearButtonProps={{ 'aria-label': 'The usual metric' }}
          disabled={disabled}
          onChange={metric.onChange}
        />
      )}
      <div className={form.pair}>
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
          data={splits}
          value={draft.split}
          allowDeselect={false}
          disabled={disabled}
          onChange={(split) => split !== null && change({ split })}
        />
        <SeedField value={draft.seed} disabled={disabled} onChange={(seed) => change({ seed })} />
      </div>
      <SplitFields draft={draft} change={change} disabled={disabled} columns={columns} />
    </FormGroup>
  );
}
