interface MeasureWords {
  readonly title: string;
  /** What it says, in words of everyday. */
  readonly plain: string;
  /** The value at which groups are treated alike. */
  readonly even: 0 | 1;
}

/** Measures that are shown, in order. */
export const measureWords: Readonly<Record<string, MeasureWords>> = {
  demographic_parity_difference: {
    title: 'Demographic parity difference',
    plain: 'How far apart the groups are in how often they get the favourable answer.',
    even: 0,
  },
  demographic_parity_ratio: {
    title: 'Demographic parity ratio',
    plain: 'The group that gets it least often, as a share of the group that gets it most often.',
    even: 1,
  },
  equal_opportunity_difference: {
    title: 'Equal opportunity difference',
    plain:
      'Of those who deserve the favourable answer: how far apart the groups are in getting it.',
    even: 0,
  },
  false_positive_rate_difference: {
    title: 'False positive rate difference',
    plain:
      'Of those who do not deserve it: how far apart the groups are in getting it all the same.',
    even: 0,
  },
  equalized_odds_difference: {
    title: 'Equalized odds difference',
    plain: 'The larger of the two gaps above.',
    even: 0,
  },
  equalized_odds_ratio: {
    title: 'Equalized odds ratio',
    plain:
      'The smaller of the two rates’ ratios, lowest group over highest. 0 as soon as a group has no false positives.',
    even: 1,
  },
  predictive_parity_difference: {
    title: 'Predictive parity difference',
    plain: 'Of those who get it: how far apart the groups are in deserving it.',
    even: 0,
  },
  accuracy_difference: {
    title: 'Accuracy difference',
    plain: 'How far apart the groups are in how often the model is right.',
    even: 0,
  },
  disparate_impact: {
    title: 'Disparate impact',
    plain: 'The lowest selection rate of the other groups over that of the largest group.',
    even: 1,
  },
  statistical_parity_difference: {
    title: 'Statistical parity difference',
    plain: 'Selection rate of the group furthest from the largest one, minus that of the largest.',
    even: 0,
  },
  mean_error_difference: {
    title: 'Mean error difference',
    plain: 'How far apart the groups are in being predicted too high or too low on average.',
    even: 0,
  },
  mae_difference: {
    title: 'Mean absolute error difference',
    plain: 'How far apart the groups are in how far predictions are off.',
    even: 0,
  },
  mae_ratio: {
    title: 'Mean absolute error ratio',
    plain: 'The error of the group predicted best over that of the group predicted worst.',
    even: 1,
  },
  rmse_difference: {
    title: 'RMSE difference',
    plain: 'As the difference of absolute errors, with large errors counting more.',
    even: 0,
  },
  mean_prediction_difference: {
    title: 'Mean prediction difference',
    plain: 'How far apart the groups are in what they are predicted on average.',
    even: 0,
  },
};

/** A group by its values: "female, north"; with names where it has several columns. */
export function groupTitle(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([column, value]) => `${column} = ${value}`)
    .join(', ');
}
