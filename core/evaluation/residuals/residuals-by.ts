import type { OutputOf } from '../../contract/contract.ts';
import { sortedQuantile } from '../../stats/descriptive.ts';
import { sortNumbers } from '../../stats/sort-numbers.ts';
import { cellText, isCoded, type Column } from '../../table/table.ts';
import { evenly, maxPoints } from '../curves.ts';
import { runningMean } from './residual-plots.ts';

type By = NonNullable<OutputOf<'evaluation.residuals'>['by']>;
type Box = By['boxes'][number];

/** Whole numbers with no more values are shown as boxes. */
const mostWholeBoxes = 12;
/** Boxes of a category; the rest is one of its own. */
const mostBoxes = 30;
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

function boxOf(of: Box['of'], label: string, residuals: readonly number[]): Box {
  const sorted = sortNumbers(Float64Array.from(residuals, (value) => value + 0));
  const [q1, median, q3] = [0.25, 0.5, 0.75].map((q) => sortedQuantile(sorted, q));
  const reach = 1.5 * (q3! - q1!);
  return {
    of,
    label,
    rows: sorted.length,
    low: sorted.find((value) => value >= q1! - reach)!,
    q1: q1!,
    median: median!,
    q3: q3!,
    high: sorted.findLast((value) => value <= q3! + reach)!,
    mean: sorted.reduce((sum, value) => sum + value, 0) / sorted.length,
  };
}

function gather(
  residual: Float64Array,
  labelOf: (row: number) => string | null,
): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  residual.forEach((value, row) => {
    const label = labelOf(row);
    if (label === null) return;
    const group = groups.get(label);
    if (group) group.push(value);
    else groups.set(label, [value]);
  });
  return groups;
}

/** One box a value: whole numbers in their order, others by rows; rare ones together. */
function valueBoxes(column: Column, residual: Float64Array): Box[] {
  const groups = gather(residual, (row) => cellText(column, row) ?? '(missing)');
  const entries = [...groups];
  if (isCoded(column)) entries.sort(([, a], [, b]) => b.length - a.length);
  else entries.sort(([a], [b]) => Number(a) - Number(b) || (a < b ? -1 : 1));
  const shown = entries.slice(0, mostBoxes);
  const rest = entries.slice(mostBoxes);
  const boxes = shown.map(([label, residuals]) => boxOf('value', label, residuals));
  if (rest.length === 0) return boxes;
  const others = rest.flatMap(([, residuals]) => residuals);
  return [...boxes, boxOf('value', `(${rest.length} others)`, others)];
}

function timeBoxes(times: Float64Array, residual: Float64Array): Box[] {
  const known = (row: number): Date | null => {
    const time = times[row]!;
    return Number.isFinite(time) && Math.abs(time) <= 8.64e15 ? new Date(time) : null;
  };
  const hours = gather(residual, (row) => {
    const hour = known(row)?.getUTCHours();
    return hour === undefined ? null : String(hour).padStart(2, '0');
  });
  const days = gather(residual, (row) => {
    const day = known(row)?.getUTCDay();
    return day === undefined ? null : weekdays[(day + 6) % 7]!;
  });
  const byHour = [...hours].toSorted(([a], [b]) => (a < b ? -1 : 1));
  // days without a time of day all begin at 0
  const timed = hours.size > 1 ? byHour : [];
  return [
    ...timed.map(([label, residuals]) => boxOf('hour', label, residuals)),
    ...weekdays.filter((day) => days.has(day)).map((day) => boxOf('weekday', day, days.get(day)!)),
  ];
}

function hasFewValues(column: Column): boolean {
  if (isCoded(column) || column.type === 'boolean') return true;
  if (column.type !== 'integer') return false;
  const values = new Set<number>();
  for (const value of column.values) {
    if (!Number.isNaN(value) && values.add(value).size > mostWholeBoxes) return false;
  }
  return true;
}

/**
 * Residuals by one column: boxes of categories, truth values and few whole numbers, else points with
 * their running mean; of times hours and weekdays besides. `rows` numbers the rows in their version.
 */
export function residualsBy(column: Column, residual: Float64Array, rows: Int32Array): By {
  const empty = { points: { x: [], residual: [], row: [] }, trend: { x: [], y: [] } };
  if (isCoded(column) || hasFewValues(column)) {
    const boxes = valueBoxes(column, residual);
    return { column: column.name, kind: 'boxes', ...empty, boxes };
  }
  const { values } = column;
  const present = Int32Array.from(rows.keys()).filter((i) => Number.isFinite(values[i]!));
  const shown = evenly(present.length, maxPoints).map((at) => present[at]!);
  return {
    column: column.name,
    kind: 'points',
    points: {
      x: shown.map((i) => values[i]!),
      residual: shown.map((i) => residual[i]!),
      row: shown.map((i) => rows[i]!),
    },
    trend: runningMean(values, residual),
    boxes: column.type === 'datetime' ? timeBoxes(values, residual) : [],
  };
}
