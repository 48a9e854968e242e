import { canonicalJson } from '../base/canonical-json.ts';
import type { Fold } from '../evaluation/splitters.ts';
import type { Estimator, EstimatorTag } from '../models/estimator.ts';
import type { FitPipelineOptions, PreparedFit } from '../models/fit-pipeline.ts';
import type { TrainingData } from '../models/training-data.ts';
import type { Matrix } from '../table/matrix.ts';

/** A fold as a fit left it: its rows, prepared, and what the estimator sees of its test rows. */
export interface PreparedFold {
  readonly learning: TrainingData;
  readonly prepared: PreparedFit;
  readonly test: TrainingData;
  readonly testMatrix: Matrix;
}

/** Tags that the recipe follows from. */
const recipeTags: readonly EstimatorTag[] = [
  'handles_missing',
  'handles_categories',
  'needs_scaling',
  'non_negative',
];

function bytesOf({ prepared, learning, test, testMatrix }: PreparedFold): number {
  const columns = prepared.x.columns.length + learning.table.columns.length;
  return 8 * columns * (learning.table.rows + test.table.rows) + 8 * testMatrix.rows;
}

/**
 * Keeps prepared folds of one search up to a number of bytes, the oldest going first: trials that differ
 * in the estimator's parameters alone prepare their rows once.
 */
export class PreparedFolds {
  readonly #kept = new Map<string, PreparedFold>();
  readonly #numbers = new WeakMap<Fold, number>();
  #next = 0;
  #bytes = 0;

  keyOf(
    fold: Fold,
    { tags }: Pick<Estimator, 'tags'>,
    { features, recipe }: Pick<FitPipelineOptions, 'features' | 'recipe'>,
  ): string {
    let number = this.#numbers.get(fold);
    if (number === undefined) this.#numbers.set(fold, (number = this.#next++));
    const followed = recipeTags.filter((tag) => tags.includes(tag));
    return canonicalJson({ number, followed, features, recipe: recipe ?? {} });
  }

  get(key: string): PreparedFold | undefined {
    return this.#kept.get(key);
  }

  keep(key: string, fold: PreparedFold, most: number): void {
    const bytes = bytesOf(fold);
    if (bytes > most || this.#kept.has(key)) return;
    for (const [oldest, old] of this.#kept) {
      if (this.#bytes + bytes <= most) break;
      this.#kept.delete(oldest);
      this.#bytes -= bytesOf(old);
    }
    this.#kept.set(key, fold);
    this.#bytes += bytes;
  }
}
