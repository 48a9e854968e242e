import { AppError } from '../../../base/app-error.ts';
import type { FittedPipeline } from '../../../models/pipeline.ts';
import { predictPipeline } from '../../../models/predict.ts';
import type { Table } from '../../../table/table.ts';

/** How rows stand to what is wanted. */
export interface Judgement {
  /** 1 where the model predicts what is wanted. */
  readonly met: Uint8Array;
  /** How near each row is, the higher the nearer: a probability, or the distance to the range below 0. */
  readonly near: Float64Array;
  readonly prediction: readonly (string | number)[];
  /** Of the class that is wanted; null for regression. */
  readonly probability: Float64Array | null;
}

export interface Goal {
  /** The class, or the range as text. */
  readonly wanted: string;
  judge(table: Table): Judgement;
}

export interface GoalOptions {
  readonly wanted?: string | undefined;
  readonly low?: number | undefined;
  readonly high?: number | undefined;
}

function invalid(path: string, message: string, hint: string): AppError {
  return new AppError('INVALID_INPUT', message, { path, hint });
}

/** The class that is asked for, else the most probable one that is not predicted. */
function wantedClass(
  pipeline: FittedPipeline,
  original: Table,
  wanted: string | undefined,
): number {
  const { classes } = pipeline;
  const { labels, probabilities } = predictPipeline(pipeline, original);
  const predicted = labels![0]!;
  if (wanted === undefined) {
    const others = classes.map((_, k) => k).filter((k) => k !== predicted);
    return others.reduce((best, k) =>
      probabilities![k]![0]! > probabilities![best]![0]! ? k : best,
    );
  }
  const k = classes.indexOf(wanted);
  const known = `Classes: ${classes.join(', ')}`;
  if (k < 0) throw invalid('wanted', `'${wanted}' is no class of the model.`, known);
  if (k !== predicted) return k;
  throw invalid('wanted', `The row is predicted to be '${wanted}' already.`, known);
}

function classGoal(pipeline: FittedPipeline, k: number): Goal {
  const { classes } = pipeline;
  return {
    wanted: classes[k]!,
    judge(table) {
      const { labels, probabilities } = predictPipeline(pipeline, table);
      const near = probabilities![k]!;
      return {
        met: Uint8Array.from(labels!, (label) => (label === k ? 1 : 0)),
        near,
        prediction: Array.from(labels!, (label) => classes[label]!),
        probability: near,
      };
    },
  };
}

function rangeText(low: number, high: number): string {
  if (low === -Infinity) return `at most ${high}`;
  return high === Infinity ? `at least ${low}` : `${low} to ${high}`;
}

function rangeGoal(pipeline: FittedPipeline, low: number, high: number): Goal {
  return {
    wanted: rangeText(low, high),
    judge(table) {
      const values = predictPipeline(pipeline, table).values!;
      return {
        met: Uint8Array.from(values, (value) => (value >= low && value <= high ? 1 : 0)),
        near: values.map((value) => Math.min(0, value - low, high - value)),
        prediction: [...values],
        probability: null,
      };
    },
  };
}

/**
 * What a row is to become. INVALID_INPUT (path `wanted`, `low` or `high`) for a class the model has not,
 * a range that is empty or not given, and where the row is so already.
 */
export function chooseGoal(pipeline: FittedPipeline, original: Table, options: GoalOptions): Goal {
  const { wanted, low, high } = options;
  if (pipeline.task === 'classification') {
    const given = low === undefined ? (high === undefined ? null : 'high') : 'low';
    if (given !== null) {
      throw invalid(given, 'The model predicts classes, not numbers.', 'Name the class in wanted');
    }
    return classGoal(pipeline, wantedClass(pipeline, original, wanted));
  }
  if (wanted !== undefined) {
    throw invalid('wanted', 'The model predicts numbers, not classes.', 'Give low, high or both');
  }
  if (low === undefined && high === undefined) {
    throw invalid('low', 'What the prediction is to become is not said.', 'Give low, high or both');
  }
  const [from, to] = [low ?? -Infinity, high ?? Infinity];
  if (from > to) throw invalid('high', `No number is between ${from} and ${to}.`, 'Swap the two');
  const goal = rangeGoal(pipeline, from, to);
  if (goal.judge(original).met[0] === 0) return goal;
  throw invalid(
    low === undefined ? 'high' : 'low',
    `The prediction is ${goal.wanted} already.`,
    'Ask for another range',
  );
}
