import { noTick, subTick, type Tick } from '../base/tick.ts';
import { alignQuietly } from '../models/align-table.ts';
import { computeMargins } from '../models/margins.ts';
import type { FittedPipeline } from '../models/pipeline.ts';
import { encodeTable } from '../models/predict.ts';
import type { LinearState } from '../models/states/linear.ts';
import type { TreeEnsembleState } from '../models/states/trees.ts';
import type { Matrix } from '../table/matrix.ts';
import type { Table } from '../table/table.ts';
import { createCollector } from './collect-interactions.ts';
import { chooseOutput, type ExplainedOutput } from './explained-output.ts';
import { explainRows } from './explain-rows.ts';
import type { ExplainOptions, Explained, PipelineExplanation } from './explain-options.ts';
import { applyPart, correlatedTransform } from './linear-correlated-shap.ts';
import { linearShap } from './linear-shap.ts';
import { playersOf } from './row-games.ts';
import { needsBackground, resolveMethod, type ShapMethod } from './shap-methods.ts';
import { treeShapOfRow } from './row-tree-shap.ts';
import { explainTrees } from './shap-team.ts';
import { treeInteractions } from './tree-interactions.ts';
import { treeExpectation } from './tree-shap.ts';
import { typicalRow } from './typical-row.ts';

