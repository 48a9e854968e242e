import type { OutputOf } from '../contract/contract.ts';
import { declareTask } from '../jobs/task.ts';

export interface PredictTaskInput {
  readonly jsonPath: string;
  readonly binaryPath: string;
  readonly file: string;
  readonly out: string;
  readonly escapeFormulas: boolean;
}

export const predictTask = declareTask<PredictTaskInput, OutputOf<'serving.predict'>>(
  'serving.predict',
);
