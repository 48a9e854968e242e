import type { OutputOf, ParsedInputOf } from '../contract/contract.ts';
import { cachedOutput } from '../data/cached-output.ts';
import { resolveVersion } from '../data/versions.ts';
import type { HandlersOf, JobContext, OperationContext } from '../jobs/context.ts';
import { correlationHandlers } from './correlations-operations.ts';
import { compareTask, type CompareSide } from './compare-task.ts';
import { boxRelation } from './relations/box.ts';
import { mosaicRelation } from './relations/mosaic.ts';
import { isQuantity, type Pair } from './relations/pair-source.ts';
import { evenPoints } from './relations/points.ts';
import { scatterRelation } from './relations/scatter.ts';
import { requireColumn } from './require-column.ts';
import { segmentCondition, segmentKey, segmentRows } from './segments/segment-rows.ts';
import { targetTask } from './target-task.ts';

export const relationHandlers: HandlersOf<
  'eda.relation' | 'eda.points' | 'eda.target' | 'eda.compare' | keyof typeof correlationHandlers
> = {
  ...correlationHandlers,

  'eda.relation': (input, context) => relate(input, context),

  'eda.points': async ({ version: ref, columns, limit, segment }, context) => {
    const record = resolveVersion(context.workspace, ref);
    const named = columns.map((name) => requireColumn(record.version, name, 'columns'));
    return evenPoints(record, [...new Set(named)], {
      limit,
      segment: await segmentCondition(context, segment, record),
    });
  },

  'eda.target': async ({ version: ref, target: name, segment }, context) => {
    const record = resolveVersion(context.workspace, ref);
    const target = requireColumn(record.version, name, 'target');
    const rows = await segmentRows(context, segment, record);
    const columns = record.version.columns.map((column) => ({
      name: column.name,
      type: column.type,
    }));
    const { sha256 } = record.version;
    const inputs = { sha256, columns, target: target.name, segment: segmentKey(context, segment) };
    return cachedOutput(context, { operation: 'eda.target', version: 1, inputs }, () =>
      context.compute(
        targetTask,
        { parquetPath: record.parquetPath, columns, target: target.name, rows },
        { stage: 'Comparing' },
      ),
    );
  },

  'eda.compare': (input, context) => compare(input, context),
};

async function relate(
  input: ParsedInputOf<'eda.relation'>,
  context: OperationContext,
): Promise<OutputOf<'eda.relation'>> {
  const record = resolveVersion(context.workspace, input.version);
  const x = requireColumn(record.version, input.x, 'x');
  const y = requireColumn(record.version, input.y, 'y');
  const segment = await segmentCondition(context, input.segment, record);
  const pair: Pair = { record, x, y, segment };
  if (isQuantity(x) && isQuantity(y)) return scatterRelation(pair);
  if (!isQuantity(x) && !isQuantity(y)) return mosaicRelation(pair);
  return boxRelation(isQuantity(y) ? pair : { ...pair, x: y, y: x });
}

async function compare(
  input: ParsedInputOf<'eda.compare'>,
  context: JobContext,
): Promise<OutputOf<'eda.compare'>> {
  const a = await sideOf(input.a, input.segmentA, context);
  const b = await sideOf(input.b, input.segmentB, context);
  const inputs = { a: a.key, b: b.key };
  const output = await cachedOutput(context, { operation: 'eda.compare', version: 1, inputs }, () =>
    context.compute(compareTask, { a: a.side, b: b.side }, { stage: 'Comparing' }),
  );
  // the same bytes may be the version of another dataset
  return {
    ...output,
    a: { ...output.a, name: a.side.name },
    b: { ...output.b, name: b.side.name },
  };
}

async function sideOf(
  ref: string,
  segment: string | undefined,
  context: JobContext,
): Promise<{ readonly side: CompareSide; readonly key: unknown }> {
  const record = resolveVersion(context.workspace, ref);
  const { datasetName, number, sha256 } = record.version;
  const columns = record.version.columns.map(({ name, type }) => ({ name, type }));
  const rows = await segmentRows(context, segment, record);
  return {
    side: {
      name: `${datasetName}@${number}${segment === undefined ? '' : ` (${segment})`}`,
      parquetPath: record.parquetPath,
      totalRows: record.version.rows,
      columns,
      rows,
    },
    key: { sha256, columns, segment: segmentKey(context, segment) },
  };
}
