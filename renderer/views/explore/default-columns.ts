import type { VersionColumn } from '../../../core/contract/data.ts';
import { isNumeric } from './scope.ts';

/** A number whose every value may differ only to count rows tells little in a plot. */
const looksLikeKey = ({ name }: VersionColumn): boolean =>
  /^(id|index|row|no|nr|order|instant|pid|unnamed.*)$|_id$|^id_/i.test(name);

/** Keys last; fractions before whole numbers, which often stand for classes. */
export function byUse(columns: readonly VersionColumn[]): VersionColumn[] {
  const rank = (column: VersionColumn): number =>
    (looksLikeKey(column) ? 2 : 0) + (column.type === 'number' ? 0 : 1);
  return columns.toSorted((a, b) => rank(a) - rank(b));
}

/** Two columns to begin with: numbers where there are two, else whatever comes first. */
export function defaultPair(
  columns: readonly VersionColumn[],
): { readonly x: VersionColumn; readonly y: VersionColumn } | null {
  const numbers = byUse(columns.filter(({ type }) => isNumeric(type)));
  const rest = columns.filter(({ type }) => !isNumeric(type) && type !== 'text');
  const [x, y] = [...new Set([...numbers, ...rest, ...columns])];
  return x && y ? { x, y } : null;
}

/** Up to four columns for the pair plot, the chosen two first. */
export function defaultPairColumns(
  quantities: readonly VersionColumn[],
  chosen: readonly VersionColumn[],
): VersionColumn[] {
  const first = chosen.filter((column) => quantities.includes(column));
  const numbers = byUse(quantities.filter(({ type }) => isNumeric(type)));
  return [...new Set([...first, ...numbers])].slice(0, 4);
}
