import { absent, formatNumber } from '../../components/format.ts';
import { moreMetricNames } from './more-metric-names.ts';

export interface MetricName {
  readonly title: string;
  /** Which way is better; null when neither is. */
  readonly better: 'high' | 'low' | null;
  readonly meaning: string;
}

const names: Readonly<Record<string, MetricName>> = {
  roc_auc: {
    title: 'ROC AUC',
    better: 'high',
    meaning: 'How well ranks separate the classes; 0.5 is chance',
  },
  pr_auc: {
    title: 'PR AUC',
    better: 'high',
    meaning: 'Average precision; compare with the share of positives',
  },
  log_loss: { title: 'Log loss', better: 'low', meaning: 'Punishes confident wrong probabilities' },
  accuracy: { title: 'Accuracy', better: 'high', meaning: 'Share of rows predicted right' },
  balanced_accuracy: {
    title: 'Balanced accuracy',
    better: 'high',
    meaning: 'Mean recall of the classes',
  },
  precision: {
    title: 'Precision',
    better: 'high',
    meaning: 'Share of predicted positives that are right',
  },
  recall: { title: 'Recall', better: 'high', meaning: 'Share of positives that are found' },
  f1: { title: 'F1', better: 'high', meaning: 'Harmonic mean of precision and recall' },
  f1_macro: { title: 'F1 macro', better: 'high', meaning: 'Mean F1 of the classes' },
  f1_weighted: { title: 'F1 weighted', better: 'high', meaning: 'F1 weighted by class size' },
  mcc: { title: 'MCC', better: 'high', meaning: 'Matthews correlation; 0 is chance' },
  brier: {
    title: 'Brier score',
    better: 'low',
    meaning: 'Mean squared error of the probabilities',
  },
  kappa: { title: "Cohen's kappa", better: 'high', meaning: 'Agreement beyond chance' },
  rmse: {
    title: 'RMSE',
    better: 'low',
    meaning: 'Root mean squared error, in units of the target',
  },
  mse: { title: 'MSE', better: 'low', meaning: 'Mean squared error' },
  mae: { title: 'MAE', better: 'low', meaning: 'Mean absolute error, in units of the target' },
  medae: {
    title: 'Median error',
    better: 'low',
    meaning: 'Median absolute error, in units of the target',
  },
  r2: { title: 'R²', better: 'high', meaning: 'Share of variance explained; 0 is the mean' },
  mape: {
    title: 'MAPE',
    better: 'low',
    meaning: 'Mean absolute error as a share of the actual value',
  },
  max_error: { title: 'Largest error', better: 'low', meaning: 'Largest absolute error' },
  explained_variance: {
    title: 'Explained variance',
    better: 'high',
    meaning: 'As R², blind to a constant shift',
  },
  interval_coverage: {
    title: 'Interval coverage',
    better: null,
    meaning: 'Share of rows whose value is within its prediction interval',
  },
  interval_width: {
    title: 'Interval width',
    better: 'low',
    meaning: 'Mean width of the prediction intervals, in units of the target',
  },
};

/** Name, meaning and direction of a metric id such as `roc_auc`; an unknown id names itself. */
export function metricName(id: string): MetricName {
  return names[id] ?? moreMetricNames.get(id) ?? { title: id, better: null, meaning: '' };
}

/** A score for reading: so many decimals up to ten, so that columns line up; else five digits. */
export function scoreText(value: number | null | undefined, decimals = 4): string {
  if (typeof value !== 'number' || !Number.isFinite(value)) return absent;
  return Math.abs(value) < 10 ? value.toFixed(decimals).replace('-', '−') : formatNumber(value, 5);
}

/**
 * Why a value tells nothing of the model, or null. scikit-learn divides by ε where an actual value is
 * 0, so that one such row is enough to make the mean relative error astronomic.
 */
export function meaningless(id: string, value: number | null | undefined): string | null {
  const ofClasses = id === 'roc_auc' || id === 'pr_auc';
  if (ofClasses && value === null) return 'a class has no rows here';
  if (id !== 'mape' || typeof value !== 'number' || value < 1e6) return null;
  return 'some actual values are 0';
}

/** A standard deviation beside its mean. */
export function spreadText(std: number | null | undefined): string {
  if (typeof std !== 'number' || !Number.isFinite(std)) return '';
  return ` ± ${std < 10 ? std.toFixed(3) : formatNumber(std, 3)}`;
}

/** `test.roc_auc` → "ROC AUC", `cv.rmse.mean` → "RMSE (CV mean)". */
export function metricTitle(name: string): string {
  const [set, id = '', part] = name.split('.');
  if (set === 'cv') return `${metricName(id).title} (CV ${part ?? ''})`.replace(' )', ')');
  if (set === 'oob') return `${metricName(id).title} (out of bag)`;
  if (set === 'train') return `${metricName(id).title} (train)`;
  return metricName(id).title;
}

const regressionIds: ReadonlySet<string> = new Set([
  'rmse',
  'mse',
  'mae',
  'medae',
  'r2',
  'mape',
  'max_error',
  'explained_variance',
]);

/** Metrics a search may go by, of a task. */
export function metricsOf(task: string): string[] {
  return Object.keys(names)
    .filter((id) => !id.startsWith('interval_'))
    .filter((id) => regressionIds.has(id) === (task === 'regression'));
}

/** Metrics shown first, by task and number of classes. */
export function headlineMetrics(task: string, classes: number): readonly string[] {
  if (task === 'regression') return ['rmse', 'mae', 'r2', 'mape'];
  return classes > 2
    ? ['roc_auc', 'f1_macro', 'accuracy', 'log_loss']
    : ['roc_auc', 'pr_auc', 'f1', 'accuracy', 'log_loss'];
}

/** Metric ids that occur in a run's `test.*`, `cv.*` or `train.*`, in the order of their table. */
export function metricIds(metrics: Readonly<Record<string, unknown>>): string[] {
  const found = new Set(Object.keys(metrics).map((name) => name.split('.')[1] ?? name));
  const known = Object.keys(names).filter((id) => found.has(id));
  return [...known, ...[...found].filter((id) => !(id in names)).toSorted()];
}
