import { crc32 } from './crc32.ts';

/** Trials that each bracket gets of a round, largest first. */
export function bracketBudgets(brackets: number, factor: number): number[] {
  return Array.from({ length: brackets }, (_, bracket) => {
    const s = brackets - 1 - bracket;
    return Math.ceil((brackets * factor ** s) / (s + 1));
  });
}

/**
 * The bracket of a trial, told by the study's name and the trial's number as Optuna's HyperbandPruner does.
 * Bracket b begins at the b-th rung.
 */
export function bracketOf(
  study: string,
  number: number,
  options: { readonly brackets: number; readonly factor: number },
): number {
  const budgets = bracketBudgets(options.brackets, options.factor);
  const total = budgets.reduce((sum, budget) => sum + budget, 0);
  let left = crc32(`${study}_${number}`) % total;
  for (let bracket = 0; bracket < budgets.length; bracket++) {
    left -= budgets[bracket]!;
    if (left < 0) return bracket;
  }
  return budgets.length - 1;
}
