import type { MetricName } from './metric-names.ts';

type Better = MetricName['better'];
type Row = readonly [id: string, title: string, better: Better, meaning: string];

/** An average over classes, as `_macro`, `_weighted` and `_micro` are. */
const averages = [
  ['macro', 'each class counts alike'],
  ['weighted', 'classes count by their rows'],
  ['micro', 'every row counts alike'],
] as const;

const averaged = (id: string, title: string, ways = averages.map(([way]) => way)): Row[] =>
  averages
    .filter(([way]) => ways.includes(way))
    .map(([way, meaning]) => [
      `${id}_${way}`,
      `${title} ${way}`,
      'high',
      `Over classes: ${meaning}`,
    ]);

const ofClasses: readonly Row[] = [
  ...averaged('precision', 'Precision'),
  ...averaged('recall', 'Recall'),
  ...averaged('f1', 'F1', ['micro']),
  ['f0_5', 'F0.5', 'high', 'As F1, precision counts twice as much as recall'],
  ...averaged('f0_5', 'F0.5'),
  ['f2', 'F2', 'high', 'As F1, recall counts twice as much as precision'],
  ...averaged('f2', 'F2'),
  ['jaccard', 'Jaccard', 'high', 'Rows right over rows that are or are called the class'],
  ...averaged('jaccard', 'Jaccard'),
  ['specificity', 'Specificity', 'high', 'Share of negatives that are left alone'],
  [
    'negative_predictive_value',
    'Negative predictive value',
    'high',
    'Share of predicted negatives that are right',
  ],
  [
    'positive_likelihood_ratio',
    'Positive likelihood ratio',
    'high',
    'How much a call raises the odds of the class',
  ],
  [
    'negative_likelihood_ratio',
    'Negative likelihood ratio',
    'low',
    'How much no call leaves of the odds of the class',
  ],
  ['zero_one_loss', 'Zero-one loss', 'low', 'Share of rows predicted wrong'],
  [
    'balanced_accuracy_adjusted',
    'Balanced accuracy, adjusted',
    'high',
    'Balanced accuracy on a scale where chance is 0',
  ],
  [
    'kappa_linear',
    'Kappa, linear weights',
    'high',
    'Agreement of ordered classes; a miss by two counts twice',
  ],
  [
    'kappa_quadratic',
    'Kappa, quadratic weights',
    'high',
    'Agreement of ordered classes; a miss by two counts four times',
  ],
];

const ofProbabilities: readonly Row[] = [
  [
    'd2_log_loss',
    'D² of log loss',
    'high',
    'Log loss against always saying the shares of the classes, which is 0',
  ],
  [
    'd2_brier',
    'D² of Brier score',
    'high',
    'Brier score against always saying the shares of the classes, which is 0',
  ],
  ['hinge_loss', 'Hinge loss', 'low', 'Punishes scores on the wrong side of the margin'],
  ['ece', 'ECE', 'low', 'Expected calibration error: mean gap between probability and share'],
  ['mce', 'MCE', 'low', 'Maximum calibration error: the widest gap between probability and share'],
  ['ks', 'KS', 'high', 'Widest gap between the scores of the two classes'],
  ...([2, 3, 5] as const).map((k): Row => [
    `top_${k}_accuracy`,
    `Top ${k} accuracy`,
    'high',
    `Share of rows whose class is among the ${k} most probable`,
  ]),
  ...averaged('roc_auc', 'ROC AUC', ['weighted', 'micro']),
  ...averaged('pr_auc', 'PR AUC', ['weighted', 'micro']),
  ['roc_auc_ovo', 'ROC AUC, pairs of classes', 'high', 'Mean over all pairs of classes'],
  [
    'roc_auc_ovo_weighted',
    'ROC AUC, pairs weighted',
    'high',
    'Mean over all pairs of classes by their rows',
  ],
  [
    'coverage_error',
    'Coverage error',
    'low',
    'Mean place of the true class by probability; 1 is the best',
  ],
  [
    'label_ranking_average_precision',
    'Label ranking precision',
    'high',
    'Mean of 1 over the place of the true class',
  ],
  [
    'label_ranking_loss',
    'Label ranking loss',
    'low',
    'Share of other classes at least as probable as the true one',
  ],
];

const ofNumbers: readonly Row[] = [
  ['msle', 'MSLE', 'low', 'Mean squared error of logarithms'],
  ['rmsle', 'RMSLE', 'low', 'Root mean squared error of logarithms'],
  ['smape', 'SMAPE', 'low', 'Mean error as a share of the mean of actual and predicted'],
  ...([10, 50, 90] as const).map((p): Row => [
    `pinball_${p}`,
    `Pinball loss, ${p}%`,
    'low',
    `As a prediction of the ${p}% quantile`,
  ]),
  ...(['poisson', 'gamma', 'tweedie'] as const).flatMap((id): Row[] => {
    const title = id.charAt(0).toUpperCase() + id.slice(1);
    return [
      [
        `mean_${id}_deviance`,
        `${title} deviance`,
        'low',
        `Mean deviance of a ${title} distribution`,
      ],
      [
        `d2_${id}`,
        `D² of ${title} deviance`,
        'high',
        'Share of the deviance explained; 0 is the mean',
      ],
    ];
  }),
  [
    'd2_absolute_error',
    'D² of absolute error',
    'high',
    'Against always saying the median, which is 0',
  ],
  [
    'd2_pinball_10',
    'D² of pinball loss, 10%',
    'high',
    'Against always saying the 10% quantile, which is 0',
  ],
  [
    'd2_pinball_90',
    'D² of pinball loss, 90%',
    'high',
    'Against always saying the 90% quantile, which is 0',
  ],
];

const ofRankings: readonly Row[] = [
  ['ndcg', 'NDCG', 'high', 'Gains discounted by place, against the best order'],
  ['dcg', 'DCG', 'high', 'Gains discounted by place'],
  ['map', 'MAP', 'high', 'Mean over queries of average precision'],
  ['mrr', 'MRR', 'high', 'Mean over queries of 1 over the place of the first relevant row'],
];

const ofClusters: readonly Row[] = [
  ['rand', 'Rand index', 'high', 'Share of pairs of rows that both groupings treat alike'],
  ['adjusted_rand', 'Adjusted Rand index', 'high', 'Rand index on a scale where chance is 0'],
  [
    'fowlkes_mallows',
    'Fowlkes-Mallows',
    'high',
    'Precision and recall over pairs of rows kept together',
  ],
  ['mutual_info', 'Mutual information', 'high', 'What one grouping tells of the other, in nats'],
  [
    'normalized_mutual_info',
    'Normalised mutual information',
    'high',
    'Mutual information from 0 to 1',
  ],
  [
    'adjusted_mutual_info',
    'Adjusted mutual information',
    'high',
    'The same on a scale where chance is 0',
  ],
  ['homogeneity', 'Homogeneity', 'high', 'Whether clusters hold rows of one class only'],
  ['completeness', 'Completeness', 'high', 'Whether a class lies in one cluster'],
  ['v_measure', 'V measure', 'high', 'Harmonic mean of homogeneity and completeness'],
];

/** Metrics that are told on request, by id: a run itself does not keep them, a search does not go by them. */
export const moreMetricNames: ReadonlyMap<string, MetricName> = new Map(
  [...ofClasses, ...ofProbabilities, ...ofNumbers, ...ofRankings, ...ofClusters].map(
    ([id, title, better, meaning]) => [id, { title, better, meaning }],
  ),
);
