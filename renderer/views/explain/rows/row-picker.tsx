import { ActionIcon, Group, NumberInput } from '@mantine/core';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { rowNumber } from '../explanation-specs.ts';

/** The sampled row nearest to row number `wanted`. */
export function nearestRow(rows: readonly number[], wanted: number): number {
  let best = 0;
  rows.forEach((row, i) => {
    if (Math.abs(row - wanted) < Math.abs((rows[best] ?? 0) - wanted)) best = i;
  });
  return best;
}

/** Goes from row to row, or to a number. */
export function RowPicker(props: {
  rows: readonly number[];
  index: number;
  onPick: (index: number) => void;
}) {
  const { rows, index, onPick } = props;
  return (
    <Group gap={4} wrap="nowrap">
      <ActionIcon
        variant="default"
        size={30}
        aria-label="Previous row"
        disabled={index === 0}
        onClick={() => onPick(index - 1)}
      >
        <ChevronLeft size={15} aria-hidden />
      </ActionIcon>
      <NumberInput
        aria-label="Row number"
        prefix="Row "
        w={110}
        hideControls
        value={rowNumber(rows[index] ?? 0)}
        onChange={(value) => typeof value === 'number' && onPick(nearestRow(rows, value - 1))}
      />
      <ActionIcon
        variant="default"
        size={30}
        aria-label="Next row"
        disabled={index >= rows.length - 1}
        onClick={() => onPick(index + 1)}
      >
        <ChevronRight size={15} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
