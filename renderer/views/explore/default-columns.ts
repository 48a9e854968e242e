import type { VersionColumn } from '../../../core/contract/data.ts';
import { isNumeric } from './scope.ts';

/** A number whose every value may differ only to count rows tells little in a plot. */
const looksLikeKey = ({ name }: VersionColumn): boolean =>
  /^(id|index|row|no|nr|order|instant|pid|unnamed.*)$|_id$|^id_/i.test(name);

function byUse(columns: readonly VersionColumn[]): VersionColumn[] {
  return columns.toSorted((a, b) => Number(looksLikeKey(a)) - Number(looksLikeKey(b)));
}

/** Two columns to begin with: numbers where there are two, else whatever comes first. */
export function defaultPair(
  columns: readonly VersionColumn[],
): { readonly x: VersionColumn; readonly y: VersionColumn } | null {
  const numbers = byUse(columns.filter(({ type }) => type === 'number'));
  const integers = byUse(columns.filter(({ type }) => type === 'integer'));
  const rest = columns.filter(({ type }) => !isNumeric(type) && type !== 'text');
  const [x, y] = [...new Set([...numbers, ...integers, ...rest, ...columns])];
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
