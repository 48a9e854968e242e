import { open } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { AppError } from '../base/app-error.ts';
import { readFailure, writeFailure } from '../storage/file-errors.ts';
import { createDecoder } from './sniff/encoding.ts';
import type { SniffedText } from './sniff/sniff-text.ts';
import { TableRows, type RejectedRow } from './table-rows.ts';
import { Tokenizer } from './tokenizer.ts';

export interface Normalised {
  readonly rejected: readonly RejectedRow[];
  readonly rejectedCount: number;
  readonly rows: number;
  /** Longest row in bytes, which the engine's reader has to be told. */
  readonly longestRow: number;
  readonly removedNul: number;
}

const blockBytes = 1 << 18;

/**
 * Rewrites a delimited file of any encoding and dialect as plain UTF-8 with every field quoted and no
 * header, leaving out malformed rows, which are counted and listed. One pass in constant memory.
 */
export async function normalise(
  source: string,
  target: string,
  options: {
    readonly sniffed: SniffedText;
    /** Reject rows with invalid bytes. */
    readonly rejectReplaced: boolean;
    readonly signal?: AbortSignal | undefined;
    readonly onBytes?: (done: number) => void;
  },
): Promise<Normalised> {
  const { sniffed } = options;
  const decoder = createDecoder(sniffed.sniffed.encoding);
  const tokenizer = new Tokenizer(sniffed.dialect);
  const table = new TableRows(sniffed.dialect, sniffed.plans.length, {
    preambleRows: sniffed.preambleRows,
    rejectReplaced: options.rejectReplaced,
  });
  const counts = { rows: 0, longestRow: 0, removedNul: 0 };
  let first = true;

  function write(rows: readonly (readonly string[])[]): string {
    let text = '';
    const all = first && !sniffed.sniffed.header && table.header ? [table.header, ...rows] : rows;
    if (table.header) first = false;
    for (const row of all) {
      if (row.length !== sniffed.plans.length) continue;
      const line = `${row.map(quoted).join(',')}\n`;
      counts.rows++;
      counts.longestRow = Math.max(counts.longestRow, Buffer.byteLength(line));
      text += line;
    }
    return text;
  }

  function clean(text: string): string {
    if (!text.includes('\0')) return text;
    const parts = text.split('\0');
    counts.removedNul += parts.length - 1;
    return parts.join('');
  }

  await using from = await open(source, 'r').catch((error) =>
    Promise.reject(readFailure(error, source)),
  );
  await using to = await open(target, 'wx').catch((error) =>
    Promise.reject(writeFailure(error, target)),
  );
  const block = Buffer.alloc(blockBytes);
  let done = 0;
  for (;;) {
    if (options.signal?.aborted) throw new AppError('CANCELLED', 'Cancelled');
    const { bytesRead } = await from.read(block, 0, blockBytes, done);
    done += bytesRead;
    const text = bytesRead === 0 ? decoder.end() : decoder.decode(block.subarray(0, bytesRead));
    const rows = tokenizer.push(clean(text));
    if (bytesRead === 0) rows.push(...tokenizer.end());
    const written = write(table.take(rows));
    if (written !== '') {
      await to.appendFile(written).catch((error) => Promise.reject(writeFailure(error, target)));
    }
    options.onBytes?.(done);
    if (bytesRead === 0) break;
    await setImmediate();
  }
  return { ...counts, rejected: table.rejected, rejectedCount: table.rejectedCount };
}

/** A lone empty field would be a blank line. */
function quoted(field: string): string {
  return `"${field.replaceAll('"', '""')}"`;
}
