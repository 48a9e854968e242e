import { subTick } from '../base/tick.ts';
import type { TrainInput } from '../contract/models.ts';
import { applyCalibration, fitCalibration, scaleOf } from './calibration/calibrate.ts';
import { chooseThreshold } from './choose-threshold.ts';
import { fitPipeline, type FitPipelineResult } from './fit-pipeline.ts';
import { fitWithInterval, type IntervalOptions } from './intervals/fit-interval.ts';
import { linkOf } from './links.ts';
import { joinProbabilities, predictOutOfFold } from './out-of-fold.ts';
import type { FittedPipeline } from './pipeline.ts';
import type { TrainingData } from './training-data.ts';

export type RefineOptions = IntervalOptions & Pick<TrainInput, 'calibration' | 'threshold'>;

/** Whether anything is learned from rows that the fold's model has not seen. */
export function isRefined({ calibration, threshold, intervals }: RefineOptions): boolean {
  return calibration !== 'none' || threshold.by !== 'default' || intervals.method !== 'none';
}

/** Calibration and threshold, from predictions of rows by models that have not seen them. */
function learnDecision(
  data: TrainingData,
  options: RefineOptions,
): Pick<FittedPipeline, 'calibration' | 'threshold'> {
  const { calibration: method, threshold } = options;
  const parts = predictOutOfFold(data, options);
  const { rows, probabilities } = joinProbabilities(parts, data);
  const scale = scaleOf(linkOf(parts[0]!.pipeline.estimator, data.task));
  const calibration =
    method === 'none' ? null : fitCalibration(method, probabilities, { ...rows, scale });
  const { by, falsePositive, falseNegative } = threshold;
  const corrected = calibration ? applyCalibration(calibration, probabilities) : probabilities;
  const chosen =
    by === 'default'
      ? null
      : chooseThreshold(corrected[1]!, rows, { by, falsePositive, falseNegative });
  return {
    ...(calibration ? { calibration } : {}),
    ...(chosen ? { threshold: chosen } : {}),
  };
}

/**
 * Fits a pipeline on all rows and, where asked for, what corrects its answers: calibration of
 * probabilities and a threshold from out-of-fold predictions (the base model stays one, so that it can
 * be explained), or intervals around numbers.
 */
export function fitRefined(data: TrainingData, options: RefineOptions): FitPipelineResult {
  if (data.task === 'regression') return fitWithInterval(data, options);
  const { calibration, threshold, tick } = options;
  if (calibration === 'none' && threshold.by === 'default') return fitPipeline(data, options);
  const fitted = fitPipeline(data, { ...options, tick: subTick(tick, 0, 0.2) });
  const decision = learnDecision(data, { ...options, tick: subTick(tick, 0.2, 1) });
  return { ...fitted, pipeline: { ...fitted.pipeline, ...decision } };
}
