import type { OperationName, OutputOf, ParsedInputOf } from '../../contract/contract.ts';
import type { Cell } from '../../contract/common.ts';
import type { ModelOnVersion } from '../../evaluation/read-model-rows.ts';
import { declareTask } from '../../jobs/task.ts';
import type { VersionFile } from '../../models/tasks.ts';
import type { TrainingSource } from './training-rows.ts';

/** The files of a model. */
export type ModelPaths = Pick<ModelOnVersion, 'jsonPath' | 'binaryPath'>;

/** What was asked of an operation, without what the handler has looked up. */
type Asked<N extends OperationName> = Omit<ParsedInputOf<N>, 'model' | 'version'>;

export interface DependenceTaskInput extends ModelOnVersion {
  readonly asked: Asked<'explainability.pdp'>;
}
export const dependenceTask = declareTask<DependenceTaskInput, OutputOf<'explainability.pdp'>>(
  'explainability.pdp',
);

/** The row that is explained: one of a version, or values. */
export type RowSource =
  | { readonly file: VersionFile; readonly row: number }
  | { readonly values: Readonly<Record<string, Cell>> };

interface RowTaskInput<N extends OperationName> extends ModelPaths {
  readonly training: TrainingSource;
  readonly from: RowSource;
  readonly asked: Omit<Asked<N>, 'row' | 'values'>;
}

export type CounterfactualTaskInput = RowTaskInput<'explainability.counterfactual'>;
export const counterfactualTask = declareTask<
  CounterfactualTaskInput,
  OutputOf<'explainability.counterfactual'>
>('explainability.counterfactual');

export interface ImportanceTaskInput extends ModelPaths {
  readonly file: VersionFile;
  readonly training: TrainingSource;
  /** The version is the one the model was trained on. */
  readonly own: boolean;
  readonly asked: Asked<'explainability.permutation'>;
}
export const importanceTask = declareTask<
  ImportanceTaskInput,
  OutputOf<'explainability.permutation'>
>('explainability.permutation');

export interface SurrogateTaskInput extends ModelOnVersion {
  readonly asked: Asked<'explainability.surrogate'>;
}
export const surrogateTask = declareTask<SurrogateTaskInput, OutputOf<'explainability.surrogate'>>(
  'explainability.surrogate',
);

export type LimeTaskInput = RowTaskInput<'explainability.lime'>;
export const limeTask = declareTask<LimeTaskInput, OutputOf<'explainability.lime'>>(
  'explainability.lime',
);

export type AnchorTaskInput = RowTaskInput<'explainability.anchor'>;
export const anchorTask = declareTask<AnchorTaskInput, OutputOf<'explainability.anchor'>>(
  'explainability.anchor',
);

export interface SimilarTaskInput extends Omit<RowTaskInput<'explainability.similar'>, 'from'> {
  readonly from: RowSource | null;
  /** Of the training rows. */
  readonly versionId: string;
}
export const similarTask = declareTask<SimilarTaskInput, OutputOf<'explainability.similar'>>(
  'explainability.similar',
);
