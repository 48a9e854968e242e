import { setImmediate } from 'node:timers/promises';
import { AppError } from '../base/app-error.ts';
import type { Table } from '../table/table.ts';
import { cellWriter, escapeFormula, isDayOnly, quoteField } from './delimited-cell.ts';
import { writeFileAtomic, type TextSink } from './write-file.ts';

export interface DelimitedOptions {
  /** Put an apostrophe before texts and names a spreadsheet would run as a formula. */
  readonly escapeFormulas: boolean;
  readonly signal?: AbortSignal;
}

const rowsPerWrite = 8192;

/**
 * Writes a table as UTF-8, comma, LF, header, RFC 4180 quoting, missing as empty. The file appears
 * complete or not at all. Throws WRITE_FAILED. O(rows × columns).
 */
export function writeDelimited(
  path: string,
  table: Table,
  options: DelimitedOptions,
): Promise<{ bytes: number }> {
  const days = new Set(table.columns.filter(isDayOnly).map((column) => column.name));
  return writeFileAtomic(path, async (sink) => {
    await writeHeader(
      sink,
      table.columns.map((column) => column.name),
      options,
    );
    await writeRows(sink, table, { ...options, dayOnly: days });
  });
}

/** The line of names. */
export async function writeHeader(
  sink: TextSink,
  names: readonly string[],
  options: { readonly escapeFormulas: boolean },
): Promise<void> {
  const fields = names.map((name) =>
    quoteField(options.escapeFormulas ? escapeFormula(name) : name),
  );
  await sink.write(`${oneColumnSafe(fields)}\n`);
}

/** All rows of a table, one line each; yields to other work between blocks. */
export async function writeRows(
  sink: TextSink,
  table: Table,
  options: DelimitedOptions & { readonly dayOnly: ReadonlySet<string> },
): Promise<void> {
  const writers = table.columns.map((column) =>
    cellWriter(column, { ...options, dayOnly: options.dayOnly.has(column.name) }),
  );
  for (let from = 0; from < table.rows; from += rowsPerWrite) {
    if (options.signal?.aborted) throw new AppError('CANCELLED', 'Cancelled');
    const end = Math.min(table.rows, from + rowsPerWrite);
    let text = '';
    for (let row = from; row < end; row++) {
      text += `${oneColumnSafe(writers.map((write) => write(row)))}\n`;
    }
    await sink.write(text);
    await setImmediate();
  }
}

/** A lone empty field would be a blank line, which readers skip. */
function oneColumnSafe(fields: readonly string[]): string {
  return fields.length === 1 && fields[0] === '' ? '""' : fields.join(',');
}
