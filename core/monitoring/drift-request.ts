import { AppError } from '../base/app-error.ts';
import { unionOfNames } from './drift.ts';

/** What the comparison of two versions is asked to look at. */
export interface ColumnRequest {
  readonly reference: readonly { readonly name: string }[];
  readonly current: readonly { readonly name: string }[];
  /** Named by the caller; undefined takes all, or the features of the model. */
  readonly columns: readonly string[] | undefined;
  readonly model: { readonly features: readonly string[]; readonly target: string } | null;
}

/**
 * The columns to test, in the order of the reference: the named ones, else the features of the model,
 * else all. The target of a model is reported by itself. Throws NOT_FOUND for a name neither version
 * has.
 */
export function requestedColumns(request: ColumnRequest): {
  readonly tested: readonly string[];
  readonly left: readonly string[];
} {
  const { columns, model } = request;
  const present = unionOfNames(request.reference, request.current);
  if (columns !== undefined && columns.length > 0) {
    const unknown = columns.filter((name) => !present.includes(name));
    if (unknown.length > 0) {
      throw new AppError('NOT_FOUND', `Neither version has a column ${unknown.join(', ')}`, {
        path: 'columns',
        hint: `They have ${present.slice(0, 20).join(', ')}`,
      });
    }
    return { tested: [...new Set(columns)], left: [] };
  }
  if (!model) return { tested: present, left: [] };
  const features = new Set(model.features);
  // a feature that neither version has is still asked for, so that the report tells of it
  return {
    tested: unionOfNames(
      present.filter((name) => features.has(name)).map((name) => ({ name })),
      model.features.map((name) => ({ name })),
    ),
    left: present.filter((name) => !features.has(name) && name !== model.target),
  };
}
