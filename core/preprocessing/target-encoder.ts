import { z } from 'zod';
import { AppError } from '../base/app-error.ts';
import type { CodedColumn, Column, Table } from '../table/table.ts';
import { asCoded, requireColumn } from './coded.ts';
import { occurringCategories, slotsOf } from './learned-categories.ts';
import { createNamer, replaceColumns } from './replace-columns.ts';
import { defineStep, type StepTarget } from './step.ts';
import { targetFolds } from './target-folds.ts';

const params = z.strictObject({
  smooth: z
    .union([z.literal('auto'), z.number().min(0)])
    .default('auto')
    .meta({
      title: 'Smoothing',
      description:
        'Rows that the overall mean counts for; auto: by the variances (empirical Bayes)',
    }),
  cv: z.int().min(2).max(20).default(5).meta({
    title: 'Folds',
    description: 'A training row is encoded by what the other folds say',
  }),
  shuffle: z
    .boolean()
    .default(true)
    .meta({ title: 'Shuffle', description: 'Draw the folds at random' }),
});
type Params = z.infer<typeof params>;

interface Learned {
  readonly categories: readonly string[];
  /** The training rows lacked values, which are then a category of their own, the last. */
  readonly missing: boolean;
  readonly names: readonly string[];
  /** [target][category], then what stands for the unseen: the overall mean. */
  readonly encodings: readonly Float64Array[];
}
interface State {
  readonly columns: readonly Learned[];
}

interface LearnedRows {
  readonly learned: Learned;
  /** Category of each training row. */
  readonly slots: Int32Array;
}

/** What is averaged: the number, 1 for the second of two classes, or 1 for each class in turn. */
function targetsOf({ task, classes, y }: StepTarget): Float64Array[] {
  if (task === 'regression' || classes.length === 2) return [y];
  return classes.map((_, k) => y.map((value) => (value === k ? 1 : 0)));
}

interface Rows {
  readonly slots: Int32Array;
  readonly categories: number;
  /** 1 for the rows to learn from. */
  readonly used: (row: number) => boolean;
}

/** Smoothed mean of the target by category, and the overall mean at the end (Micci-Barreca 2001). */
function encode(y: Float64Array, { slots, categories, used }: Rows, smooth: Params['smooth']) {
  const counts = new Float64Array(categories);
  const sums = new Float64Array(categories);
  let total = 0;
  let rows = 0;
  for (let i = 0; i < y.length; i++) {
    if (!used(i)) continue;
    rows++;
    total += y[i]!;
    counts[slots[i]!]!++;
    sums[slots[i]!]! += y[i]!;
  }
  const mean = rows > 0 ? total / rows : 0;
  const encodings = new Float64Array(categories + 1).fill(mean);
  if (smooth !== 'auto') {
    for (let c = 0; c < categories; c++) {
      if (counts[c]! + smooth > 0)
        encodings[c] = (sums[c]! + smooth * mean) / (counts[c]! + smooth);
    }
    return encodings;
  }
  const spreads = new Float64Array(categories);
  let variance = 0;
  for (let i = 0; i < y.length; i++) {
    if (!used(i)) continue;
    const slot = slots[i]!;
    spreads[slot]! += (y[i]! - sums[slot]! / counts[slot]!) ** 2;
    variance += (y[i]! - mean) ** 2;
  }
  variance /= Math.max(1, rows);
  for (let c = 0; c < categories; c++) {
    const trust = (variance * counts[c]!) / (variance * counts[c]! + spreads[c]! / counts[c]!);
    if (counts[c]! > 0 && !Number.isNaN(trust)) {
      encodings[c] = (trust * sums[c]!) / counts[c]! + (1 - trust) * mean;
    }
  }
  return encodings;
}

