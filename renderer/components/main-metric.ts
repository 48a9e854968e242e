import { formatNumber } from './format.ts';

const preferred = {
  classification: ['roc_auc', 'f1_macro', 'f1', 'accuracy'],
  regression: ['rmse', 'r2', 'mae'],
} as const;

const titles: Readonly<Record<string, string>> = {
  roc_auc: 'ROC AUC',
  f1_macro: 'F1 macro',
  f1: 'F1',
  accuracy: 'Accuracy',
  rmse: 'RMSE',
  r2: 'R²',
  mae: 'MAE',
};

export interface MainMetric {
  /** As in the run: `test.roc_auc`, `cv.rmse.mean`. */
  readonly name: string;
  readonly title: string;
  readonly value: number;
  readonly text: string;
}

/** The metric a run is judged by: on test rows, else cross-validated, else on training rows. */
export function mainMetric(
  task: string,
  metrics: Readonly<Record<string, number | null>>,
): MainMetric | null {
  const ids = task === 'regression' ? preferred.regression : preferred.classification;
  for (const pattern of ['test.*', 'cv.*.mean', 'train.*'])
    for (const id of ids) {
      const name = pattern.replace('*', id);
      const value = metrics[name];
      if (typeof value !== 'number') continue;
      const untested = pattern === 'train.*' ? ' (no test rows)' : '';
      return { name, title: titles[id] ?? id, value, text: formatNumber(value, 4) + untested };
    }
  return null;
}
