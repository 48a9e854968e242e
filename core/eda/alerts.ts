import type { z } from 'zod';
import type { alertSchema, Profile } from '../contract/eda.ts';
import { chiSquareTest } from '../stats/chi-square-test.ts';
import type { ProfiledColumn } from './column-profile.ts';

type Alert = z.infer<typeof alertSchema>;

/** The defaults of ydata-profiling's `Settings()`. */
const thresholds = {
  missingShare: 0.01,
  zeroShare: 0.01,
  infiniteShare: 0.01,
  skewness: 20,
  uniformPValue: 0.999,
  cardinality: 50,
  imbalance: 0.5,
  correlation: 0.5,
} as const;

/** What a first look should not miss, by column and for the table. */
export function findAlerts(
  columns: readonly ProfiledColumn[],
  profile: Pick<Profile, 'rows' | 'correlations' | 'duplicates'>,
): Alert[] {
  const alerts: Alert[] = [];
  if (profile.rows === 0) {
    alerts.push({ kind: 'empty', column: null, value: 0, message: 'The dataset has no rows' });
    return alerts;
  }
  if (profile.duplicates.rows > 0) {
    const { rows, share } = profile.duplicates;
    alerts.push({
      kind: 'duplicates',
      column: null,
      value: rows,
      message: `${plural(rows, 'row')} (${percent(share)}) repeat an earlier row`,
    });
  }
  for (const column of columns) alerts.push(...columnAlerts(column, profile.rows));
  alerts.push(...correlationAlerts(profile.correlations));
  return alerts;
}

function columnAlerts({ profile, infinite, counts }: ProfiledColumn, rows: number): Alert[] {
  const { name, count, missing, distinct, zeros, skewness, type } = profile;
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

/** One alert a column, naming its closest companions: Spearman among numbers, Cramér's V among categories. */
function correlationAlerts({ spearman, cramers_v }: Profile['correlations']): Alert[] {
  return [spearman, cramers_v].flatMap(({ columns, matrix }) =>
    columns.flatMap((name, a): Alert[] => {
      const close = columns
        .map((other, b) => ({ other, value: a === b ? 0 : (matrix[a]![b] ?? 0) }))
        .filter(({ value }) => Math.abs(value) >= thresholds.correlation)
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
    }),
  );
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
