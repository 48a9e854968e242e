import { AppError } from '../../base/app-error.ts';
import type { Scorer } from '../metrics.ts';
import { evaluateFormula } from './evaluate-formula.ts';
import {
  formulaCounts,
  namesOf,
  type Formula,
  type FormulaCount,
  type FormulaVector,
} from './parse-formula.ts';

/** Rows as a formula sees them; classes are 0, 1, 2 … in their order. */
export interface FormulaRows {
  /** 0 for a regression. */
  readonly classes: number;
  readonly actual: Float64Array;
  readonly predicted: Float64Array;
  /** Of the second of two classes, else of the actual class; null for a regression. */
  readonly probability: Float64Array | null;
  /** Ones where rows have none. */
  readonly weight: Float64Array;
}

/** UNSUPPORTED when the formula names something that these rows do not have. */
export function checkFormula(formula: Formula, { classes }: Pick<FormulaRows, 'classes'>): void {
  for (const name of namesOf(formula)) {
    const counted = name !== 'n' && (formulaCounts as readonly string[]).includes(name);
    if (!(counted && classes !== 2) && !(name === 'probability' && classes === 0)) continue;
    const need = counted ? 'two classes' : 'classes';
    throw new AppError(
      'UNSUPPORTED',
      `'${name}' needs ${need}; this run has ${classes || 'none'}.`,
      {
        hint: 'Use actual, predicted, weight and n.',
        path: 'formula',
      },
    );
  }
}

function takeRows(values: Float64Array, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, (row) => values[row]!);
}

/**
 * Prepares a formula for counting the given rows any number of times, as metric `formula`. The counts
 * (tp, n …) are of rows; weights matter only where the formula names them.
 */
export function formulaScorer(formula: Formula, all: FormulaRows, rows: Int32Array): Scorer {
  const actual = takeRows(all.actual, rows);
  const predicted = takeRows(all.predicted, rows);
  const vectors: Partial<Record<FormulaVector, Float64Array>> = {
    actual,
    predicted,
    weight: takeRows(all.weight, rows),
    ...(all.probability ? { probability: takeRows(all.probability, rows) } : {}),
  };
  return (times) => {
    const countWhere = (holds: (a: number, p: number) => boolean): number => {
      let sum = 0;
      for (let i = 0; i < actual.length; i++) {
        if (holds(actual[i]!, predicted[i]!)) sum += times === null ? 1 : times[i]!;
      }
      return sum;
    };
    const counts: Readonly<Record<FormulaCount, () => number>> = {
      tp: () => countWhere((a, p) => a === 1 && p === 1),
      fp: () => countWhere((a, p) => a === 0 && p === 1),
      tn: () => countWhere((a, p) => a === 0 && p === 0),
      fn: () => countWhere((a, p) => a === 1 && p === 0),
      n: () => countWhere(() => true),
      positives: () => countWhere((a) => a === 1),
      negatives: () => countWhere((a) => a === 0),
    };
    const count = (name: FormulaCount): number => counts[name]();
    return { formula: evaluateFormula(formula, { rows: actual.length, vectors, times, count }) };
  };
}
