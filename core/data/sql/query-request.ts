import type { OutputOf } from '../../contract/contract.ts';
import type { Warning } from '../../contract/common.ts';
import type { Failure } from '../../contract/failure.ts';
import type { VersionColumn } from '../../contract/data.ts';

/** A name that a query can use, and the file behind it. */
export interface SqlTable {
  readonly name: string;
  /** Absolute, of the version's Parquet file. */
  readonly path: string;
  readonly columns: readonly string[];
}

/** What the process that runs one query is told. */
export interface QueryRequest {
  readonly sql: string;
  readonly tables: readonly SqlTable[];
  /** Rows to show; ignored when the result is written. */
  readonly limit: number;
  /** Where the whole result goes, as a version holds it; null shows rows. */
  readonly target: string | null;
  readonly memoryBytes: number;
}

export interface ShownResult extends OutputOf<'data.sql'> {
  readonly kind: 'shown';
}

export interface WrittenResult {
  readonly kind: 'written';
  readonly rows: number;
  readonly columns: VersionColumn[];
  readonly warnings: readonly Warning[];
  /** Names of the tables it read. */
  readonly read: readonly string[];
}

export type QueryReply =
  | { readonly result: ShownResult | WrittenResult }
  | { readonly error: Failure };
