import { AppError } from '../base/app-error.ts';
import { trainInput, type TrainInput } from '../contract/models.ts';
import { resolveVersion, type VersionRecord } from '../data/versions.ts';
import type { OperationContext } from '../jobs/context.ts';
import { imported } from '../models/imported.ts';
import type { ReadRequest } from '../models/read-training-data.ts';
import type { VersionFile } from '../models/tasks.ts';
import { resolveColumns } from '../models/train-request.ts';
import { modelFiles } from '../registry/model-store.ts';
import { resolveRun } from '../tracking/record-run.ts';
import type { SplitOptions } from './make-folds.ts';

/** What a worker needs to score the rows that a run was evaluated on once more. */
export interface RunSource {
  readonly runId: string;
  readonly modelId: string;
  readonly jsonPath: string;
  readonly binaryPath: string;
  /** How the rows are read and set apart, as the training did. */
  readonly request: ReadRequest & SplitOptions & Pick<TrainInput, 'testFraction'>;
  /** The version that was scored instead of rows set aside. */
  readonly test: VersionFile | null;
  /** The version whose rows are evaluated. */
  readonly versionId: string;
  readonly on: 'test' | 'train';
  /** Trained elsewhere: which rows it learned from is not known. */
  readonly foreign: boolean;
}

function toFile({ version, parquetPath }: VersionRecord): VersionFile {
  return { parquetPath, columns: version.columns };
}

function parseInput(runId: string, input: unknown): TrainInput {
  const parsed = trainInput.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new AppError('UNSUPPORTED', `Run ${runId} was not trained here: it has no test rows.`, {
    hint: 'Evaluate its model on a version with evaluation run.',
    path: 'run',
  });
}

/**
 * Where the evaluated rows of a run are and how to find them. NOT_FOUND without such a run, its model or
 * its data; UNSUPPORTED for models from elsewhere.
 */
export function runSource(context: Pick<OperationContext, 'workspace'>, ref: string): RunSource {
  const run = resolveRun(context, ref);
  if (run.modelId === null) {
    throw new AppError('NOT_FOUND', `Run ${run.id} has no model; it is ${run.status}.`, {
      hint: 'Choose a finished run.',
      path: 'run',
    });
  }
  const input = parseInput(run.id, run.input);
  const { modelId, jsonPath, binaryPath } = modelFiles(context, run.modelId);
  const record = resolveVersion(context.workspace, run.versionId);
  const test = input.test === undefined ? null : resolveVersion(context.workspace, input.test);
  const { split, seed, window, gap, embargo, repeats, testFraction } = input;
  const columns = resolveColumns(record.version.columns, input);
  return {
    runId: run.id,
    modelId,
    jsonPath,
    binaryPath,
    request: {
      version: toFile(record),
      task: run.task,
      ...columns,
      split,
      seed,
      window,
      gap,
      embargo,
      repeats,
      testFraction,
    },
    test: test && toFile(test),
    versionId: (test ?? record).version.id,
    on: test || testFraction > 0 ? 'test' : 'train',
    foreign: run.algorithm === imported,
  };
}
