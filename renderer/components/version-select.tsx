import { Select } from '@mantine/core';
import { formatInteger } from './format.ts';
import { useVersions } from './use-versions.ts';

export interface VersionSelectProps {
  /** Version id. */
  readonly value: string | null;
  readonly onChange: (versionId: string) => void;
  /** Accessible name; shown above the field unless `labelHidden`. */
  readonly label: string;
  readonly labelHidden?: boolean;
  readonly disabled?: boolean;
}

/** A dataset version, as `name@3` with its size. */
export function VersionSelect({
  value,
  onChange,
  label,
  labelHidden,
  disabled,
}: VersionSelectProps) {
  const { all, loading } = useVersions();
  const options = all.map((version) => ({
    value: version.id,
    label: `${version.datasetName}@${version.number}`,
    detail: `${formatInteger(version.rows)} × ${formatInteger(version.columns.length)}`,
  }));
  const details = new Map(options.map((option) => [option.value, option.detail]));
  return (
    <Select
      {...(labelHidden ? { 'aria-label': label } : { label })}
      value={value}
      onChange={(next) => next !== null && onChange(next)}
      data={options}
      placeholder={loading ? 'Loading' : 'Choose a dataset'}
      nothingFoundMessage="No such dataset"
      searchable
      allowDeselect={false}
      disabled={disabled ?? false}
      miw={200}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      renderOption={({ option }) => (
        <>
          <span>{option.label}</span>
          <span className="assay-option-detail">{details.get(option.value)}</span>
        </>
      )}
    />
  );
}
