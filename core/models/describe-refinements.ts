import type { FittedPipeline, Interval } from './pipeline.ts';

/** One line for people: something that is done to what the estimator answers. */
export interface Refinement {
  readonly step: string;
  readonly title: string;
  readonly fittedOn: string;
  readonly detail: string;
}

const percent = (share: number): string => `${Number((100 * share).toFixed(1))} %`;

function describeInterval(interval: Interval): Omit<Refinement, 'step' | 'title'> {
  const share = percent(interval.coverage);
  switch (interval.method) {
    case 'split': {
      const radius = Number(interval.radius.toPrecision(4));
      const detail = `The prediction ± ${radius} holds the truth of ${share} of the rows`;
      return { fittedOn: 'training rows kept aside', detail };
    }
    case 'cv_plus': {
      const { parts } = interval;
      const detail = `Ranges from ${parts.length} models and their residuals hold the truth of ${share} of the rows`;
      return { fittedOn: 'out-of-fold predictions', detail };
    }
    case 'quantile': {
      const margin = Number(interval.margin.toPrecision(4));
      const detail = `Ranges between two quantile models, each moved out by ${margin}, hold the truth of ${share} of the rows`;
      return { fittedOn: 'training rows kept aside', detail };
    }
  }
}

/** What is done to the estimator's answers: calibration, threshold and intervals, in their order. */
export function describeRefinements(pipeline: FittedPipeline): Refinement[] {
  const { calibration, threshold, interval, classes } = pipeline;
  const fittedOn = 'out-of-fold predictions';
  const lines: Refinement[] = [];
  if (calibration) {
    const curve = calibration.method === 'sigmoid' ? 'a logistic curve' : 'a rising step function';
    const detail = `Probabilities are corrected by ${curve}${calibration.curves.length > 1 ? ' a class' : ''}`;
    lines.push({ step: 'calibration', title: 'Calibration', fittedOn, detail });
  }
  if (threshold) {
    const detail = `${classes[1]} is called from a probability of ${percent(threshold.value)} on, chosen by ${threshold.by.replace('_', ' ')}`;
    lines.push({ step: 'threshold', title: 'Threshold', fittedOn, detail });
  }
  if (interval) {
    lines.push({ step: 'intervals', title: 'Prediction intervals', ...describeInterval(interval) });
  }
  return lines;
}
