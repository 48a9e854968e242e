import { subTick } from '../../base/tick.ts';
import type { OutputOf } from '../../contract/contract.ts';
import type { TaskContext } from '../../jobs/task.ts';
import { bootstrapIntervals } from '../bootstrap.ts';
import type { FormulaTaskInput } from '../rows-tasks.ts';
import { readRunRows, type RunRows } from '../run-rows.ts';
import { checkFormula, formulaScorer, type FormulaRows } from './formula-scorer.ts';
import { parseFormula } from './parse-formula.ts';

function formulaRows({ data, prediction }: RunRows): FormulaRows {
  const { y: actual, classes, weights } = data;
  const weight = weights ?? new Float64Array(actual.length).fill(1);
  const shared = { actual, weight, classes: classes.length };
  if (data.task === 'regression') {
    return { ...shared, predicted: prediction.values!, probability: null };
  }
  const probabilities = prediction.probabilities!;
  const probability =
    classes.length === 2
      ? probabilities[1]!
      : Float64Array.from(actual, (truth, i) => probabilities[truth]![i]!);
  return { ...shared, predicted: Float64Array.from(prediction.labels!), probability };
}

/** A formula's value on the evaluated rows of a run, with a bootstrap interval. */
export async function run(
  { source, formula: text }: FormulaTaskInput,
  { tick }: TaskContext,
): Promise<OutputOf<'evaluation.formula'>> {
  const { runId, versionId, on, request } = source;
  const formula = parseFormula(text);
  const found = await readRunRows(source, subTick(tick, 0, 0.5));
  const rows = formulaRows(found);
  checkFormula(formula, rows);
  const all = Int32Array.from(rows.actual.keys());
  const observed = formulaScorer(formula, rows, all)(null);
  const { intervals } = bootstrapIntervals((some) => formulaScorer(formula, rows, some), observed, {
    rows: all.length,
    weights: null,
    seed: request.seed,
    tick: subTick(tick, 0.5, 1, 'Intervals'),
  });
  return { ...intervals['formula']!, runId, versionId, on, rows: all.length, formula: text };
}
