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

export interface CounterfactualTaskInput extends ModelPaths {
  readonly training: TrainingSource;
  readonly from: RowSource;
  readonly asked: Omit<Asked<'explainability.counterfactual'>, 'row' | 'values'>;
}
export const counterfactualTask = declareTask<
  CounterfactualTaskInput,
  OutputOf<'explainability.counterfactual'>
>('explainability.counterfactual');
