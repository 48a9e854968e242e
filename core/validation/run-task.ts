import { subTick } from '../base/tick.ts';
import type { Expectation, ExpectationResult, Quality } from '../contract/validation.ts';
import { declareTask, type TaskContext } from '../jobs/task.ts';
import type { ResultFormat } from './map-result.ts';
import { scoreQuality, type QualityOptions } from './quality/score-quality.ts';
import { runRules } from './run-rules.ts';
import { openRows, type RowsSource } from './version-rows.ts';

export interface ValidationTaskInput {
  readonly source: RowsSource;
  /** Null scores the quality without rules. */
  readonly rules: readonly Expectation[] | null;
  readonly format: ResultFormat;
  /** Rows of the versions that rules name, by their reference; null for what does not exist. */
  readonly otherRows: Readonly<Record<string, number | null>>;
  readonly quality: Pick<QualityOptions, 'weights' | 'mixedDates' | 'now'>;
}

export interface ValidationTaskOutput {
  readonly results: readonly ExpectationResult[];
  readonly quality: Quality;
}

export const validationTask = declareTask<ValidationTaskInput, ValidationTaskOutput>(
  'validation.run',
);

export async function run(
  input: ValidationTaskInput,
  { tick }: TaskContext,
): Promise<ValidationTaskOutput> {
  const { source, rules, quality } = input;
  const outcomes =
    rules === null
      ? null
      : await runRules(source, rules, {
          format: input.format,
          rowsOf: (ref) => (Object.hasOwn(input.otherRows, ref) ? input.otherRows[ref]! : null),
          thisYear: new Date(quality.now).getUTCFullYear(),
          tick: subTick(tick, 0, 0.8),
        });
  tick(0.8, 'Scoring quality');
  using rows = await openRows(source);
  const scored = await scoreQuality(rows, { outcomes, ...quality });
  return { results: (outcomes ?? []).map(({ result }) => result), quality: scored };
}
