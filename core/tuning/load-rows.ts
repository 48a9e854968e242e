import { canonicalJson } from '../base/canonical-json.ts';
import type { Warning } from '../contract/common.ts';
import { makeFolds, makeHoldout } from '../evaluation/make-folds.ts';
import type { Fold } from '../evaluation/splitters.ts';
import { readTrainingData } from '../models/read-training-data.ts';
import { selectFeatures } from '../models/select-features.ts';
import { takeTrainingRows, type TrainingData } from '../models/training-data.ts';
import { PreparedFolds } from './prepared-folds.ts';
import type { SearchRows } from './tasks.ts';

export interface LoadedRows {
  /** What the search may see: no test row, and of nested validation no row of the outer test part. */
  readonly data: TrainingData;
  readonly features: readonly string[];
  readonly folds: readonly Fold[];
  /** All training rows with the outer fold, where there is one. */
  readonly outer: { readonly data: TrainingData; readonly fold: Fold } | null;
  readonly warnings: readonly Warning[];
  readonly readMs: number;
  readonly kept: PreparedFolds;
}

interface TrainingRows {
  readonly data: TrainingData;
  readonly features: readonly string[];
  readonly warnings: readonly Warning[];
  readonly readMs: number;
}

/** Share of the rows that validates where there are no folds. */
const validationShare = 0.2;

/** Keeps the newest answer: one search works on one set of rows. */
function keepNewest<A, B>(make: (asked: A) => Promise<B>): (asked: A) => Promise<B> {
  let kept: { key: string; made: Promise<B> } | null = null;
  return (asked) => {
    const key = canonicalJson(asked);
    if (kept?.key === key) return kept.made;
    const made = make(asked);
    kept = { key, made };
    // A failure is asked for again.
    made.catch(() => {
      if (kept?.made === made) kept = null;
    });
    return made;
  };
}

const readOnce = keepNewest(async (rows: SearchRows): Promise<TrainingRows> => {
  const start = performance.now();
  const { data: all, warnings } = await readTrainingData(rows);
  const aside = rows.hasTest || rows.testFraction === 0;
  const data = aside ? all : takeTrainingRows(all, makeHoldout(all, rows).train);
  const chosen = selectFeatures(data.table, { explicit: rows.explicit });
  return {
    data,
    features: chosen.names,
    warnings: [...warnings, ...chosen.warnings],
    readMs: performance.now() - start,
  };
});

function splitRows(data: TrainingData, rows: SearchRows): ReturnType<typeof makeFolds> {
  if (rows.cv >= 2) return makeFolds(data, { ...rows, folds: rows.cv });
  return {
    folds: [makeHoldout(data, { ...rows, testFraction: validationShare })],
    warnings: [],
  };
}

/**
 * Reads the rows of a search, sets the test rows aside exactly as a training does, and makes the folds. A
 * thread reads them once however many trials it runs.
 */
export const loadRows = keepNewest(async (rows: SearchRows): Promise<LoadedRows> => {
  const read = await readOnce({ ...rows, outer: null });
  if (rows.outer === null) {
    const { folds, warnings } = splitRows(read.data, rows);
    const shared = { outer: null, kept: new PreparedFolds() };
    return { ...read, ...shared, folds, warnings: [...read.warnings, ...warnings] };
  }
  const outer = makeFolds(read.data, { ...rows, folds: rows.outer.folds });
  const fold = outer.folds[rows.outer.fold]!;
  const data = takeTrainingRows(read.data, fold.train);
  const { folds, warnings } = splitRows(data, rows);
  const kept = new PreparedFolds();
  return { ...read, data, folds, outer: { data: read.data, fold }, warnings, kept };
});
