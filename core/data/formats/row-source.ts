import type { Warning } from '../../contract/common.ts';
import type { RejectedRow } from '../table-rows.ts';

/** A value as a reader found it. Dates are UTC; a bigint is an integer of any size. */
export type SourceCell = string | number | bigint | boolean | Date | null;

export interface RowBlock {
  /** A row may be shorter than `names`: what it lacks is missing. */
  readonly rows: readonly (readonly SourceCell[])[];
  /** Share of the source that was read, 0..1. */
  readonly done: number;
}

/**
 * A file of records or rows, read block by block. `names`, `warnings` and `rejected` grow while it is
 * read; only after the last block are they whole.
 */
export interface RowSource {
  readonly names: readonly string[];
  readonly warnings: readonly Warning[];
  readonly rejected: { readonly rows: number; readonly sample: readonly RejectedRow[] };
  /** Texts that mean missing besides none at all, when the caller names none. */
  readonly nullWords: readonly string[];
  blocks(): AsyncIterable<RowBlock>;
}

/** A sheet or table of a file that holds several. */
export interface SourceTable {
  readonly name: string;
  /** Null where counting would take long. */
  readonly rows: number | null;
}

/** Most columns a table may have. */
export const mostColumns = 20_000;

/** Collects the first hundred of the rows that could not be read. */
export class RejectedRows {
  rows = 0;
  readonly sample: RejectedRow[] = [];

  add(row: RejectedRow): void {
    this.rows++;
    if (this.sample.length < 100) this.sample.push({ ...row, text: row.text.slice(0, 500) });
  }
}

/** Collects warnings, each kind and column once. */
export class WarningList {
  readonly list: Warning[] = [];
  private readonly seen = new Set<string>();

  add(warning: Warning): void {
    const key = `${warning.kind}\n${warning.column ?? ''}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.list.push(warning);
  }
}
