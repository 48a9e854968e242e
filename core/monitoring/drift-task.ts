import { isAppError } from '../base/app-error.ts';
import { subTick, type Tick } from '../base/tick.ts';
import type { ColumnType } from '../contract/common.ts';
import type { DriftColumn } from '../contract/monitoring.ts';
import { readTable } from '../data/read-table.ts';
import { declareTask, type TaskContext } from '../jobs/task.ts';
import type { FittedPipeline } from '../models/pipeline.ts';
import { readModel } from '../registry/read-model.ts';
import { findColumn, type Column, type Table } from '../table/table.ts';
import type { TestChoice } from './column-drift.ts';
import { compareColumn, summariseDrift, type ColumnOutcome, type DriftBody } from './drift.ts';
import { requestedColumns } from './drift-request.ts';
import { predictionColumn } from './prediction-column.ts';

export interface VersionFile {
  readonly parquetPath: string;
  readonly rows: number;
  readonly columns: readonly { readonly name: string; readonly type: ColumnType }[];
}

export interface DriftTaskInput extends TestChoice {
  readonly reference: VersionFile;
  readonly current: VersionFile;
  readonly driftShare: number;
  readonly columns?: readonly string[];
  readonly model: { readonly jsonPath: string; readonly binaryPath: string } | null;
}

export const driftTask = declareTask<DriftTaskInput, DriftBody>('monitoring.drift');

/** Cells read at a time: 8 bytes each, so that wide versions pass through in at most 128 MB. */
const BATCH_CELLS = 16_000_000;

/** The named columns of a version; those it lacks are left out. */
function read(version: VersionFile, names: readonly string[]): Promise<Table> {
  const wanted = new Set(names);
  return readTable(
    version.parquetPath,
    version.columns.filter(({ name }) => wanted.has(name)),
  );
}

async function compareInBatches(
  input: DriftTaskInput,
  names: readonly string[],
  tick: Tick,
): Promise<ColumnOutcome[]> {
  const rows = Math.max(1, input.reference.rows + input.current.rows);
  const batch = Math.max(1, Math.floor(BATCH_CELLS / rows));
  const outcomes: ColumnOutcome[] = [];
  for (let from = 0; from < names.length; from += batch) {
    const part = names.slice(from, from + batch);
    tick(from / names.length, 'Reading');
    const reference = await read(input.reference, part);
    tick(from / names.length, 'Reading');
    const current = await read(input.current, part);
    for (const [i, name] of part.entries()) {
      tick((from + i) / names.length, name);
      const pair = [findColumn(reference, name), findColumn(current, name)] as const;
      outcomes.push(
        pair[0] || pair[1]
          ? compareColumn(...pair, input)
          : { kind: 'skipped', column: name, reason: 'in neither version' },
      );
    }
  }
  return outcomes;
}

interface Watched {
  readonly prediction: ColumnOutcome;
  readonly target: ColumnOutcome | null;
}

async function watchModel(
  input: DriftTaskInput,
  pipeline: FittedPipeline,
  tick: Tick,
): Promise<Watched> {
  const names = pipeline.features.map(({ name }) => name);
  const predict = async (version: VersionFile, inner: Tick): Promise<Column> =>
    predictionColumn(pipeline, await read(version, names), inner);
  return {
    prediction: await orSkipped('prediction', async () =>
      compareColumn(
        await predict(input.reference, subTick(tick, 0, 0.5, 'prediction')),
        await predict(input.current, subTick(tick, 0.5, 1, 'prediction')),
        input,
      ),
    ),
    target: await compareTarget(input, pipeline),
  };
}

/** Data a model cannot score must not hide what the columns tell. */
async function orSkipped(
  column: string,
  compare: () => Promise<ColumnOutcome>,
): Promise<ColumnOutcome> {
  try {
    return await compare();
  } catch (error) {
    if (!isAppError(error) || error.code === 'CANCELLED') throw error;
    return { kind: 'skipped', column, reason: error.message };
  }
}

/** Null where a version does not have the target: data to score has none. */
async function compareTarget(
  input: DriftTaskInput,
  { target, task }: FittedPipeline,
): Promise<ColumnOutcome | null> {
  const [reference, current] = [
    findColumn(await read(input.reference, [target.name]), target.name),
    findColumn(await read(input.current, [target.name]), target.name),
  ];
  if (!reference || !current) return null;
  return compareColumn(reference, current, { ...input, categorical: task === 'classification' });
}

function tested(outcome: ColumnOutcome | null): DriftColumn | null {
  return outcome === null || outcome.kind === 'skipped' ? null : outcome;
}

/** Reads both versions a few columns at a time and compares them. */
export async function run(input: DriftTaskInput, { tick }: TaskContext): Promise<DriftBody> {
  const pipeline = input.model
    ? await readModel(input.model.jsonPath, input.model.binaryPath)
    : null;
  const { tested: names, left } = requestedColumns({
    reference: input.reference.columns,
    current: input.current.columns,
    columns: input.columns,
    model: pipeline && {
      features: pipeline.features.map(({ name }) => name),
      target: pipeline.target.name,
    },
  });
  const outcomes = await compareInBatches(input, names, subTick(tick, 0, pipeline ? 0.6 : 1));
  const body = summariseDrift(outcomes, input.driftShare);
  for (const column of left) body.skipped.push({ column, reason: 'not a feature of the model' });
  if (!pipeline) return { ...body, prediction: null, target: null };

  const watched = await watchModel(input, pipeline, subTick(tick, 0.6, 1));
  for (const outcome of [watched.prediction, watched.target]) {
    if (outcome?.kind === 'skipped') {
      body.skipped.push({ column: outcome.column, reason: outcome.reason });
    }
  }
  return { ...body, prediction: tested(watched.prediction), target: tested(watched.target) };
}
