import type { Expectation } from '../contract/validation.ts';
import { declareTask, type TaskContext } from '../jobs/task.ts';
import { suggestRules } from './suggest-rules.ts';
import type { RowsSource } from './version-rows.ts';

export interface SuggestTaskInput {
  readonly source: RowsSource;
  readonly thisYear: number;
}

export const suggestTask = declareTask<SuggestTaskInput, readonly Expectation[]>(
  'validation.suggest',
);

export function run(
  { source, thisYear }: SuggestTaskInput,
  { tick }: TaskContext,
): Promise<Expectation[]> {
  return suggestRules(source, { thisYear, tick });
}
