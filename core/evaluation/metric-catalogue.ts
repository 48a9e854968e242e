/** What is known of a metric besides its value. */
interface MetricFacts {
  readonly better: 'higher' | 'lower';
  /** Ends of what it can be; absent where there is none. */
  readonly least?: number;
  readonly most?: number;
}

const share: MetricFacts = { better: 'higher', least: 0, most: 1 };
const score: MetricFacts = { better: 'higher', most: 1 };
const loss: MetricFacts = { better: 'lower', least: 0 };
const lossShare: MetricFacts = { better: 'lower', least: 0, most: 1 };

/** Metrics that are not a share of which more is better. */
const facts: Readonly<Record<string, MetricFacts>> = {
  // of a person's own, see formula/
  formula: { better: 'higher' },
  mcc: { better: 'higher', least: -1, most: 1 },
  kappa: { better: 'higher', least: -1, most: 1 },
  kappa_linear: score,
  kappa_quadratic: score,
  balanced_accuracy_adjusted: score,
  d2_log_loss: score,
  d2_brier: score,
  r2: score,
  explained_variance: score,
  d2_absolute_error: score,
  d2_pinball_10: score,
  d2_pinball_90: score,
  d2_poisson: score,
  d2_gamma: score,
  d2_tweedie: score,
  positive_likelihood_ratio: { better: 'higher', least: 0 },
  negative_likelihood_ratio: loss,
  log_loss: loss,
  hinge_loss: loss,
  // of three and more classes up to 2
  brier: loss,
  // of one label a row also scikit-learn's hamming_loss
  zero_one_loss: lossShare,
  coverage_error: { better: 'lower', least: 1 },
  label_ranking_loss: lossShare,
  ece: lossShare,
  mce: lossShare,
  // of rankings, a sum of gains
  dcg: { better: 'higher' },
  interval_width: loss,
  rmse: loss,
  mse: loss,
  mae: loss,
  medae: loss,
  mape: loss,
  smape: { better: 'lower', least: 0, most: 2 },
  max_error: loss,
  msle: loss,
  rmsle: loss,
  pinball_10: loss,
  pinball_50: loss,
  pinball_90: loss,
  mean_poisson_deviance: loss,
  mean_gamma_deviance: loss,
  mean_tweedie_deviance: loss,
  // of groups: no shares, so that their intervals are not cut at 0 and 1
  mean_error: { better: 'lower' },
  mean_actual: { better: 'higher' },
  mean_prediction: { better: 'higher' },
  mean_error_difference: loss,
  mean_prediction_difference: loss,
  mae_difference: loss,
  rmse_difference: loss,
  disparate_impact: { better: 'higher', least: 0 },
  statistical_parity_difference: { better: 'lower', least: -1, most: 1 },
};

/** Direction and bounds of a metric by its id; ids that are not known are shares, more is better. */
export function metricFacts(id: string): MetricFacts {
  return facts[id] ?? share;
}
