import { NumberInput, Slider } from '@mantine/core';
import { useId } from 'react';
import styles from './rule-form.module.css';

/** The share of rows that must keep a rule, in percent; all of them is no parameter at all. */
export function MostlyField({
  value,
  onChange,
}: {
  readonly value: unknown;
  readonly onChange: (value: number | null) => void;
}) {
  const id = useId();
  const percent = typeof value === 'number' ? Math.round(value * 10_000) / 100 : 100;
  const take = (next: number): void =>
    onChange(next >= 100 ? null : Math.round(Math.max(0, next) * 100) / 10_000);
  return (
    <div>
      <div className={styles.label} id={id}>
        Rows that must keep it
      </div>
      <div className={styles.mostly}>
        <Slider
          className={styles.slider ?? ''}
          thumbLabel="Share of rows that must keep the rule, in percent"
          min={0}
          max={100}
          step={1}
          label={null}
          value={percent}
          onChange={take}
        />
        <NumberInput
          aria-labelledby={id}
          w={78}
          min={0}
          max={100}
          decimalScale={2}
          suffix="%"
          hideControls
          value={percent}
          onChange={(next) => typeof next === 'number' && take(next)}
        />
      </div>
    </div>
  );
}
