import type { OutputOf, ParsedInputOf } from '../contract/contract.ts';
import { declareTask } from '../jobs/task.ts';
import type { RunSource } from './run-source.ts';

type Task<N extends Name> = { readonly source: RunSource } & Omit<ParsedInputOf<N>, 'run'>;
type Name =
  | 'evaluation.residuals'
  | 'evaluation.errors'
  | 'evaluation.formula'
  | 'evaluation.ranking';

export type ResidualsTaskInput = Task<'evaluation.residuals'>;
export type ErrorsTaskInput = Task<'evaluation.errors'>;
export type FormulaTaskInput = Task<'evaluation.formula'>;
export type RankingTaskInput = Task<'evaluation.ranking'>;

export const residualsTask = declareTask<ResidualsTaskInput, OutputOf<'evaluation.residuals'>>(
  'evaluation.residuals',
);
export const errorsTask = declareTask<ErrorsTaskInput, OutputOf<'evaluation.errors'>>(
  'evaluation.errors',
);
export const formulaTask = declareTask<FormulaTaskInput, OutputOf<'evaluation.formula'>>(
  'evaluation.formula',
);
export const rankingTask = declareTask<RankingTaskInput, OutputOf<'evaluation.ranking'>>(
  'evaluation.ranking',
);
