import { Select } from '@mantine/core';
import type { Version } from '../../../core/contract/data.ts';
import { useQuery } from '../../client/use-query.ts';
import { formatInteger } from '../../components/format.ts';

export interface SegmentSelectProps {
  readonly version: Version;
  /** Id of a segment; null: all rows. */
  readonly value: string | null;
  readonly onChange: (segment: string | null) => void;
}

/** The named segments of a dataset; absent while there are none. */
export function SegmentSelect({ version, value, onChange }: SegmentSelectProps) {
  const { data } = useQuery('eda.segments', { version: version.id });
  const segments = data?.segments ?? [];
  if (segments.length === 0) return null;
  const rows = new Map(segments.map((segment) => [segment.id, segment.rows]));
  return (
    <Select
      aria-label="Segment"
      placeholder="All rows"
      clearable
      clearButtonProps={{ 'aria-label': 'Show all rows' }}
      w={190}
      data={segments.map((segment) => ({ value: segment.id, label: segment.name }))}
      value={segments.some((segment) => segment.id === value) ? value : null}
      onChange={onChange}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      renderOption={({ option }) => (
        <>
          <span>{option.label}</span>
          <span className="assay-option-detail">{formatInteger(rows.get(option.value))} rows</span>
        </>
      )}
    />
  );
}
