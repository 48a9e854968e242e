import { describe, expect, it } from 'vitest';
import { AppError, isAppError } from '../../core/base/app-error.ts';
import { createRng } from '../../core/base/rng.ts';
import { noTick } from '../../core/base/tick.ts';
import type { RecipeOptions } from '../../core/contract/training.ts';
import { estimators } from '../../core/models/catalogue.ts';
import type { Estimator } from '../../core/models/estimator.ts';
import { fitPipeline } from '../../core/models/fit-pipeline.ts';
import { predictPipeline } from '../../core/models/predict.ts';
import type { TrainingData } from '../../core/models/training-data.ts';
import { requireNumeric } from '../../core/preprocessing/coded.ts';
import type { Column, NumericColumn } from '../../core/table/table.ts';
import { classesOf, quickParams, taskOf, type TaskKind } from './synthetic.ts';

const kinds = ['two classes', 'regression'] as const;
const cases = [...estimators.values()].flatMap((estimator) =>
  kinds
    .filter((kind) => estimator.tasks.includes(taskOf(kind)))
    .map((kind) => ({ id: estimator.id, kind, estimator })),
);

function number(name: string, values: ArrayLike<number>): NumericColumn {
  return { name, type: 'number', values: Float64Array.from(values) };
}

interface Sizes {
  readonly rows?: number;
  readonly columns?: number;
}

/** Seeded rows whose first column tells the target nearly. */
function makeData(kind: TaskKind, { rows = 60, columns = 4 }: Sizes = {}): TrainingData {
  const rng = createRng(13);
  const made = Array.from({ length: columns }, (_, j) =>
    number(
      `x${j}`,
      Float64Array.from({ length: rows }, () => rng.normal()),
    ),
  );
  const signal = made[0]!.values;
  const noisy = signal.map((value) => value + 0.5 * rng.normal());
  const y = kind === 'regression' ? noisy.map((v) => 5 + v) : noisy.map((v) => (v > 0 ? 1 : 0));
  return {
    task: taskOf(kind),
    target: { name: 'target', type: 'number' },
    classes: ['a', 'b', 'c'].slice(0, classesOf(kind)),
    table: { rows, columns: made },
    y,
    weights: null,
  };
}

function replaceLast(data: TrainingData, column: Column): TrainingData {
  const columns = [...data.table.columns.slice(0, -1), column];
  return { ...data, table: { ...data.table, columns } };
}

interface More {
  readonly memoryBudget?: number;
  readonly recipe?: Partial<RecipeOptions>;
}

function fit(estimator: Estimator, kind: TaskKind, data: TrainingData, more: More = {}) {
  return fitPipeline(data, {
    algorithm: estimator.id,
    params: quickParams(estimator, kind),
    features: data.table.columns.map(({ name }) => name),
    seed: 7,
    modelId: 'model',
    tick: noTick,
    now: () => 0,
    ...more,
  }).pipeline;
}

/** Whether the pipeline learns the rows and gives a finite answer for each. */
function learns(estimator: Estimator, kind: TaskKind, data: TrainingData, more: More = {}) {
  const { values, probabilities } = predictPipeline(fit(estimator, kind, data, more), data.table);
  return [...(probabilities ?? [values!])].every((column) =>
    column.every((value) => Number.isFinite(value)),
  );
}

function failureOf(run: () => unknown): AppError {
  try {
    run();
  } catch (error) {
    if (isAppError(error)) return error;
    throw error;
  }
  throw new Error('It did not fail');
}

