import { z } from 'zod';
import { AppError } from '../base/app-error.ts';
import type { Matrix } from '../table/matrix.ts';

const direction = z.union([z.literal(-1), z.literal(0), z.literal(1)]);
const parameterPath = 'params.monotonic_cst';

/** The parameter `monotonic_cst` of models made of trees, as scikit-learn has it. */
export const monotonicParam = z
  .union([z.array(direction), z.record(z.string(), direction)])
  .nullable()
  .default(null)
  .meta({
    title: 'Monotone constraints',
    description:
      '1 where the prediction may only rise with a feature, −1 only fall: by name, or one number a feature',
  });

/** The column of a feature; INVALID_INPUT names those there are. */
export function featurePlace(name: string, { names }: Matrix, path: string): number {
  const place = names.indexOf(name);
  if (place >= 0) return place;
  throw new AppError('INVALID_INPUT', `The model has no feature '${name}'.`, {
    hint: `Features: ${names.slice(0, 20).join(', ')}`,
    path,
  });
}

/**
 * −1, 0 or 1 a feature, from a list or from names; null without constraints. INVALID_INPUT for other
 * features than the matrix has, UNSUPPORTED for more than two classes.
 */
export function readMonotonic(
  asked: z.infer<typeof monotonicParam>,
  x: Matrix,
  classes: number,
): Int8Array | null {
  if (asked === null || Object.values(asked).every((one) => one === 0)) return null;
  if (classes > 2) {
    throw new AppError('UNSUPPORTED', `Monotone constraints do not fit ${classes} classes.`, {
      hint: 'Leave them out, or choose a target with two classes or numbers.',
      path: parameterPath,
    });
  }
  if (Array.isArray(asked)) {
    if (asked.length === x.names.length) return Int8Array.from(asked);
    throw new AppError(
      'INVALID_INPUT',
      `There are ${asked.length} monotone constraints for ${x.names.length} features.`,
      { hint: 'Give one number a feature, or name the features.', path: parameterPath },
    );
  }
  const directions = new Int8Array(x.names.length);
  for (const [name, one] of Object.entries(asked)) {
    directions[featurePlace(name, x, `${parameterPath}.${name}`)] = one;
  }
  return directions;
}
