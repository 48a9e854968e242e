import type { RunSegments } from '../../contract/evaluation-segments.ts';
import { declareTask } from '../../jobs/task.ts';
import type { VersionFile } from '../../models/tasks.ts';
import type { RunSource } from '../run-source.ts';

/** Rows of one version that belong to a segment, or why they cannot be told. */
export type FoundRows =
  | { readonly rows: Uint32Array; readonly reason: null }
  | { readonly rows: null; readonly reason: string };

export interface AskedSegment {
  readonly id: string;
  readonly name: string;
  readonly filter: string | null;
  /** Of the version whose rows are evaluated. */
  readonly evaluated: FoundRows;
  /** Of the version the model learned from. */
  readonly learned: FoundRows;
}

export interface SegmentsTaskInput {
  readonly source: RunSource;
  readonly learned: VersionFile;
  readonly metric: string | undefined;
  readonly segments: readonly AskedSegment[];
}

export const segmentsTask = declareTask<SegmentsTaskInput, RunSegments>('evaluation.segments');
