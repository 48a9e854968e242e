import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applySteps, fitStep, fitTraining } from '../../../core/preprocessing/fit-step.ts';
import { isCoded, type Column, type Table } from '../../../core/table/table.ts';

type Numbers = (number | null)[][];
interface Golden {
  readonly x: Numbers;
  readonly new: Numbers;
  readonly numeric: readonly {
    step: string;
    params: Record<string, unknown>;
    fitted: Numbers;
    scored: Numbers;
    tolerance: number;
  }[];
  readonly missing_indicator: Numbers;
  readonly categories: string[][];
  readonly seen: string[][];
  readonly ordinal: { fitted: Numbers; scored: Numbers };
  readonly target: readonly {
    name: string;
    y: number[];
    classes: string[];
    params: Record<string, unknown>;
    crossed: Numbers | null;
    scored: Numbers;
    tolerance: number;
  }[];
}

const path = join(import.meta.dirname, 'steps.json');
const golden = JSON.parse(readFileSync(path, 'utf8')) as Golden;

function numbers(values: Numbers): Table {
  const columns = values.map((column, j): Column => ({
    name: `x${j}`,
    type: 'number',
    values: Float64Array.from(column, (value) => value ?? Number.NaN),
  }));
  return { rows: values[0]!.length, columns };
}

function categories(values: string[][]): Table {
  const columns = values.map((labels, j): Column => {
    const dictionary = [...new Set(labels)];
    const codes = Int32Array.from(labels, (label) => dictionary.indexOf(label));
    return { name: `c${j}`, type: 'category', codes, dictionary };
  });
  return { rows: values[0]!.length, columns };
}

const namesOf = (table: Table) => table.columns.map(({ name }) => name);

/** Largest relative error; infinite where one side lacks a value. */
function worstError(table: Table, expected: Numbers): number {
  if (table.columns.length !== expected.length) return Infinity;
  const errors = table.columns.flatMap((column, j) =>
    expected[j]!.map((wanted, row) => {
      const got = isCoded(column) ? Number.NaN : column.values[row]!;
      if (wanted === null) return Number.isNaN(got) ? 0 : Infinity;
      const error = Math.abs(got - wanted) / Math.max(1, Math.abs(wanted));
      return Number.isNaN(error) ? Infinity : error;
    }),
  );
  return Math.max(...errors);
}

describe('numeric steps agree with scikit-learn', () => {
  it.each(golden.numeric)('$step $params', ({ step, params, fitted, scored, tolerance }) => {
    const table = numbers(golden.x);
    const learned = fitStep(table, { step, columns: namesOf(table), params });
    expect(worstError(applySteps(table, [learned]), fitted)).toBeLessThan(tolerance);
    expect(worstError(applySteps(numbers(golden.new), [learned]), scored)).toBeLessThan(tolerance);
  });

  it('missing_indicator', () => {
    const table = numbers(golden.x);
    const learned = fitStep(table, { step: 'missing_indicator', columns: namesOf(table) });
    const flagged = applySteps(numbers(golden.new), [learned]);
    const columns = flagged.columns.filter(({ name }) => name.endsWith('is missing'));
    expect(worstError({ rows: flagged.rows, columns }, golden.missing_indicator)).toBe(0);
  });
});

describe('encoders agree with scikit-learn', () => {
  const table = categories(golden.categories);

  it('ordinal_encoder', () => {
    const learned = fitStep(table, { step: 'ordinal_encoder', columns: namesOf(table) });
    expect(worstError(applySteps(table, [learned]), golden.ordinal.fitted)).toBe(0);
    const scored = applySteps(categories(golden.seen), [learned]);
    expect(worstError(scored, golden.ordinal.scored)).toBe(0);
  });

  it.each(golden.target)('target_encoder, $name', ({ y, classes, params, crossed, ...rest }) => {
    const { scored, tolerance } = rest;
    const task = classes.length === 0 ? 'regression' : 'classification';
    const target = { task, classes, y: Float64Array.from(y), seed: 1 } as const;
    const planned = { step: 'target_encoder', columns: namesOf(table), params };
    const made = fitTraining(table, planned, target);
    if (crossed) expect(worstError(made.table, crossed)).toBeLessThan(tolerance);
    const again = applySteps(categories(golden.seen), [made.fitted]);
    expect(worstError(again, scored)).toBeLessThan(tolerance);
  });
});