/** What one method needs. */
interface Request {
  readonly pipeline: FittedPipeline;
  readonly table: Table;
  readonly background: Table | null;
  readonly explained: ExplainedOutput;
  /** By raw column; filled. */
  readonly values: readonly Float64Array[];
  readonly options: ExplainOptions;
  readonly tick: Tick;
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Margins become the output: the first of two classes has those of the second reversed. */
function turn({ sign, offset }: ExplainedOutput, base: number, arrays: readonly Float64Array[]) {
  if (sign === -1) for (const array of arrays) array.forEach((value, i) => (array[i] = -value));
  return offset + sign * base;
}

function encodedInteractions(request: Request, state: TreeEnsembleState, x: Matrix): Explained {
  const { pipeline, explained, values, options, tick } = request;
  const { output, sign } = explained;
  const players = values.length;
  const playerOf = playersOf(pipeline);
  const collector = createCollector(players, options.interactions!.rows);
  const area = players * players;
  treeInteractions(state, x, { output, playerOf, players, tick }, (start, count, matrices) => {
    for (let i = 0; i < count; i++) {
      const matrix = matrices.subarray(i * area, (i + 1) * area);
      if (sign === -1) matrix.forEach((value, k) => (matrix[k] = -value));
      collector.add(start + i, matrix, (player) => values[player]![start + i]!);
    }
  });
  return { baseValue: 0, interactions: collector.result() };
}

function explainByPath(request: Request): Explained {
  const { pipeline, table, explained, values, options, tick } = request;
  const state = pipeline.estimator as TreeEnsembleState;
  const { output } = explained;
  const x = encodeTable(pipeline, table);
  const share = options.interactions ? 0.2 : 1;
  const playerOf = playersOf(pipeline);
  const walking = subTick(tick, 0, share);
  if (x.rows === 1) {
    const into = Array.from(playerOf, (player) => values[player]!);
    treeShapOfRow(state, x, { output, into, tick: walking });
  } else {
    const team = { into: values, threads: options.threads ?? 1, tick: walking };
    explainTrees({ kind: 'path', state, x, output, playerOf }, team);
  }
  const baseValue = turn(explained, treeExpectation(state, output), values);
  if (!options.interactions) return { baseValue };
  const rest = { ...request, tick: subTick(tick, share, 1) };
  return { ...encodedInteractions(rest, state, x), baseValue };
}

function explainByIntervention(request: Request): Explained {
  const { pipeline, table, explained, values, options, tick } = request;
  const state = pipeline.estimator as TreeEnsembleState;
  const { output, unit, marginIsUnit } = explained;
  const x = encodeTable(pipeline, table);
  const background = encodeTable(pipeline, request.background!);
  const others = computeMargins(state, background)[output]!;
  const logistic = unit === 'probability' && !marginIsUnit;
  const margins = logistic ? { x: computeMargins(state, x)[output]!, background: others } : null;
  explainTrees(
    {
      kind: 'interventional',
      state,
      x,
      output,
      playerOf: playersOf(pipeline),
      background,
      logistic: margins,
    },
    { into: values, threads: options.threads ?? 1, tick },
  );
  if (!logistic) return { baseValue: turn(explained, mean(others), values) };
  turn(explained, 0, values);
  return { baseValue: mean(explained.of(background)) };
}

function explainLinear(request: Request): Explained {
  const { pipeline, table, background, explained, values, tick } = request;
  const state = pipeline.estimator as LinearState;
  const { output } = explained;
  const players = playersOf(pipeline);
  const into = Array.from(players, (player) => values[player]!);
  const means = background
    ? Float64Array.from(encodeTable(pipeline, background).columns, mean)
    : state.means;
  const x = encodeTable(pipeline, table);
  const base = linearShap({ ...state, means }, x, { output, into, tick });
  return { baseValue: turn(explained, base, values) };
}

function explainCorrelated(request: Request): Explained {
  const { pipeline, table, explained, values, options, tick } = request;
  const state = pipeline.estimator as LinearState;
  const coefficients = state.coefficients[explained.output]!;
  const background = encodeTable(pipeline, request.background!);
  const x = encodeTable(pipeline, table);
  const playerOf = playersOf(pipeline);
  const { means, parts, shares } = correlatedTransform(
    { coefficients, playerOf, players: values.length, background },
    { permutations: options.permutations ?? 200, seed: options.seed ?? 7, tick },
  );
  parts.forEach((part, player) => values[player]!.set(applyPart(part, means, x)));
  const standardErrors =
    shares &&
    values.map((value, player) => {
      const squares = new Float64Array(x.rows);
      for (const share of shares) {
        const once = applyPart(share[player]!, means, x);
        once.forEach((other, i) => (squares[i]! += (other - value[i]!) ** 2));
      }
      return squares.map((sum) => Math.sqrt(sum / shares.length / (shares.length - 1)));
    });
  const base = coefficients.reduce(
    (sum, c, j) => sum + c * means[j]!,
    state.intercepts[explained.output]!,
  );
  return { baseValue: turn(explained, base, values), standardErrors };
}

function explainBy(method: ShapMethod, request: Request): Explained {
  switch (method) {
    case 'tree_path_dependent':
      return explainByPath(request);
    case 'tree_interventional':
      return explainByIntervention(request);
    case 'linear':
      return explainLinear(request);
    case 'linear_correlated':
      return explainCorrelated(request);
    case 'exact':
    case 'kernel':
    case 'permutation': {
      const { pipeline, background, ...rest } = request;
      return explainRows(pipeline, { ...rest, method, background: background! });
    }
  }
}

function additivityError(
  baseValue: number,
  values: readonly Float64Array[],
  margin: Float64Array,
): number {
  let worst = 0;
  for (let row = 0; row < margin.length; row++) {
    let sum = baseValue;
    for (const column of values) sum += column[row]!;
    worst = Math.max(worst, Math.abs(sum - margin[row]!));
  }
  return worst;
}

/**
 * SHAP values of a fitted pipeline for raw rows, of any estimator: exact TreeSHAP for trees, linear SHAP
 * for linear models, else from predictions through the whole recipe. Values are by raw column: what it
 * became by encoding is summed back to it, or known and unknown as a whole. Errors: INVALID_INPUT (no such
 * class; a method that does not fit), SCHEMA_MISMATCH (columns missing), UNSUPPORTED (too many columns
 * for exact values).
 */
export function explainPipeline(
  pipeline: FittedPipeline,
  given: Table,
  options: ExplainOptions = {},
): PipelineExplanation {
  const tick = options.tick ?? noTick;
  const explained = chooseOutput(pipeline, options.label, options.output ?? 'raw');
  const preferred = options.preferBackground ?? options.background !== undefined;
  const method = resolveMethod(pipeline, explained, {
    method: options.method ?? 'auto',
    background: preferred,
    interactions: options.interactions !== undefined,
  });
  const table = alignQuietly(pipeline, given);
  const wanted = needsBackground(method) || (method === 'linear' && preferred);
  const others = wanted ? (options.background ?? typicalRow(pipeline)) : null;
  const background = others && alignQuietly(pipeline, others);
  const features = pipeline.features.map((feature) => feature.name);
  const values = features.map(() => new Float64Array(new SharedArrayBuffer(8 * table.rows)));
  const explaining = subTick(tick, 0, 0.95);
  const found = explainBy(method, {
    pipeline,
    table,
    background,
    explained,
    values,
    options,
    tick: explaining,
  });
  const margin = explained.of(encodeTable(pipeline, table), subTick(tick, 0.95, 1));
  return {
    method,
    label: explained.label,
    output: explained.unit,
    unit: explained.valueUnit,
    baseValue: found.baseValue,
    features,
    values,
    standardErrors: found.standardErrors ?? null,
    margin,
    maxAdditivityError: additivityError(found.baseValue, values, margin),
    backgroundRows: background ? background.rows : null,
    interactions: found.interactions ?? null,
  };
}
