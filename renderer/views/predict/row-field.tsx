import { Autocomplete, NumberInput, Select, TextInput } from '@mantine/core';
import type { Cell } from '../../../core/contract/common.ts';
import { formatNumber } from '../../components/format.ts';
import { unusual, type PredictField } from './row-values.ts';

interface RowFieldProps {
  readonly field: PredictField;
  readonly value: Cell;
  readonly onChange: (value: Cell) => void;
}

function remark(field: PredictField, value: Cell, hint: string) {
  const word = unusual(field, value);
  return word === null ? hint : <span style={{ color: 'var(--assay-warn)' }}>{word}</span>;
}

/** Years and other numbers of four digits read better without a comma. */
function boundText(value: number): string {
  const text = formatNumber(value);
  return Math.abs(value) < 10_000 ? text.replaceAll(',', '') : text;
}

/** Whole numbers for whole columns, else about a hundredth of the range. */
function stepOf(field: PredictField): number {
  const range = (field.max ?? 0) - (field.min ?? 0);
  if (field.type === 'integer' || range <= 0) return 1;
  return 10 ** Math.floor(Math.log10(range / 20));
}

/** One column of the row to predict. Empty means missing. */
export function RowField({ field, value, onChange }: RowFieldProps) {
  const shared = { label: field.name, title: field.name, placeholder: 'missing' };
  if (field.type === 'number' || field.type === 'integer') {
    const range =
      field.min !== null && field.max !== null
        ? `${boundText(field.min)} to ${boundText(field.max)}`
        : '';
    return (
      <NumberInput
        {...shared}
        description={remark(field, value, range)}
        inputWrapperOrder={['label', 'input', 'description']}
        value={typeof value === 'number' ? value : ''}
        step={stepOf(field)}
        onChange={(next) => onChange(next === '' || next === '-' ? null : Number(next))}
      />
    );
  }
  if (field.type === 'boolean')
    return (
      <Select
        {...shared}
        description=" "
        inputWrapperOrder={['label', 'input', 'description']}
        data={['true', 'false']}
        clearable
        value={value === null ? null : String(value)}
        onChange={(next) => onChange(next === null ? null : next === 'true')}
      />
    );
  const categories = field.categories ?? [];
  if (categories.length > 0 && field.type === 'category')
    return (
      <Select
        {...shared}
        description={remark(
          field,
          value,
          `${categories.length} ${categories.length === 1 ? 'value' : 'values'}`,
        )}
        inputWrapperOrder={['label', 'input', 'description']}
        data={[...new Set(categories)]}
        searchable={categories.length > 8}
        clearable
        value={value === null ? null : String(value)}
        onChange={(next) => onChange(next)}
      />
    );
  if (categories.length > 0)
    return (
      <Autocomplete
        {...shared}
        size="xs"
        description={remark(field, value, 'free text')}
        inputWrapperOrder={['label', 'input', 'description']}
        data={[...new Set(categories)].slice(0, 200)}
        value={value === null ? '' : String(value)}
        onChange={(next) => onChange(next === '' ? null : next)}
      />
    );
  return (
    <TextInput
      {...shared}
      description={field.type === 'datetime' ? 'such as 2024-05-31T12:00:00Z' : 'free text'}
      inputWrapperOrder={['label', 'input', 'description']}
      value={value === null ? '' : String(value)}
      onChange={(event) => {
        const text = event.currentTarget.value;
        onChange(text === '' ? null : text);
      }}
    />
  );
}
