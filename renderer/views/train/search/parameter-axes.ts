import type { ParamRange } from '../../../../core/contract/models.ts';
import type { StudyResult, Trial } from '../../../../core/contract/tuning.ts';
import type {
  ContourSpec,
  ParallelSpec,
  TrialAxis,
  TrialsSpec,
} from '../../../charts/search-spec.ts';
import { choiceLabel, type Choice } from './search-space.ts';
import { bestIndex, completeTrials, scoreTitle, scoreWindow, trialName } from './search-specs.ts';

export interface ParameterAxis extends TrialAxis {
  /** A choice by its place among the labels. */
  readonly values: readonly (number | null)[];
}

const optionOf = (choice: Choice): string => JSON.stringify(choice);

/** The values of a parameter over some trials, on its axis. */
export function parameterAxis(
  name: string,
  range: ParamRange,
  trials: readonly Pick<Trial, 'params'>[],
): ParameterAxis {
  if (range.type === 'categorical') {
    const places = new Map(range.choices.map((choice, i) => [optionOf(choice), i]));
    return {
      title: name,
      labels: range.choices.map(choiceLabel),
      values: trials.map(({ params }) => places.get(optionOf(params[name] as Choice)) ?? null),
    };
  }
  const values = trials.map(({ params }) => {
    const value = params[name];
    return typeof value === 'number' ? value : null;
  });
  return { title: name, ...(range.log === true ? { log: true } : {}), values };
}

/** Parameters by their importance, most first; those without one keep their order at the end. */
export function parametersByImportance({ space, importance }: StudyResult): string[] {
  return Object.keys(space).toSorted((a, b) => (importance[b] ?? 0) - (importance[a] ?? 0));
}

/** Scores by the value of one parameter. */
export function sliceSpec(result: StudyResult, name: string): TrialsSpec | null {
  const range = result.space[name];
  if (!range) return null;
  const trials = completeTrials(result.trials);
  const { values, ...xAxis } = parameterAxis(name, range, trials);
  const window = scoreWindow(
    trials.map(({ value }) => value),
    result.study.metric,
  );
  return {
    kind: 'trials',
    x: values,
    y: trials.map(({ value }) => value),
    xAxis,
    yTitle: scoreTitle(result.study.metric),
    names: trials.map((trial) => trialName(trial, null)),
    best: bestIndex(trials, result.study.metric),
    ...(window ? { yRange: window } : {}),
  };
}

/** All parameters side by side; null while there is nothing to draw. */
export function parallelSpec(result: StudyResult): ParallelSpec | null {
  const trials = completeTrials(result.trials);
  if (trials.length < 2) return null;
  const scores = trials.map(({ value }) => value);
  const window = scoreWindow(scores, result.study.metric);
  return {
    kind: 'parallel',
    axes: parametersByImportance(result).map((name) =>
      parameterAxis(name, result.space[name]!, trials),
    ),
    score: {
      title: scoreTitle(result.study.metric),
      values: scores,
      ...(window ? { range: window } : {}),
    },
    better: result.study.metric.better,
    names: trials.map((trial) => trialName(trial, null)),
  };
}

const gridSize = 36;
/** Width of the kernel in shares of an axis: the more trials, the finer. */
const kernelWidth = (trials: number): number => Math.max(0.08, 0.5 / Math.cbrt(trials));
/** Beyond so many widths from any trial nothing is known. */
const farthest = 2.5;
/** More points would not change the surface, only its time. */
const mostPoints = 400;

interface Scaled {
  /** Places of the grid in the axis' units. */
  readonly places: readonly number[];
  /** Each value as a share of the axis. */
  readonly shares: readonly number[];
  readonly gridShares: readonly number[];
}

function scaled(axis: ParameterAxis, values: readonly number[]): Scaled {
  if (axis.labels) {
    const most = Math.max(1, axis.labels.length - 1);
    const places = axis.labels.map((_, i) => i);
    return {
      places,
      shares: values.map((value) => value / most),
      gridShares: places.map((place) => place / most),
    };
  }
  const to = (value: number): number => (axis.log === true ? Math.log10(value) : value);
  const ends = values.map(to);
  const low = Math.min(...ends);
  const span = Math.max(...ends) - low || 1;
  const gridShares = Array.from({ length: gridSize }, (_, i) => i / (gridSize - 1));
  return {
    places: gridShares.map((share) => {
      const at = low + share * span;
      return axis.log === true ? 10 ** at : at;
    }),
    shares: ends.map((end) => (end - low) / span),
    gridShares,
  };
}

/** The mean score around each place of a grid, by a normal kernel; null far from any trial. */
export function surfaceOf(
  x: Pick<Scaled, 'shares' | 'gridShares'>,
  y: Pick<Scaled, 'shares' | 'gridShares'>,
  values: readonly number[],
): (number | null)[][] {
  const width = kernelWidth(values.length);
  return y.gridShares.map((atY) =>
    x.gridShares.map((atX) => {
      let sum = 0;
      let weights = 0;
      let nearest = Infinity;
      for (let i = 0; i < values.length; i++) {
        const distance = (x.shares[i]! - atX) ** 2 + (y.shares[i]! - atY) ** 2;
        if (distance < nearest) nearest = distance;
        const weight = Math.exp(-distance / (2 * width ** 2));
        sum += weight * values[i]!;
        weights += weight;
      }
      return nearest > (farthest * width) ** 2 || weights === 0 ? null : sum / weights;
    }),
  );
}

/** The surface of two parameters; null while there are too few trials with both. */
export function contourSpec(result: StudyResult, xName: string, yName: string): ContourSpec | null {
  const xRange = result.space[xName];
  const yRange = result.space[yName];
  if (!xRange || !yRange || xName === yName) return null;
  const all = completeTrials(result.trials).slice(-mostPoints);
  const xAll = parameterAxis(xName, xRange, all).values;
  const yAll = parameterAxis(yName, yRange, all).values;
  const trials = all.filter((_, i) => xAll[i] !== null && yAll[i] !== null);
  if (trials.length < 4) return null;
  const x = parameterAxis(xName, xRange, trials);
  const y = parameterAxis(yName, yRange, trials);
  const values = trials.map(({ value }) => value);
  const xScaled = scaled(x, x.values as number[]);
  const yScaled = scaled(y, y.values as number[]);
  const { values: xs, ...xAxis } = x;
  const { values: ys, ...yAxis } = y;
  return {
    kind: 'contour',
    xAxis,
    yAxis,
    x: xScaled.places,
    y: yScaled.places,
    surface: surfaceOf(xScaled, yScaled, values),
    valueTitle: scoreTitle(result.study.metric),
    better: result.study.metric.better,
    points: {
      x: xs as number[],
      y: ys as number[],
      values,
      names: trials.map((trial) => trialName(trial, null)),
    },
  };
}
