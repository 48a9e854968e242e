import type { Task, Warning } from '../contract/common.ts';
import type { TrainInput } from '../contract/models.ts';
import type { TuneInput } from '../contract/tuning.ts';
import { resolveVersion, type VersionRecord } from '../data/versions.ts';
import type { JobContext } from '../jobs/context.ts';
import type { MainMetric } from '../models/choose-algorithm.ts';
import { machineShare, type MachineShare } from '../models/machine.ts';
import { targetTask } from '../models/tasks.ts';
import { checkAlgorithm, resolveColumns } from '../models/train-request.ts';
import { chooseMetric } from './metric.ts';
import { shapeTask, type SearchRows, type ShapeTaskOutput } from './tasks.ts';

/** What every operation here takes: rows, columns and how they are validated. */
export type SearchInput = Pick<
  TuneInput,
  | 'version'
  | 'target'
  | 'task'
  | 'features'
  | 'exclude'
  | 'weight'
  | 'split'
  | 'group'
  | 'time'
  | 'window'
  | 'gap'
  | 'embargo'
  | 'repeats'
  | 'testFraction'
  | 'test'
  | 'recipe'
  | 'classWeight'
  | 'seed'
  | 'experiment'
  | 'threads'
  | 'cv'
  | 'metric'
>;

export interface PreparedSearch {
  readonly input: SearchInput;
  readonly record: VersionRecord;
  readonly task: Task;
  readonly rows: SearchRows;
  readonly shape: ShapeTaskOutput;
  readonly metric: MainMetric;
  readonly machine: MachineShare;
  readonly warnings: readonly Warning[];
}

/** The rows of a search, for the threads that read them. */
function rowsOf(
  input: SearchInput,
  known: { readonly record: VersionRecord; readonly task: Task },
): SearchRows {
  const { version, parquetPath } = known.record;
  const { split, window, gap, embargo, repeats, testFraction, cv, seed } = input;
  return {
    ...resolveColumns(version.columns, input),
    version: { parquetPath, columns: version.columns },
    task: known.task,
    split,
    window,
    gap,
    embargo,
    repeats,
    testFraction,
    cv,
    seed,
    hasTest: input.test !== undefined,
    outer: null,
  };
}

/** Checks what was asked, as a training would, and looks at the rows. `algorithm` null: several. */
export async function prepareSearch(
  input: SearchInput & { readonly algorithm: string | null; readonly params: TrainInput['params'] },
  context: JobContext,
): Promise<PreparedSearch> {
  const record = resolveVersion(context.workspace, input.version);
  if (input.test !== undefined) resolveVersion(context.workspace, input.test);
  const { target } = resolveColumns(record.version.columns, input);
  const asked = { parquetPath: record.parquetPath, target, task: input.task };
  const task = await context.compute(targetTask, asked, { stage: 'Checking the target', to: 0 });
  const { split, params } = input;
  checkAlgorithm({ split, params, algorithm: input.algorithm ?? 'auto' }, task);
  if (input.metric !== undefined) chooseMetric(input.metric, { task, classes: 2 });
  const rows = rowsOf(input, { record, task });
  const shape = await context.compute(shapeTask, rows, { stage: 'Reading', to: 0 });
  const metric = chooseMetric(input.metric, shape);
  const machine = machineShare(input.threads);
  return { input, record, task, rows, shape, metric, machine, warnings: shape.warnings };
}

/** The input of a training that is like the search, without its algorithm. */
export function trainInputOf(search: PreparedSearch): Omit<TrainInput, 'algorithm'> {
  const { metric: _, ...input } = search.input;
  const given = Object.entries(input).filter(([, value]) => value !== undefined);
  return {
    ...(Object.fromEntries(given) as typeof input),
    version: search.record.version.id,
    task: search.task,
    params: {},
    calibration: 'none',
    threshold: { by: 'default', falsePositive: 1, falseNegative: 1 },
    intervals: { method: 'none', coverage: 0.9 },
  };
}
