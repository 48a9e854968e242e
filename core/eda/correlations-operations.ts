import { AppError } from '../base/app-error.ts';
import type { OutputOf, ParsedInputOf } from '../contract/contract.ts';
import type { Version, VersionColumn } from '../contract/data.ts';
import { cachedOutput } from '../data/cached-output.ts';
import { resolveVersion } from '../data/versions.ts';
import type { HandlersOf, JobContext } from '../jobs/context.ts';
import { correlationsTask } from './correlations-task.ts';
import { takesType } from './correlate.ts';
import { defaultThresholds } from './find-outliers.ts';
import { outliersTask } from './outliers-task.ts';
import { requireColumn } from './require-column.ts';
import { segmentKey, segmentRows } from './segments/segment-rows.ts';

export const correlationHandlers: HandlersOf<'eda.correlations' | 'eda.outliers'> = {
  'eda.correlations': async ({ version: ref, method, segment }, context) => {
    const record = resolveVersion(context.workspace, ref);
    const { sha256, rows: totalRows } = record.version;
    const columns = record.version.columns
      .filter(({ type }) => takesType(method, type))
      .map(({ name, type }) => ({ name, type }));
    const inputs = { sha256, columns, method, segment: segmentKey(context, segment) };
    return cachedOutput(
      context,
      { operation: 'eda.correlations', version: 1, inputs },
      async () => {
        const rows = await segmentRows(context, segment, record);
        const { parquetPath } = record;
        const input = { parquetPath, totalRows, columns, method, rows };
        const stage = 'Correlating';
        return { method, ...(await context.compute(correlationsTask, input, { stage })) };
      },
    );
  },

  'eda.outliers': (input, context) => outliers(input, context),
};

async function outliers(
  input: ParsedInputOf<'eda.outliers'>,
  context: JobContext,
): Promise<OutputOf<'eda.outliers'>> {
  const { method, limit, seed, segment } = input;
  const record = resolveVersion(context.workspace, input.version);
  const columns = chooseColumns(record.version, input.columns);
  const names = columns.map((column) => column.name);
  const threshold = input.threshold ?? defaultThresholds[method];
  const options = { method, threshold, limit, seed };
  const { sha256 } = record.version;
  const inputs = { sha256, names, options, segment: segmentKey(context, segment) };
  return cachedOutput(context, { operation: 'eda.outliers', version: 1, inputs }, async () => {
    const rows = await segmentRows(context, segment, record);
    const found = await context.compute(
      outliersTask,
      { parquetPath: record.parquetPath, columns, rows, options },
      { stage: 'Looking for outliers' },
    );
    return { method, columns: names, threshold, ...found };
  });
}

/** The named columns, or all numbers. Throws NOT_FOUND, or INVALID_INPUT for columns of another type. */
function chooseColumns(
  version: Version,
  names: readonly string[] | undefined,
): Pick<VersionColumn, 'name' | 'type'>[] {
  const isNumber = ({ type }: VersionColumn) => type === 'number' || type === 'integer';
  const chosen = names
    ? [...new Set(names.map((name) => requireColumn(version, name, 'columns')))]
    : version.columns.filter(isNumber);
  const other = chosen.find((column) => !isNumber(column));
  if (other) {
    throw new AppError('INVALID_INPUT', `${other.name} is ${other.type}, not a number`, {
      hint: 'Choose columns of numbers',
      path: 'columns',
    });
  }
  if (chosen.length === 0) {
    throw new AppError(
      'INVALID_INPUT',
      `${version.datasetName}@${version.number} has no column of numbers`,
      { hint: 'Outliers are looked for among numbers; change a column’s type on import' },
    );
  }
  return chosen.map(({ name, type }) => ({ name, type }));
}
