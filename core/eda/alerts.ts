import type { Profile } from '../contract/eda.ts';
import type { Settings } from '../contract/settings.ts';
import { chiSquareTest } from '../stats/chi-square-test.ts';
import type { ProfiledColumn } from './column-profile.ts';

type Alert = Profile['alerts'][number];
type Thresholds = Settings['alerts'];

/** What a first look should not miss, by column and for the table. */
export function findAlerts(
  columns: readonly ProfiledColumn[],
  profile: Pick<Profile, 'rows' | 'duplicates'> & {
    readonly correlations: Pick<Profile['correlations'], 'auto'>;
  },
  thresholds: Thresholds,
): Alert[] {
  const alerts: Alert[] = [];
  if (profile.rows === 0) {
    alerts.push({ kind: 'empty', column: null, value: 0, message: 'The dataset has no rows' });
    return alerts;
  }
  if (profile.duplicates.rows > thresholds.duplicateRows) {
    const { rows, share } = profile.duplicates;
    alerts.push({
      kind: 'duplicates',
      column: null,
      value: rows,
      message: `${plural(rows, 'row')} (${percent(share)}) repeat an earlier row`,
    });
  }
  for (const column of columns) alerts.push(...columnAlerts(column, profile.rows, thresholds));
  alerts.push(...correlationAlerts(profile.correlations.auto, thresholds));
  return alerts;
}

function columnAlerts(
  { profile, counts, dateFormats }: ProfiledColumn,
  rows: number,
  thresholds: Thresholds,
): Alert[] {
  const { name, count, missing, distinct, zeros, infinite, skewness, type, length } = profile;
  const alerts: Alert[] = [];
  const add = (kind: Alert['kind'], value: number, message: string) =>
    alerts.push({ kind, column: name, value, message: `${name} ${message}` });

  if (count === 0) {
    add('empty', rows, 'has no values');
    return alerts;
  }
  if (distinct === 1) add('constant', 1, `always has the value ${shorten(profile.top[0]!.value)}`);
  if (distinct === rows && rows > 1) add('unique', distinct, 'has another value in every row');
  const shares = [
    ['missing', missing, thresholds.missingShare, 'missing values'],
    ['zeros', zeros ?? 0, thresholds.zeroShare, 'zeros'],
    ['infinite', infinite, thresholds.infiniteShare, 'infinite values'],
  ] as const;
  for (const [kind, cells, threshold, what] of shares) {
    if (cells / rows > threshold)
      add(kind, cells / rows, `has ${cells} (${percent(cells / rows)}) ${what}`);
  }
  if (skewness !== null && Math.abs(skewness) > thresholds.skewness) {
    add('skewed', skewness, `is highly skewed (${skewness.toFixed(1)})`);
  }
  // dates and texts are not expected to have a distribution of interest
  if (type !== 'datetime' && type !== 'text' && distinct > 1) {
    const pValue = uniformPValue(counts);
    if (pValue > thresholds.uniformPValue) add('uniform', pValue, 'is evenly distributed');
  }
  if (type === 'category' && distinct > thresholds.cardinality) {
    add('high_cardinality', distinct, `has ${distinct} distinct values`);
  }
  if ((type === 'category' || type === 'boolean') && distinct > 1) {
    const score = imbalance(counts);
    if (score > thresholds.imbalance) add('imbalance', score, `is imbalanced (${percent(score)})`);
  }
  if (length !== null && distinct > 1 && length.min === length.max) {
    add('constant_length', length.min, `always has ${plural(length.min, 'character')}`);
  }
  if (dateFormats.length === 1) add('type_date', 1, 'holds dates as texts');
  if (dateFormats.length > 1) {
    const ways = dateFormats.join(', ');
    add('mixed_dates', dateFormats.length, `writes dates in ${dateFormats.length} ways: ${ways}`);
  }
  return alerts;
}

/** Chi-square test of equal counts, of the levels of a category or the bins of a histogram. */
function uniformPValue(counts: Float64Array): number {
  if (counts.length < 2) return 0;
  const total = counts.reduce((sum, count) => sum + count, 0);
  return chiSquareTest(counts, new Float64Array(counts.length).fill(total / counts.length)).pValue;
}

/** 1 − entropy / log₂ levels: 0 for even counts, towards 1 when one level has nearly all. */
export function imbalance(counts: Float64Array): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  let entropy = 0;
  for (const count of counts) if (count > 0) entropy -= (count / total) * Math.log2(count / total);
  return counts.length < 2 ? 0 : 1 - entropy / Math.log2(counts.length);
}

/** One alert a column, naming its closest companions. */
function correlationAlerts(
  { columns, matrix }: Profile['correlations']['auto'],
  thresholds: Thresholds,
): Alert[] {
  return columns.flatMap((name, a): Alert[] => {
    const close = columns
      .map((other, b) => ({ other, value: a === b ? 0 : (matrix[a]![b] ?? 0) }))
      .filter(({ value }) => value !== 0 && Math.abs(value) >= thresholds.correlation)
      .toSorted((x, y) => Math.abs(y.value) - Math.abs(x.value));
    if (close.length === 0) return [];
    const named = close.slice(0, 3).map(({ other, value }) => `${other} (${value.toFixed(2)})`);
    const rest = close.length > 3 ? ` and ${close.length - 3} more` : '';
    return [
      {
        kind: 'high_correlation',
        column: name,
        value: close[0]!.value,
        message: `${name} is highly correlated with ${named.join(', ')}${rest}`,
      },
    ];
  });
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
