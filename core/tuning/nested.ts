import type { StudyResult } from '../contract/tuning.ts';
import { bestTrial } from './best-trial.ts';
import type { TrialStore } from './search.ts';
import {
  orderTrial,
  searchTrials,
  type Allowance,
  type SearchRun,
  type Timing,
} from './search-trials.ts';

const forgetful: TrialStore = { save: () => {}, drop: () => {} };

/** Repeats the search inside outer folds and scores what it finds on their test parts. */
export async function searchNested(
  run: SearchRun,
  allowance: (fold: number) => Allowance,
): Promise<StudyResult['nested']> {
  const { input, search, context } = run;
  const folds: { value: number | null; params: Record<string, unknown> }[] = [];
  for (let fold = 0; fold < input.nested; fold++) {
    if (context.finishing.aborted) break;
    const rows = { ...search.rows, outer: { folds: input.nested, fold } };
    const timing: Timing = { fitMs: 0, predictMs: new Map() };
    const options = { ...allowance(fold), before: [], store: forgetful, timing };
    const best = bestTrial(await searchTrials(run, rows, options), search.metric);
    if (!best) continue;
    const validation = { kind: 'outer' } as const;
    const scored = await orderTrial(run, best, { rows, validation, past: [], leftMs: null });
    folds.push({ value: scored.value, params: best.params });
  }
  const values = folds.flatMap(({ value }) => (value === null ? [] : [value]));
  if (values.length === 0) return { folds, mean: null, std: null };
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { folds, mean, std: Math.sqrt(variance) };
}
