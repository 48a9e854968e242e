import { classificationScorer, regressionMetrics, type Metrics } from '../evaluation/metrics.ts';
import type { Tick } from '../base/tick.ts';
import type { FittedPipeline } from './pipeline.ts';
import { predictPipeline, type Prediction } from './predict.ts';
import type { TrainingData } from './training-data.ts';

/** The metrics of a task for predictions of the rows. */
export function scorePrediction(
  data: TrainingData,
  prediction: Prediction,
  threshold?: number,
): Metrics {
  const { task, y, weights } = data;
  return task === 'classification'
    ? classificationScorer(Int32Array.from(y), prediction.probabilities!, threshold)(weights)
    : regressionMetrics(y, prediction.values!, weights);
}

/** Predicts the rows and scores the predictions. */
export function scorePipeline(pipeline: FittedPipeline, data: TrainingData, tick: Tick): Metrics {
  const prediction = predictPipeline(pipeline, data.table, tick);
  return scorePrediction(data, prediction, pipeline.threshold?.value);
}
