import type { OutputOf, ParsedInputOf } from '../../contract/contract.ts';
import { declareTask } from '../../jobs/task.ts';
import type { RunSource } from '../run-source.ts';

type FairnessInput = ParsedInputOf<'evaluation.fairness'>;

export interface FairnessTaskInput extends Omit<FairnessInput, 'run'> {
  readonly source: RunSource;
}

export const fairnessTask = declareTask<FairnessTaskInput, OutputOf<'evaluation.fairness'>>(
  'evaluation.fairness',
);