function learn(
  column: CodedColumn,
  target: StepTarget,
  { params: { smooth }, namer }: { params: Params; namer: (wanted: string) => string },
): LearnedRows {
  const categories = occurringCategories(column);
  const missing = column.codes.includes(-1);
  const slotOf = new Map(categories.map((label, slot) => [label, slot]));
  const slots = slotsOf(column, slotOf, { missing: categories.length, unseen: -1 });
  const targets = targetsOf(target);
  const count = categories.length + (missing ? 1 : 0);
  const rows = { slots, categories: count, used: () => true };
  const encodings = targets.map((y) => encode(y, rows, smooth));
  const names =
    targets.length === 1
      ? [column.name]
      : target.classes.map((label) => namer(`${column.name} → ${label}`));
  return { learned: { categories, missing, names, encodings }, slots };
}

/** The training rows, each encoded by what the rows of the other folds say of its category. */
function crossEncode(
  { learned, slots }: LearnedRows,
  target: StepTarget,
  { foldOf, smooth }: { foldOf: Int32Array; smooth: Params['smooth'] },
): Column[] {
  const { names, categories, missing } = learned;
  const count = categories.length + (missing ? 1 : 0);
  const folds = new Set(foldOf);
  return targetsOf(target).map((y, t) => {
    const values = new Float64Array(y.length);
    for (const fold of folds) {
      const used = (row: number) => foldOf[row] !== fold;
      const encodings = encode(y, { slots, categories: count, used }, smooth);
      for (let i = 0; i < y.length; i++) if (!used(i)) values[i] = encodings[slots[i]!]!;
    }
    return { name: names[t]!, type: 'number', values };
  });
}

function encodeRows(column: CodedColumn, learned: Learned): Column[] {
  const { categories, missing, names, encodings } = learned;
  const slotOf = new Map(categories.map((label, slot) => [label, slot]));
  const unseen = categories.length + (missing ? 1 : 0);
  const slots = slotsOf(column, slotOf, { missing: categories.length, unseen });
  return encodings.map((encoding, t) => ({
    name: names[t]!,
    type: 'number',
    values: Float64Array.from(slots, (slot) => encoding[slot]!),
  }));
}

function requireTarget(target: StepTarget | undefined): StepTarget {
  if (target) return target;
  throw new AppError('INVALID_INPUT', 'The target encoder learns from a target; there is none.', {
    hint: 'Choose another encoder where nothing is predicted.',
  });
}

/**
 * Each category becomes the smoothed mean of the target among its training rows, as scikit-learn's
 * TargetEncoder: one column, or one a class for more than two. Training rows are cross-fitted, so that
 * none is encoded by its own target.
 */
export const targetEncoder = defineStep<Params, State>({
  id: 'target_encoder',
  title: 'Mean of the target',
  summary: 'Replaces each category by the mean of the target among its training rows, smoothed',
  tags: ['encode', 'categorical', 'target'],
  params,
  fit(table, columns, chosen, given) {
    const target = requireTarget(given);
    const namer = createNamer(table);
    const made = columns.map((name) =>
      learn(asCoded(requireColumn(table, name)), target, { params: chosen, namer }),
    );
    const foldOf = targetFolds(target, { folds: chosen.cv, shuffle: chosen.shuffle });
    const { smooth } = chosen;
    const crossed = columns.map((name, i): [string, Column[]] => [
      name,
      crossEncode(made[i]!, target, { foldOf, smooth }),
    ]);
    const training: Table = replaceColumns(table, new Map(crossed));
    const state = { columns: made.map(({ learned }) => learned) };
    const outputs = columns.map((name, i): [string, readonly string[]] => [
      name,
      made[i]!.learned.names,
    ]);
    return { state, outputs: Object.fromEntries(outputs), training };
  },
  transform(table, columns, { state }) {
    const replacements = columns.map((name, i): [string, Column[]] => [
      name,
      encodeRows(asCoded(requireColumn(table, name)), state.columns[i]!),
    ]);
    return replaceColumns(table, new Map(replacements));
  },
  describe: ({ state }) =>
    `The categories of ${state.columns.length} columns become the mean of the target among them`,
});
