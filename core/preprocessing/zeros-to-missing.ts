import { z } from 'zod';
import { requireNumeric } from './coded.ts';
import { mapNumeric, sameNames } from './replace-columns.ts';
import { defineStep } from './step.ts';

const params = z.strictObject({});
/** What counts as zero, as LightGBM has it (kZeroThreshold). */
const nearZero = 1e-35;

/** Zeros become missing values, as LightGBM's zero_as_missing has it. */
export const zerosToMissing = defineStep<z.infer<typeof params>, null>({
  id: 'zeros_to_missing',
  title: 'Zero means missing',
  summary: 'Makes zeros missing values, where a zero stands for not known',
  tags: ['clean', 'numeric'],
  params,
  fit(table, columns) {
    for (const name of columns) requireNumeric(table, name);
    return { state: null, outputs: sameNames(columns) };
  },
  transform: (table, columns) =>
    mapNumeric(table, columns, (values) =>
      values.map((value) => (Math.abs(value) <= nearZero ? Number.NaN : value)),
    ),
  describe: () => 'Zeros count as missing values',
});
