import { AppError } from '../../base/app-error.ts';
import type { Warning } from '../../contract/common.ts';
import { readTarget } from '../../models/target.ts';
import type { Column } from '../../table/table.ts';
import type { ForeignShape } from './foreign-model.ts';

interface Classes {
  readonly classes: readonly string[];
  readonly warnings: readonly Warning[];
}

function wrongCount(message: string): AppError {
  return new AppError('INVALID_INPUT', message, {
    hint: 'Name the classes in the order of the model',
    path: 'classes',
  });
}

/** Labels such as 0 and 1 stand for the labels of the target in their order. */
const areNumbers = (labels: readonly string[]): boolean =>
  labels.every((label, k) => label === String(k));

/**
 * Labels of the classes: as asked, of the file, or of the target column sorted, as encoders of labels
 * have it. INVALID_INPUT where their number is not that of the model.
 */
export function resolveClasses(
  { classCount, classes: told }: ForeignShape,
  column: Column | null,
  asked: readonly string[] | undefined,
): Classes {
  if (classCount === 0) return { classes: [], warnings: [] };
  if (asked) {
    if (asked.length === classCount && new Set(asked).size === classCount) {
      return { classes: asked, warnings: [] };
    }
    throw wrongCount(`The model has ${classCount} classes, but ${asked.length} were named.`);
  }
  const seen = column ? readTarget(column, 'classification').classes : null;
  if (told && (!seen || seen.every((label) => told.includes(label)))) {
    return { classes: told, warnings: [] };
  }
  if (told && seen && !areNumbers(told)) {
    throw wrongCount(
      `The classes of the model are ${told.join(', ')}; the target '${column!.name}' holds ${seen.slice(0, 10).join(', ')}.`,
    );
  }
  if (!seen) {
    const classes = Array.from({ length: classCount }, (_, k) => String(k));
    const message = 'The file has no names of classes; they are numbered from 0.';
    return { classes, warnings: [{ kind: 'import', message }] };
  }
  if (seen.length !== classCount) {
    throw wrongCount(
      `The model has ${classCount} classes, but the target '${column!.name}' has ${seen.length} values.`,
    );
  }
  const message = `The file has no names of classes; those of the target are taken in their order: ${seen.join(', ')}.`;
  return { classes: seen, warnings: [{ kind: 'import', column: column!.name, message }] };
}
