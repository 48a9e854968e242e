import type { HandlersOf, JobContext } from '../jobs/context.ts';
import type { TaskDeclaration } from '../jobs/task.ts';
import { errorsTask, formulaTask, rankingTask, residualsTask } from './rows-tasks.ts';
import { runSource, type RunSource } from './run-source.ts';

/** Finds the rows of the run, and computes in a worker. */
async function analyse<I extends { readonly run: string }, O>(
  task: TaskDeclaration<{ readonly source: RunSource } & Omit<I, 'run'>, O>,
  { run, ...rest }: I,
  context: JobContext,
): Promise<O> {
  const source = runSource(context, run);
  return context.compute(task, { ...rest, source }, { stage: 'Analysing' });
}

export const evaluationRowsHandlers: HandlersOf<
  'evaluation.residuals' | 'evaluation.errors' | 'evaluation.formula' | 'evaluation.ranking'
> = {
  'evaluation.residuals': (input, context) => analyse(residualsTask, input, context),
  'evaluation.errors': (input, context) => analyse(errorsTask, input, context),
  'evaluation.formula': (input, context) => analyse(formulaTask, input, context),
  'evaluation.ranking': (input, context) => analyse(rankingTask, input, context),
};
