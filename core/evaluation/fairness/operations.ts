import { AppError } from '../../base/app-error.ts';
import type { HandlersOf } from '../../jobs/context.ts';
import { listNames } from '../../preprocessing/coded.ts';
import { runSource, type RunSource } from '../run-source.ts';
import { fairnessTask } from './tasks.ts';

/**
 * Refuses columns that the evaluated rows do not have, repeat, or are what the model predicts.
 * INVALID_INPUT.
 */
export function checkGroupColumns(
  { request, test }: Pick<RunSource, 'request' | 'test'>,
  columns: readonly string[],
  path: string,
): void {
  const refuse = (message: string, hint: string): AppError =>
    new AppError('INVALID_INPUT', message, { hint, path });
  const known = (test ?? request.version).columns.map(({ name }) => name);
  for (const [i, name] of columns.entries()) {
    if (!known.includes(name)) {
      throw refuse(`There is no column '${name}'.`, `Columns: ${listNames(known)}`);
    }
    if (name === request.target.name) {
      throw refuse(
        `'${name}' is what the model predicts.`,
        'Name a column that tells people or things apart.',
      );
    }
    if (columns.indexOf(name) !== i) throw refuse(`'${name}' is named twice.`, 'Name it once.');
  }
}

export const fairnessHandlers: HandlersOf<'evaluation.fairness'> = {
  'evaluation.fairness': ({ run, ...rest }, context) => {
    const source = runSource(context, run);
    checkGroupColumns(source, rest.columns, 'columns');
    return context.compute(fairnessTask, { ...rest, source }, { stage: 'Comparing groups' });
  },
};
