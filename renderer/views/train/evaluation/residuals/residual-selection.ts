import { inBrush } from '../../../../charts/in-brush.ts';
import type { ChartBrush, Value } from '../../../../charts/spec.ts';
import { formatPercent } from '../../../../components/format.ts';

/** Points of a plot with the numbers of their rows. */
export interface RowPoints {
  readonly x: readonly Value[];
  readonly y: readonly Value[];
  readonly row: readonly number[];
}

/** Which residuals the largest are looked for among. */
export const worstSides = {
  both: 'largest errors',
  under: 'most underpredicted',
  over: 'most overpredicted',
} as const;
export type WorstSide = keyof typeof worstSides;

/** What a person selected: a region of a plot, the worst rows, or a condition in words. */
export type ResidualChoice =
  | { readonly kind: 'brush'; readonly plot: string; readonly brush: ChartBrush }
  | { readonly kind: 'worst'; readonly side: WorstSide; readonly share: number }
  | { readonly kind: 'words'; readonly filter: string };

export interface ResidualRows {
  readonly row: readonly number[];
  /** actual − predicted. */
  readonly residual: readonly number[];
}

/** The rows of a region that was drawn in a plot. */
export function rowsInside({ x, y, row }: RowPoints, brush: ChartBrush): Set<number> {
  return new Set(
    row.filter((_, i) => {
      const [px, py] = [x[i] ?? null, y[i] ?? null];
      return px !== null && py !== null && inBrush(brush, px, py);
    }),
  );
}

/** The given share of the rows, at least one, whose residuals are largest on that side. */
export function worstRows(
  { row, residual }: ResidualRows,
  side: WorstSide,
  share: number,
): Set<number> {
  const sign = side === 'under' ? 1 : -1;
  const size = (i: number): number =>
    side === 'both' ? Math.abs(residual[i]!) : sign * residual[i]!;
  const order = [...row.keys()].toSorted((a, b) => size(b) - size(a));
  const most = Math.max(1, Math.round(share * row.length));
  return new Set(order.slice(0, most).map((i) => row[i]!));
}

/** Mean and mean absolute residual of some rows; null of none. */
export function summarise(
  { row, residual }: ResidualRows,
  chosen: ReadonlySet<number>,
): { readonly mean: number; readonly meanAbsolute: number } | null {
  let [count, sum, size] = [0, 0, 0];
  row.forEach((number, i) => {
    if (!chosen.has(number)) return;
    count++;
    sum += residual[i]!;
    size += Math.abs(residual[i]!);
  });
  return count === 0 ? null : { mean: sum / count, meanAbsolute: size / count };
}

/** What selects the rows, for people. */
export function choiceWords(choice: ResidualChoice): string {
  switch (choice.kind) {
    case 'brush':
      return `in ${choice.plot.charAt(0).toLowerCase()}${choice.plot.slice(1)}`;
    case 'worst':
      return `${formatPercent(choice.share)} ${worstSides[choice.side]}`;
    case 'words':
      return choice.filter;
    default:
      return choice satisfies never;
  }
}
