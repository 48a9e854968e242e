import { NumberInput, Select } from '@mantine/core';
import type { PredictField } from '../../predict/row-values.ts';
import { useWhatIfState, type ChangeRange, type ChangeRule } from './what-if-state.ts';
import styles from './what-if.module.css';

const freeOrFixed = [
  { value: 'free', label: 'May change' },
  { value: 'fixed', label: 'Fixed' },
];
const numberRules = [
  ...freeOrFixed,
  { value: 'up', label: 'Only up' },
  { value: 'down', label: 'Only down' },
  { value: 'range', label: 'Between' },
];
const noRules: Readonly<Record<string, ChangeRule>> = {};
const noRanges: Readonly<Record<string, ChangeRange>> = {};
const open: ChangeRange = { low: null, high: null };

/** What of a model's columns may change. */
export function useChangeRules(modelId: string) {
  const rules = useWhatIfState((state) => state.rules[modelId]) ?? noRules;
  const ranges = useWhatIfState((state) => state.ranges[modelId]) ?? noRanges;
  return { rules, ranges };
}

const isNumber = ({ type }: PredictField): boolean => type === 'number' || type === 'integer';

/** The two ends of what a number may become. */
function RangeFields(props: {
  field: PredictField;
  range: ChangeRange;
  onRange: (range: ChangeRange) => void;
}) {
  const { field, range, onRange } = props;
  const end = (which: 'low' | 'high', words: string) => (
    <NumberInput
      size="xs"
      hideControls
      aria-label={`${field.name} ${words}`}
      placeholder={String((which === 'low' ? field.min : field.max) ?? words)}
      value={range[which] ?? ''}
      onChange={(next) =>
        onRange({ ...range, [which]: next === '' || next === '-' ? null : Number(next) })
      }
    />
  );
  return (
    <div className={styles.range}>
      {end('low', 'at least')}
      {end('high', 'at most')}
    </div>
  );
}

/** What of the columns may change, one choice a column. */
export function CounterfactualRules(props: { modelId: string; fields: readonly PredictField[] }) {
  const { modelId, fields } = props;
  const { rules, ranges } = useChangeRules(modelId);
  const setRule = useWhatIfState((state) => state.rule);
  const setRange = useWhatIfState((state) => state.range);
  return (
    <div className={styles.rules} role="group" aria-label="What may change">
      {fields.map((field) => (
        <div key={field.name} className={styles.rule}>
          <span className={styles.name} title={field.name}>
            {field.name}
          </span>
          <Select
            size="xs"
            aria-label={`Change of ${field.name}`}
            data={isNumber(field) ? numberRules : freeOrFixed}
            value={rules[field.name] ?? 'free'}
            allowDeselect={false}
            onChange={(next) => setRule(modelId, field.name, (next ?? 'free') as ChangeRule)}
          />
          {rules[field.name] === 'range' && (
            <RangeFields
              field={field}
              range={ranges[field.name] ?? open}
              onRange={(range) => setRange(modelId, field.name, range)}
            />
          )}
        </div>
      ))}
    </div>
  );
}

const words: readonly (readonly [ChangeRule, string])[] = [
  ['fixed', 'fixed'],
  ['up', 'only up'],
  ['down', 'only down'],
  ['range', 'within a range'],
];

/** The rules in short, such as `2 fixed, 1 only up`. */
export function rulesText(rules: Readonly<Record<string, ChangeRule>>): string {
  const parts = words.flatMap(([wanted, text]) => {
    const count = Object.values(rules).filter((rule) => rule === wanted).length;
    return count > 0 ? [`${count} ${text}`] : [];
  });
  return parts.length === 0 ? 'every column' : parts.join(', ');
}
