import { NumberInput, SegmentedControl, Text } from '@mantine/core';
import { useId, useState } from 'react';
import styles from './search.module.css';

const presets = [60, 300, 1800] as const;

/** Seconds from minutes as they are typed. */
const seconds = (minutes: number): number => Math.round(minutes * 60);

/** A time budget: one of the usual ones, or an own one. `onChange(null)`: none. */
export function BudgetField(props: {
  label: string;
  value: number | null;
  /** No budget may be chosen. */
  optional?: boolean;
  disabled: boolean;
  onChange: (seconds: number | null) => void;
}) {
  const { value, optional = false, disabled, onChange } = props;
  const id = useId();
  const usual = value === null ? optional : presets.some((preset) => preset === value);
  const [own, setOwn] = useState(!usual);
  const shown = own ? 'own' : value === null ? 'none' : String(value);
  const choose = (next: string): void => {
    setOwn(next === 'own');
    if (next === 'own') onChange(value ?? 60);
    else onChange(next === 'none' ? null : Number(next));
  };
  return (
    <div>
      <Text size="xs" fw={500} id={id} mb={4}>
        {props.label}
      </Text>
      <SegmentedControl
        fullWidth
        aria-labelledby={id}
        data={[
          ...(optional ? [{ value: 'none', label: 'None' }] : []),
          ...presets.map((preset) => ({ value: String(preset), label: `${preset / 60} min` })),
          { value: 'own', label: 'Own' },
        ]}
        value={shown}
        disabled={disabled}
        onChange={choose}
      />
      {own && (
        <div className={styles.own}>
          <NumberInput
            aria-label="Seconds"
            value={value ?? 60}
            min={1}
            max={7 * 86_400}
            allowDecimal={false}
            suffix=" s"
            disabled={disabled}
            onChange={(next) => typeof next === 'number' && next > 0 && onChange(next)}
          />
          <NumberInput
            aria-label="Minutes"
            value={Math.round(((value ?? 60) / 60) * 100) / 100}
            min={0}
            decimalScale={2}
            suffix=" min"
            disabled={disabled}
            onChange={(next) => typeof next === 'number' && next > 0 && onChange(seconds(next))}
          />
        </div>
      )}
    </div>
  );
}
