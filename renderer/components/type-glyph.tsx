import { CalendarClock, Hash, Shapes, Sigma, ToggleLeft, Type } from 'lucide-react';
import type { ColumnType } from '../../core/contract/common.ts';

const icons = {
  number: Sigma,
  integer: Hash,
  boolean: ToggleLeft,
  category: Shapes,
  datetime: CalendarClock,
  text: Type,
} as const;

/** The sign of a column type, with its name for those who do not see it. */
export function TypeGlyph({
  type,
  size = 13,
}: {
  readonly type: ColumnType;
  readonly size?: number;
}) {
  const Icon = icons[type];
  return (
    <span className="assay-type-glyph" role="img" aria-label={type} title={type}>
      <Icon size={size} strokeWidth={2} aria-hidden="true" />
    </span>
  );
}
