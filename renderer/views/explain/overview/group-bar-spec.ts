import type { Cell } from '../../../../core/contract/common.ts';
import type { Explanation } from '../../../../core/contract/explainability.ts';
import { meanAbsolute, shapOrder } from '../../../charts/figures/shap-order.ts';
import type { BarSpec } from '../../../charts/spec.ts';
import { cellText, shortNumber } from '../../../charts/text.ts';
import { formatCount } from '../../../components/format.ts';

/** Groups whose bars can still be told apart. */
const mostGroups = 5;
const mostFeatures = 8;

export interface RowGroup {
  readonly name: string;
  /** Indices into the sample. */
  readonly rows: readonly number[];
}

/** Categories by size, the smallest together. */
function byValue(cells: readonly Cell[]): RowGroup[] {
  const found = new Map<string, number[]>();
  cells.forEach((cell, i) => {
    const name = cell === null ? 'missing' : cellText(cell);
    const rows = found.get(name) ?? [];
    rows.push(i);
    found.set(name, rows);
  });
  const groups = [...found]
    .map(([name, rows]) => ({ name, rows }))
    .sort((a, b) => b.rows.length - a.rows.length);
  if (groups.length <= mostGroups) return groups;
  const rest = groups.splice(mostGroups - 1);
  return [
    ...groups,
    { name: `${rest.length} other values`, rows: rest.flatMap(({ rows }) => rows) },
  ];
}

/** Four parts of about the same size; fewer where values repeat. */
function byQuarter(cells: readonly Cell[]): RowGroup[] {
  const known = cells.filter((cell): cell is number => typeof cell === 'number');
  const sorted = known.toSorted((a, b) => a - b);
  const cut = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))]!;
  const ends = [...new Set([0.25, 0.5, 0.75, 1].map(cut))];
  const groups = ends.map((end, g) => {
    const after = g === 0 ? -Infinity : ends[g - 1]!;
    const name =
      g === 0 ? `up to ${shortNumber(end)}` : `${shortNumber(after)} to ${shortNumber(end)}`;
    const rows = cells.flatMap((cell, i) =>
      typeof cell === 'number' && cell > after && cell <= end ? [i] : [],
    );
    return { name, rows };
  });
  const missing = cells.flatMap((cell, i) => (cell === null ? [i] : []));
  return missing.length > 0 ? [...groups, { name: 'missing', rows: missing }] : groups;
}

/** Rows of the sample by the value of a column: categories, few numbers as they are, else quarters. */
export function rowGroups(cells: readonly Cell[]): { groups: RowGroup[]; quarters: boolean } {
  const known = new Set(cells.filter((cell) => cell !== null));
  const numbers = [...known].every((cell) => typeof cell === 'number');
  if (!numbers) return { groups: byValue(cells), quarters: false };
  if (known.size > mostGroups) return { groups: byQuarter(cells), quarters: true };
  const groups = byValue(cells).sort((a, b) => Number(a.name) - Number(b.name) || 0);
  return { groups, quarters: false };
}

function ranked({ features, meanAbs }: Explanation): readonly number[] {
  const importance = features.map((feature) => meanAbs[feature] ?? 0);
  return shapOrder(importance, features.length).shown;
}

/** The column that splits rows unasked: the most important of few values that are not rare, else of all. */
export function usualGroupColumn(explanation: Explanation): string {
  const { features, sample } = explanation;
  const order = ranked(explanation);
  const suits = order.find((f) => {
    const cells = sample.data[f] ?? [];
    if (new Set(cells).size > mostGroups) return false;
    const { groups } = rowGroups(cells);
    return groups.length > 1 && groups.every(({ rows }) => rows.length * 20 >= cells.length);
  });
  return features[suits ?? order[0]!]!;
}

/** Mean |SHAP value| of the top features in each group. */
export function groupBarSpec(
  explanation: Explanation,
  groups: readonly RowGroup[],
  unit: string,
): BarSpec {
  const { features, sample } = explanation;
  const shown = ranked(explanation).slice(0, mostFeatures);
  return {
    kind: 'bar',
    labels: shown.map((f) => features[f]!),
    series: groups.map(({ name, rows }) => ({
      name: `${name} · ${formatCount(rows.length, 'row')}`,
      values: shown.map((f) => meanAbsolute(rows.map((i) => sample.values[f]![i]!))),
    })),
    valueTitle: `mean(|SHAP value|), ${unit}`,
  };
}
