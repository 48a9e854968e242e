import { NumberInput, Select } from '@mantine/core';
import type { VersionColumn } from '../../../../core/contract/data.ts';
import type { TrainDraft } from './train-draft.ts';
import form from '../../../components/side-form.module.css';

type Split = TrainDraft['split'];

export const splits: readonly { value: Split; label: string }[] = [
  { value: 'holdout', label: 'Automatic' },
  { value: 'stratified', label: 'Stratified' },
  { value: 'kfold', label: 'Plain' },
  { value: 'repeated', label: 'Repeated' },
  { value: 'group', label: 'By group' },
  { value: 'stratified_group', label: 'By group, stratified' },
  { value: 'leave_one_group_out', label: 'One group at a time' },
  { value: 'time', label: 'By time' },
  { value: 'purged', label: 'By time, purged' },
];

const grouped: ReadonlySet<Split> = new Set(['group', 'stratified_group', 'leave_one_group_out']);
const timed: ReadonlySet<Split> = new Set(['time', 'purged']);

/** The column a way to split needs and has not been given, or null. */
export function missingColumn(draft: TrainDraft): 'group' | 'time' | null {
  if (grouped.has(draft.split) && draft.group === null) return 'group';
  return timed.has(draft.split) && draft.time === null ? 'time' : null;
}

interface SplitFieldsProps {
  readonly draft: TrainDraft;
  readonly change: (part: Partial<TrainDraft>) => void;
  readonly disabled: boolean;
  readonly columns: readonly VersionColumn[];
}

function TimeFields({ draft, change, disabled, columns }: SplitFieldsProps) {
  const ordered = columns.filter(({ type }) => ['datetime', 'integer', 'number'].includes(type));
  return (
    <>
      <Select
        label="Time column"
        placeholder="Choose a column"
        data={ordered.map(({ name }) => name)}
        value={draft.time}
        searchable
        disabled={disabled}
        onChange={(time) => change({ time })}
      />
      <NumberInput
        label="Gap"
        description="Rows left out between"
        value={draft.gap}
        min={0}
        allowDecimal={false}
        disabled={disabled}
        onChange={(value) => change({ gap: Number(value) })}
      />
      {draft.split === 'time' ? (
        <Select
          label="Training window"
          data={[
            { value: 'expanding', label: 'All of the past' },
            { value: 'sliding', label: 'Sliding' },
          ]}
          value={draft.window}
          allowDeselect={false}
          disabled={disabled}
          onChange={(window) => window !== null && change({ window })}
        />
      ) : (
        <NumberInput
          label="Embargo"
          value={Math.round(draft.embargo * 1000) / 10}
          min={0}
          max={50}
          suffix="%"
          disabled={disabled}
          onChange={(value) => typeof value === 'number' && change({ embargo: value / 100 })}
        />
      )}
    </>
  );
}

/** What the chosen way to split needs besides: a column of groups or of time. */
export function SplitFields(props: SplitFieldsProps) {
  const { draft, change, disabled, columns } = props;
  if (grouped.has(draft.split)) {
    return (
      <Select
        label="Group column"
        description="Rows of one value stay together"
        placeholder="Choose a column"
        data={columns.map(({ name }) => name)}
        value={draft.group}
        searchable
        disabled={disabled}
        onChange={(group) => change({ group })}
      />
    );
  }
  if (timed.has(draft.split)) {
    return (
      <div className={form.pair}>
        <TimeFields {...props} />
      </div>
    );
  }
  if (draft.split !== 'repeated') return null;
  return (
    <NumberInput
      label="Repeats"
      value={draft.repeats}
      min={1}
      max={100}
      allowDecimal={false}
      disabled={disabled}
      onChange={(value) => change({ repeats: Number(value) })}
    />
  );
}
