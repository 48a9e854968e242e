import { ActionIcon, Autocomplete, NumberInput, Select, Slider, TextInput } from '@mantine/core';
import { RotateCcw } from 'lucide-react';
import { memo } from 'react';
import type { Cell } from '../../../../core/contract/common.ts';
import { cellText, ellipsize } from '../../../charts/text.ts';
import { unusual, type PredictField } from '../../predict/row-values.ts';
import styles from './what-if.module.css';

/** Of a name, both ends of which are shown: long names tend to differ at their ends. */
const mostLetters = 22;

/** Whole numbers for whole columns, else about a two-hundredth of the range. */
export function stepOf({ type, min, max }: PredictField): number {
  const range = (max ?? 0) - (min ?? 0);
  if (range <= 0) return 1;
  const step = 10 ** Math.floor(Math.log10(range / 100));
  return type === 'integer' ? Math.max(1, step) : step;
}

interface FieldProps {
  readonly field: PredictField;
  readonly value: Cell;
  /** Value of the start. */
  readonly start: Cell;
  readonly onChange: (name: string, value: Cell) => void;
}

const isNumber = ({ type }: PredictField): boolean => type === 'number' || type === 'integer';

function NumberControls({ field, value, start, onChange }: FieldProps) {
  const { min, max, name } = field;
  const step = stepOf(field);
  const number = typeof value === 'number' ? value : null;
  const slides = min !== null && max !== null && max > min;
  return (
    <>
      {slides ? (
        <Slider
          size="sm"
          thumbLabel={name}
          label={null}
          min={min}
          max={max}
          step={step}
          value={Math.min(max, Math.max(min, number ?? (typeof start === 'number' ? start : min)))}
          {...(typeof start === 'number' && start >= min && start <= max
            ? { marks: [{ value: start }] }
            : {})}
          onChange={(next) => onChange(name, next)}
        />
      ) : (
        <span />
      )}
      <NumberInput
        size="xs"
        aria-label={`Value of ${name}`}
        placeholder="missing"
        hideControls
        step={step}
        value={number === null ? '' : Number(number.toPrecision(8))}
        onChange={(next) => onChange(name, next === '' || next === '-' ? null : Number(next))}
      />
    </>
  );
}

function ChoiceControls({ field, value, onChange }: FieldProps) {
  const { name, type } = field;
  const shared = { 'aria-label': name, placeholder: 'missing', className: styles.wide, size: 'xs' };
  if (type === 'boolean')
    return (
      <Select
        {...shared}
        data={['true', 'false']}
        clearable
        value={value === null ? null : String(value)}
        onChange={(next) => onChange(name, next === null ? null : next === 'true')}
      />
    );
  const categories = [...new Set(field.categories ?? [])];
  if (categories.length > 0 && type === 'category')
    return (
      <Select
        {...shared}
        data={categories}
        searchable={categories.length > 8}
        clearable
        value={value === null ? null : String(value)}
        onChange={(next) => onChange(name, next)}
      />
    );
  if (categories.length > 0)
    return (
      <Autocomplete
        {...shared}
        data={categories.slice(0, 200)}
        value={value === null ? '' : String(value)}
        onChange={(next) => onChange(name, next === '' ? null : next)}
      />
    );
  return (
    <TextInput
      {...shared}
      value={value === null ? '' : String(value)}
      onChange={(event) => {
        const text = event.currentTarget.value;
        onChange(name, text === '' ? null : text);
      }}
    />
  );
}

/** One column of the row that is tried out: a slider over what training saw, or a choice. */
export const WhatIfField = memo(function WhatIfField(props: FieldProps) {
  const { field, value, start, onChange } = props;
  const changed = value !== start;
  const remark = unusual(field, value);
  return (
    <div className={styles.field} data-changed={changed} data-column={field.name}>
      <span className={styles.name} title={field.name}>
        {ellipsize(field.name, mostLetters)}
      </span>
      {isNumber(field) ? <NumberControls {...props} /> : <ChoiceControls {...props} />}
      {changed ? (
        <ActionIcon
          variant="subtle"
          color="gray"
          size={24}
          aria-label={`Reset ${field.name} to ${cellText(start)}`}
          title={`Back to ${cellText(start)}`}
          onClick={() => onChange(field.name, start)}
        >
          <RotateCcw size={13} aria-hidden />
        </ActionIcon>
      ) : (
        <span />
      )}
      {remark !== null && <span className={styles.remark}>{remark}</span>}
    </div>
  );
});
