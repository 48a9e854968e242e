import { Select } from '@mantine/core';
import type { VersionColumn } from '../../../core/contract/data.ts';
import { TypeGlyph } from '../../components/type-glyph.tsx';
import styles from './controls.module.css';

export interface ColumnSelectProps {
  readonly label: string;
  readonly columns: readonly VersionColumn[];
  readonly value: string | null;
  readonly onChange: (name: string | null) => void;
  /** Given: the choice may be empty, and this says what that means. */
  readonly none?: string;
}

/** One of a version's columns, with the sign of its type. */
export function ColumnSelect({ label, columns, value, onChange, none }: ColumnSelectProps) {
  const chosen = columns.find((column) => column.name === value);
  const types = new Map(columns.map((column) => [column.name, column.type]));
  return (
    <Select
      className={styles.column ?? ''}
      label={label}
      data={columns.map((column) => column.name)}
      value={value}
      onChange={onChange}
      placeholder={none ?? 'Choose a column'}
      searchable
      limit={500}
      clearable={none !== undefined}
      allowDeselect={none !== undefined}
      nothingFoundMessage="No such column"
      leftSection={chosen && <TypeGlyph type={chosen.type} />}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      renderOption={({ option }) => (
        <>
          <TypeGlyph type={types.get(option.value) ?? 'text'} />
          <span>{option.label}</span>
        </>
      )}
    />
  );
}
