import type { Tick } from '../../base/tick.ts';
import type { JudgedSegment } from '../../contract/evaluation-segments.ts';
import type { Evaluation } from '../../contract/evaluation.ts';
import {
  classGroupMetrics,
  classMeasureIntervals,
  fourFifthsScreen,
  type ClassRows,
} from '../fairness/class-fairness.ts';
import { decide } from '../fairness/decide.ts';
import {
  numberGroupMetrics,
  numberMeasureIntervals,
  type NumberRows,
} from '../fairness/number-fairness.ts';
import type { RunRows } from '../run-rows.ts';

type Intervals = Evaluation['intervals'];

/** What differs between classes and numbers when rows are judged. */
export interface Judge {
  /** The class whose calls count as the favourable answer. */
  readonly positive: string | null;
  metrics(rows: Int32Array, tick: Tick): Intervals;
  /** Between the rows marked 1, the segment, and those marked 0, the rest and reference. */
  fairness(of: Int32Array, tick: Tick): JudgedSegment['fairness'];
}

/** Seed of the bootstrap: a question that is asked again gets the same answer. */
export const bootstrapSeed = 7;
const groups = 2;
const reference = 0;

function judgeClasses({ data, prediction, pipeline }: RunRows): Judge {
  const y = Int32Array.from(data.y);
  const probabilities = prediction.probabilities!;
  const positive = data.classes.length - 1;
  const modelThreshold = pipeline.threshold?.value ?? null;
  const decisions = decide(y, probabilities, { positive, threshold: null, modelThreshold });
  const all: ClassRows = { y, probabilities, weights: data.weights, decisions };
  return {
    positive: data.classes[positive]!,
    metrics: (rows, tick) => classGroupMetrics(all, rows, { seed: bootstrapSeed, tick }),
    fairness: (of, tick) => {
      const grouped = { of, groups, reference };
      const measures = classMeasureIntervals(all, grouped, { seed: bootstrapSeed, tick });
      const ratio = measures['demographic_parity_ratio']?.value ?? null;
      return { measures, fourFifths: fourFifthsScreen(ratio) };
    },
  };
}

function judgeNumbers({ data, prediction }: RunRows): Judge {
  const all: NumberRows = { y: data.y, predicted: prediction.values!, weights: data.weights };
  const reading = 'The screen compares selection rates; a regression selects nothing.';
  return {
    positive: null,
    metrics: (rows, tick) => numberGroupMetrics(all, rows, { seed: bootstrapSeed, tick }),
    fairness: (of, tick) => ({
      measures: numberMeasureIntervals(
        all,
        { of, groups, reference },
        { seed: bootstrapSeed, tick },
      ),
      fourFifths: { ratio: null, passes: null, reading },
    }),
  };
}

/** Judges parts of the rows a run was evaluated on. */
export function judgeOf(run: RunRows): Judge {
  return run.data.task === 'regression' ? judgeNumbers(run) : judgeClasses(run);
}
