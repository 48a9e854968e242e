const titles: Readonly<Record<string, string>> = {
  roc_auc: 'ROC AUC',
  pr_auc: 'PR AUC',
  log_loss: 'Log loss',
  accuracy: 'Accuracy',
  balanced_accuracy: 'Balanced accuracy',
  precision: 'Precision',
  recall: 'Recall',
  f1: 'F1',
  f1_macro: 'F1, macro',
  f1_weighted: 'F1, weighted',
  mcc: 'MCC',
  brier: 'Brier score',
  kappa: "Cohen's κ",
  rmse: 'RMSE',
  mse: 'MSE',
  mae: 'MAE',
  medae: 'Median absolute error',
  r2: 'R²',
  mape: 'MAPE',
  max_error: 'Largest error',
  explained_variance: 'Explained variance',
};

/** The name of a metric as people write it; an unknown id is shown as it is. */
export function metricTitle(id: string): string {
  return titles[id] ?? id;
}

/** The metrics at the top of a report, by task. */
export const mainMetrics = {
  classification: ['roc_auc', 'pr_auc', 'f1', 'balanced_accuracy', 'log_loss'],
  regression: ['rmse', 'mae', 'r2', 'medae', 'mape'],
} as const;
