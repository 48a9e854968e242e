import { MultiSelect } from '@mantine/core';

export interface LeaveOutFieldProps {
  /** The columns there are to choose from. */
  readonly columns: readonly string[];
  /** Those that are left out; names that are not among the columns do not show. */
  readonly value: readonly string[];
  readonly onChange: (columns: string[]) => void;
  /** What is done with the columns that stay: `used`, `looked at`. */
  readonly verb: string;
  readonly disabled: boolean;
}

/** Which columns a computation is to do without. */
export function LeaveOutField({ columns, value, onChange, verb, disabled }: LeaveOutFieldProps) {
  return (
    <MultiSelect
      size="xs"
      label="Columns to leave out"
      description={`${columns.length - value.length} of ${columns.length} columns are ${verb}`}
      placeholder={value.length === 0 ? 'None' : undefined}
      data={columns}
      value={value.filter((column) => columns.includes(column))}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': 'Leave no column out' }}
      hidePickedOptions
      disabled={disabled}
      nothingFoundMessage="No such column"
      onChange={onChange}
    />
  );
}
