import { z } from 'zod';

/** Parameters that many rules share, spelled as Great Expectations spells them. */

export const columnName = z.string().min(1).meta({ title: 'Column', assayColumn: true });

export const columnList = z
  .array(z.string().min(1))
  .min(1)
  .max(1000)
  .meta({ title: 'Columns', assayColumn: true });

export const cellValue = z.union([z.number(), z.string(), z.boolean()]);
export type CellValue = z.infer<typeof cellValue>;

/** A number, or a date in ISO form, or a text for columns of texts. */
const bound = z.union([z.number(), z.string()]).nullish();
export type Bound = number | string | null | undefined;

export const valueSet = z.array(cellValue.nullable()).max(100_000).meta({ title: 'Values' });

export const limits = {
  min_value: bound.meta({ title: 'At least' }),
  max_value: bound.meta({ title: 'At most' }),
  strict_min: z.boolean().nullish().meta({ title: 'Strictly above' }),
  strict_max: z.boolean().nullish().meta({ title: 'Strictly below' }),
};

/** Limits of a number, such as a mean or a count. */
export const numberLimits = {
  min_value: z.number().nullish().meta({ title: 'At least' }),
  max_value: z.number().nullish().meta({ title: 'At most' }),
  strict_min: z.boolean().nullish().meta({ title: 'Strictly above' }),
  strict_max: z.boolean().nullish().meta({ title: 'Strictly below' }),
};

export interface Limits {
  readonly min_value?: Bound;
  readonly max_value?: Bound;
  readonly strict_min?: boolean | null | undefined;
  readonly strict_max?: boolean | null | undefined;
}

/** One bound at least, and in the right order; the rule's form says it with the same words. */
export function checkLimits(value: Limits): string | null {
  const { min_value: low, max_value: high } = value;
  if (isAbsent(low) && isAbsent(high)) return 'min_value and max_value cannot both be missing';
  if (!isAbsent(low) && !isAbsent(high) && typeof low === typeof high && low > high) {
    return 'min_value cannot be greater than max_value';
  }
  return null;
}

export function isAbsent(value: Bound): value is null | undefined {
  return value === null || value === undefined;
}

/** "between 0 and 120", "at least 0", "below 5". */
export function limitsText(limits: Limits): string {
  const { min_value: low, max_value: high } = limits;
  const above = limits.strict_min ? 'above' : 'at least';
  const below = limits.strict_max ? 'below' : 'at most';
  if (isAbsent(low) && isAbsent(high)) return 'anything';
  if (isAbsent(high)) return `${above} ${low}`;
  if (isAbsent(low)) return `${below} ${high}`;
  if (!limits.strict_min && !limits.strict_max) return `between ${low} and ${high}`;
  return `${above} ${low} and ${below} ${high}`;
}

const shown = 8;

/** The first values of a list, for a sentence. */
export function listText(values: readonly unknown[]): string {
  const texts = values.slice(0, shown).map((value) => JSON.stringify(value));
  return values.length > shown ? `${texts.join(', ')} … (${values.length})` : texts.join(', ');
}

/** Do these limits hold for a number? As Great Expectations: a value that does not exist fails. */
export function isWithin(value: number | string | null, limits: Limits): boolean {
  if (value === null || Number.isNaN(value)) return false;
  const { min_value: low, max_value: high } = limits;
  if (!isAbsent(low) && !(limits.strict_min ? value > low : value >= low)) return false;
  return isAbsent(high) || (limits.strict_max ? value < high : value <= high);
}
