import { AppError } from '../base/app-error.ts';
import type { shapMethods } from '../contract/explainability.ts';
import { linkOf } from '../models/links.ts';
import type { FittedPipeline } from '../models/pipeline.ts';
import type { ExplainedOutput } from './explained-output.ts';

export type ShapMethod = (typeof shapMethods)[number];

export interface MethodRequest {
  readonly method: ShapMethod | 'auto';
  /** A background was given. */
  readonly background: boolean;
  readonly interactions: boolean;
}

/** Columns up to which `auto` tries all combinations. */
export const mostAutoExact = 12;

function refuse(message: string, hint: string, path = 'method'): AppError {
  return new AppError('INVALID_INPUT', message, { path, hint });
}

const sampled = 'Leave the method to auto, or take exact, permutation or kernel';

/** Trees give the probability of the second class through the logistic function of their only margin. */
export function isLogistic({ estimator, task, calibration }: FittedPipeline): boolean {
  const single = estimator.kind === 'trees' && estimator.base.length === 1;
  return single && !calibration && linkOf(estimator, task) === 'logit';
}

function chooseMethod(
  pipeline: FittedPipeline,
  { marginIsUnit, unit }: ExplainedOutput,
  { background, interactions }: MethodRequest,
): ShapMethod {
  const asMargin = unit === 'raw' || marginIsUnit;
  const { kind } = pipeline.estimator;
  if (kind === 'trees' && asMargin) {
    return background && !interactions ? 'tree_interventional' : 'tree_path_dependent';
  }
  if (kind === 'trees' && isLogistic(pipeline) && !interactions) return 'tree_interventional';
  if (kind === 'linear' && asMargin && !interactions) return 'linear';
  return pipeline.features.length <= mostAutoExact ? 'exact' : 'permutation';
}

function checkTree(pipeline: FittedPipeline, output: ExplainedOutput, method: ShapMethod): void {
  if (pipeline.estimator.kind !== 'trees') {
    throw refuse(`${pipeline.algorithm} is not made of trees.`, sampled);
  }
  if (output.unit === 'raw' || output.marginIsUnit) return;
  if (method === 'tree_path_dependent') {
    throw refuse(
      'Path-dependent values are of the raw output only.',
      'Take tree_interventional, or the raw output',
    );
  }
  if (isLogistic(pipeline)) return;
  throw refuse(
    'Trees explain the probability of two classes only, without calibration.',
    'Leave the method to auto',
  );
}

function checkLinear(pipeline: FittedPipeline, { unit, marginIsUnit }: ExplainedOutput): void {
  if (pipeline.estimator.kind !== 'linear') {
    throw refuse(`${pipeline.algorithm} is no linear model.`, sampled);
  }
  if (unit === 'raw' || marginIsUnit) return;
  throw refuse('Linear values are of the raw output only.', 'Take exact or permutation');
}

/** The method that explains this; INVALID_INPUT for one that does not fit the model or the output. */
export function resolveMethod(
  pipeline: FittedPipeline,
  output: ExplainedOutput,
  request: MethodRequest,
): ShapMethod {
  const method =
    request.method === 'auto' ? chooseMethod(pipeline, output, request) : request.method;
  if (method === 'tree_path_dependent' || method === 'tree_interventional') {
    checkTree(pipeline, output, method);
  }
  if (method === 'linear' || method === 'linear_correlated') checkLinear(pipeline, output);
  if (request.interactions && method !== 'tree_path_dependent' && method !== 'exact') {
    throw refuse(
      `There are no interaction values by ${method}.`,
      'Interactions are of trees (tree_path_dependent), or of up to 16 columns (exact)',
      'interactions',
    );
  }
  return method;
}

/** Whether the method puts values of a background in place of unknown columns. */
export function needsBackground(method: ShapMethod): boolean {
  return method !== 'tree_path_dependent' && method !== 'linear';
}

/** Whether each row costs many predictions. */
export function isSampled(method: ShapMethod): boolean {
  return method === 'exact' || method === 'kernel' || method === 'permutation';
}