describe.each(cases)('$id on $kind', ({ estimator, kind }) => {
  const data = makeData(kind);
  const { rows } = data.table;

  it('takes infinite values as missing', () => {
    const values = [...requireNumeric(data.table, 'x3').values];
    [values[0], values[1], values[2]] = [Infinity, -Infinity, Number.NaN];
    expect(learns(estimator, kind, replaceLast(data, number('odd', values)))).toBe(true);
  });

  it('takes a column without any value', () => {
    const empty = number('empty', new Float64Array(rows).fill(Number.NaN));
    expect(learns(estimator, kind, replaceLast(data, empty))).toBe(true);
  });

  it('takes columns that say the same', () => {
    const again = number('again', requireNumeric(data.table, 'x0').values);
    expect(learns(estimator, kind, replaceLast(data, again))).toBe(true);
  });

  it('takes more columns than rows', () => {
    expect(learns(estimator, kind, makeData(kind, { rows: 20, columns: 40 }))).toBe(true);
  });

  it('takes values of very different size', () => {
    const huge = requireNumeric(data.table, 'x3').values.map((value) => value * 1e12);
    expect(learns(estimator, kind, replaceLast(data, number('huge', huge)))).toBe(true);
  });

  it('refuses with numbers what memory cannot hold', () => {
    const run = () => fit(estimator, kind, data, { memoryBudget: 1000 });
    expect(failureOf(run)).toMatchObject({
      code: 'OUT_OF_MEMORY',
      message: expect.stringMatching(/60 rows × 4 columns .* take about .*B; 1.00 kB may be used/),
      hint: expect.any(String),
    });
  });

  it('refuses a target that does not vary', () => {
    const same = { ...data, y: new Float64Array(rows).fill(1) };
    expect(failureOf(() => fit(estimator, kind, same)).code).toBe('TARGET_INVALID');
  });
});

describe.each(cases.filter(({ kind }) => kind === 'two classes'))(
  '$id on classes',
  ({ estimator, kind }) => {
    it('learns classes that a column separates perfectly', () => {
      const data = makeData(kind);
      const signal = requireNumeric(data.table, 'x0').values;
      const separated = { ...data, y: signal.map((value) => (value > 0 ? 1 : 0)) };
      expect(learns(estimator, kind, separated)).toBe(true);
    });

    it('refuses more than 1,000 classes', () => {
      const data = makeData(kind, { rows: 1001, columns: 2 });
      const many = {
        ...data,
        classes: Array.from({ length: 1001 }, (_, k) => `class ${k}`),
        y: data.y.map((_, row) => row),
      };
      expect(failureOf(() => fit(estimator, kind, many)).code).toBe('TARGET_INVALID');
    });
  },
);

describe('wide rows', () => {
  /** Fits, or is refused before it begins: nothing else. */
  function settle(id: string, data: TrainingData, kind: TaskKind): string {
    try {
      fit(estimators.get(id)!, kind, data, { memoryBudget: 5e8 });
      return 'fitted';
    } catch (error) {
      if (isAppError(error) && error.code === 'OUT_OF_MEMORY') return error.message;
      throw error;
    }
  }

  it.each([
    ['logistic_regression', 'two classes'],
    ['ridge', 'regression'],
    ['dummy', 'regression'],
  ] as const)('of 100,000 columns are learned by %s, or refused with numbers', (id, kind) => {
    const data = makeData(kind, { rows: 30, columns: 100_000 });
    expect(settle(id, data, kind)).toMatch(/^fitted$|30 rows × 100000 columns .* \wB; 500 MB/);
  });

  it('counts what categories become, and names the way out', () => {
    const rows = 2000;
    const dictionary = Array.from({ length: 500 }, (_, k) => `label ${k}`);
    const columns = Array.from({ length: 30 }, (_, j): Column => ({
      name: `c${j}`,
      type: 'category',
      codes: Int32Array.from({ length: rows }, (_, row) => (row * 7 + j) % 500),
      dictionary,
    }));
    const data = { ...makeData('regression', { rows }), table: { rows, columns } };
    const run = (recipe?: Partial<RecipeOptions>) =>
      fit(estimators.get('dummy')!, 'regression', data, {
        memoryBudget: 1e7,
        ...(recipe ? { recipe } : {}),
      });
    const failure = failureOf(run);
    expect(failure.message).toContain('2000 rows × 1530 columns (from 30)');
    expect(failure.hint).toContain("'c0' (51 columns)");
    expect(run({ encoder: 'target' }).encoded.names).toHaveLength(30);
  });
});
