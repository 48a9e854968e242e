import { NumberInput, Select } from '@mantine/core';
import type { Task } from '../../../../core/contract/common.ts';
import { FormGroup } from '../../../components/form-group.tsx';
import type { TrainDraft } from './train-draft.ts';
import form from '../../../components/side-form.module.css';

interface FieldsProps {
  readonly draft: TrainDraft;
  readonly change: (part: Partial<TrainDraft>) => void;
  readonly disabled: boolean;
}

const calibrations: readonly { value: TrainDraft['calibration']; label: string }[] = [
  { value: 'none', label: 'As they are' },
  { value: 'sigmoid', label: 'Sigmoid (Platt)' },
  { value: 'isotonic', label: 'Isotonic' },
];
const thresholds: readonly { value: TrainDraft['threshold']['by']; label: string }[] = [
  { value: 'default', label: 'Probability 0.5' },
  { value: 'f1', label: 'Best F1' },
  { value: 'balanced_accuracy', label: 'Best balanced accuracy' },
  { value: 'cost', label: 'Lowest cost' },
];
const methods: readonly { value: TrainDraft['intervals']['method']; label: string }[] = [
  { value: 'none', label: 'None' },
  { value: 'split', label: 'Conformal, split' },
  { value: 'cv_plus', label: 'Conformal, CV+' },
  { value: 'quantile', label: 'Conformal quantiles' },
];

function ClassFields({ draft, change, disabled }: FieldsProps) {
  const { threshold } = draft;
  const set = (part: Partial<TrainDraft['threshold']>): void =>
    change({ threshold: { ...threshold, ...part } });
  const cost = (label: string, name: 'falsePositive' | 'falseNegative') => (
    <NumberInput
      label={label}
      value={threshold[name]}
      min={0}
      disabled={disabled}
      onChange={(value) => typeof value === 'number' && set({ [name]: value })}
    />
  );
  return (
    <div className={form.pair}>
      <Select
        label="Class weights"
        data={[
          { value: 'none', label: 'As the rows are' },
          { value: 'balanced', label: 'Balanced' },
        ]}
        value={draft.classWeight}
        allowDeselect={false}
        disabled={disabled}
        onChange={(classWeight) => classWeight !== null && change({ classWeight })}
      />
      <Select
        label="Probabilities"
        data={calibrations}
        value={draft.calibration}
        allowDeselect={false}
        disabled={disabled}
        onChange={(calibration) => calibration !== null && change({ calibration })}
      />
      <Select
        label="Threshold"
        description="Of two classes"
        data={thresholds}
        value={threshold.by}
        allowDeselect={false}
        disabled={disabled}
        onChange={(by) => by !== null && set({ by })}
      />
      {threshold.by === 'cost' && (
        <>
          <span />
          {cost('Cost of a false positive', 'falsePositive')}
          {cost('Cost of a false negative', 'falseNegative')}
        </>
      )}
    </div>
  );
}

function NumberFields({ draft, change, disabled }: FieldsProps) {
  const { intervals } = draft;
  return (
    <div className={form.pair}>
      <Select
        label="Prediction intervals"
        data={methods}
        value={intervals.method}
        allowDeselect={false}
        disabled={disabled}
        onChange={(method) => method !== null && change({ intervals: { ...intervals, method } })}
      />
      <NumberInput
        label="Coverage"
        value={Math.round(intervals.coverage * 1000) / 10}
        min={50}
        max={99.9}
        step={5}
        suffix="%"
        disabled={disabled || intervals.method === 'none'}
        onChange={(value) =>
          typeof value === 'number' &&
          change({ intervals: { ...intervals, coverage: value / 100 } })
        }
      />
    </div>
  );
}

/** What the model says: calibrated classes at a threshold, or numbers with a range. */
export function PredictionFields(props: FieldsProps & { readonly task: Task | null }) {
  const { task, ...fields } = props;
  if (task === null) return null;
  return (
    <FormGroup title="What it predicts">
      {task === 'classification' ? <ClassFields {...fields} /> : <NumberFields {...fields} />}
    </FormGroup>
  );
}
