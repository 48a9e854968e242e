import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../base/app-error.ts';
import type { ColumnType } from '../contract/common.ts';
import type { VersionColumn } from '../contract/data.ts';
import { openDuckdb, sqlName, sqlText } from '../data/duckdb.ts';

/** A column that an analysis makes; values by row of the version, null is missing. */
export interface MadeColumn {
  readonly name: string;
  readonly type: Extract<ColumnType, 'number' | 'boolean' | 'category'>;
  readonly value: (row: number) => number | boolean | string | null;
}

export interface SaveTarget {
  /** Name that the caller chose. */
  readonly column: string;
  /** Names of the columns of the version. */
  readonly taken: readonly string[];
  /** Where the file is written; for the caller to move. */
  readonly folder: string;
  readonly file: string;
  readonly versionRows: number;
}

const engineTypes = { number: 'DOUBLE', boolean: 'BOOLEAN', category: 'VARCHAR' } as const;
const rowsAtOnce = 20_000;

/** Writes the version's file with the columns added, rows in their order; what the columns are. */
export async function saveColumns(
  parquetPath: string,
  { folder, file, versionRows, taken }: SaveTarget,
  made: readonly MadeColumn[],
): Promise<VersionColumn[]> {
  refuseTaken(taken, made);
  const values = join(folder, `${file}.csv`);
  try {
    const missing = await writeValues(values, versionRows, made);
    using duck = await openDuckdb({ folders: [folder], files: [parquetPath] });
    const types = made.map(({ type }, i) => `'v${i}': '${engineTypes[type]}'`);
    const added = made.map(({ name }, i) => `v.v${i} AS ${sqlName(name)}`);
    const own = taken.map((name) => `p.${sqlName(name)}`);
    await duck.run(
      `COPY (SELECT ${[...own, ...added].join(', ')}
       FROM read_parquet(${sqlText(parquetPath)}, file_row_number = true) p
       JOIN read_csv(${sqlText(values)}, header = false, delim = ',', quote = '"', nullstr = '',
         auto_detect = false, columns = {'row': 'BIGINT', ${types.join(', ')}}) v
       ON v.row = p.file_row_number ORDER BY p.file_row_number)
       TO ${sqlText(join(folder, file))} (FORMAT parquet)`,
    );
    return made.map(({ name, type }, i) => ({ name, type, missing: missing[i]! }));
  } finally {
    await rm(values, { force: true });
  }
}

function refuseTaken(taken: readonly string[], made: readonly MadeColumn[]): void {
  const names = new Set(taken.map((name) => name.toLowerCase()));
  for (const { name } of made) {
    if (!names.has(name.toLowerCase())) continue;
    throw new AppError('CONFLICT', `The version has a column ${name} already`, {
      hint: 'Choose another name',
      path: 'save',
    });
  }
}

async function writeValues(
  path: string,
  rows: number,
  made: readonly MadeColumn[],
): Promise<Float64Array> {
  const missing = new Float64Array(made.length);
  const stream = createWriteStream(path);
  for (let from = 0; from < rows; from += rowsAtOnce) {
    let text = '';
    for (let row = from; row < Math.min(rows, from + rowsAtOnce); row++) {
      text += row;
      for (let i = 0; i < made.length; i++) {
        const value = made[i]!.value(row);
        const absent = value === null || (typeof value === 'number' && !Number.isFinite(value));
        if (absent) missing[i]!++;
        text += absent ? ',' : `,${value}`;
      }
      text += '\n';
    }
    if (!stream.write(text)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
  return missing;
}
