import type { Evaluation } from '../../../../core/contract/evaluation.ts';
import { formatNumber, formatPercent } from '../../../components/format.ts';
import { metricName, scoreText } from '../metric-names.ts';

export type Interval = Evaluation['intervals'][string];

const rates: Readonly<Record<string, readonly [title: string, meaning: string]>> = {
  selection_rate: ['Selection rate', 'Share of rows that get the favourable answer'],
  base_rate: ['Base rate', 'Share of rows whose true answer is the favourable one'],
  true_positive_rate: ['True positive rate', 'Of rows that deserve it, the share that get it'],
  false_positive_rate: [
    'False positive rate',
    'Of rows that do not deserve it, the share that get it',
  ],
  true_negative_rate: [
    'True negative rate',
    'Of rows that do not deserve it, the share that do not get it',
  ],
  false_negative_rate: [
    'False negative rate',
    'Of rows that deserve it, the share that do not get it',
  ],
  mean_error: ['Mean error', 'Predicted − actual: above 0 the model predicts too much'],
  mean_actual: ['Mean of the actual', 'What the rows really have'],
  mean_prediction: ['Mean prediction', 'What the model says on average'],
};

/** Name and meaning of any metric, also of rates by group. */
export function metricWords(id: string): { readonly title: string; readonly meaning: string } {
  const rate = rates[id];
  if (rate) return { title: rate[0], meaning: rate[1] };
  return metricName(id);
}

/** Whether a metric is a share of rows, which people read in percent. */
export function isRate(id: string): boolean {
  return id.endsWith('_rate');
}

/** A value as its metric is read: rates in percent, others as scores. */
export function valueText(id: string, value: number | null | undefined): string {
  return isRate(id) ? formatPercent(value) : scoreText(value, 3);
}

/** "0.71 to 0.84", or nothing where there are no bounds. */
export function boundsText(id: string, { low, high }: Interval): string {
  if (low === null || high === null) return '';
  return `${valueText(id, low)} to ${valueText(id, high)}`;
}

const methods: Readonly<Record<NonNullable<Interval['method']>, string>> = {
  delong: 'DeLong’s variance of the area under the curve (1988)',
  wilson: 'Wilson’s interval of a share (1927)',
  bootstrap: 'percentiles of bootstrap samples of the rows (1979)',
};

/** How the bounds of a 95 % interval were found. */
export function methodText(interval: Interval, rows?: number): string {
  if (!interval.method) return '';
  const drawn =
    rows !== undefined && interval.method === 'bootstrap' ? `, of ${formatNumber(rows)} rows` : '';
  return `95% interval by ${methods[interval.method]}${drawn}`;
}
