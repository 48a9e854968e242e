import type { OutputOf, ParsedInputOf } from '../../contract/contract.ts';
import type { Warning } from '../../contract/common.ts';
import type { Evaluation } from '../../contract/evaluation.ts';
import type { ModelMatch } from '../../contract/registry-import.ts';
import { declareTask } from '../../jobs/task.ts';
import type { FittedPipeline } from '../../models/pipeline.ts';
import type { VersionFile } from '../../models/tasks.ts';
import type { ForeignShape } from './foreign-model.ts';

export interface ImportTaskInput extends Pick<
  ParsedInputOf<'registry.import'>,
  'file' | 'format' | 'target' | 'classes'
> {
  readonly version: VersionFile;
  readonly modelId: string;
  /** Of the bootstrap. */
  readonly seed: number;
}

export interface ImportTaskOutput {
  readonly pipeline: FittedPipeline;
  /** Null where the version does not have the target. */
  readonly evaluation: Evaluation | null;
  readonly metrics: Readonly<Record<string, number | null>>;
  readonly warnings: readonly Warning[];
  /** Of the file. */
  readonly sha256: string;
}

export const importTask = declareTask<ImportTaskInput, ImportTaskOutput>('registry.import');

export interface VersionCandidate extends VersionFile {
  readonly id: string;
  /** `name@3`. */
  readonly title: string;
  /** Targets of runs on the dataset, the last first. */
  readonly earlierTargets: readonly string[];
}

/** What a file holds, whatever version it is matched with. */
export type InspectedFile = Omit<OutputOf<'registry.inspect'>, 'match'>;

export type InspectTaskInput = Pick<ParsedInputOf<'registry.inspect'>, 'file' | 'format'>;

export const inspectTask = declareTask<InspectTaskInput, InspectedFile>('registry.inspect');

export interface MatchTaskInput extends Pick<ParsedInputOf<'registry.inspect'>, 'target'> {
  readonly model: ForeignShape;
  /** Versions to choose from. */
  readonly versions: readonly VersionCandidate[];
}

/** Null: there is no version. */
export const matchTask = declareTask<MatchTaskInput, ModelMatch | null>('registry.match');
