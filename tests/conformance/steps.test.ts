import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppError } from '../../core/base/app-error.ts';
import { decodeBundle, encodeBundle } from '../../core/base/array-bundle.ts';
import { steps } from '../../core/preprocessing/catalogue.ts';
import { applySteps, describeStep, fitStep } from '../../core/preprocessing/fit-step.ts';
import type { FittedStep, Step, StepTarget } from '../../core/preprocessing/step.ts';
import { isCoded, takeTableRows, type Column, type Table } from '../../core/table/table.ts';
import { makeMixedTable } from './synthetic.ts';

/** Columns a step is meant for, told by its tags. */
function fitting(step: Step, column: Column): boolean {
  if (step.tags.includes('datetime')) return column.type === 'datetime';
  const numeric = step.tags.includes('numeric') && !isCoded(column);
  return numeric || (step.tags.includes('categorical') && isCoded(column));
}

function columnsFor(step: Step, table: Table): string[] {
  return table.columns.filter((column) => fitting(step, column)).map(({ name }) => name);
}

const rowsOf = (from: number, to: number) =>
  Int32Array.from({ length: to - from }, (_, i) => from + i);

describe.each([...steps.values()].map((step) => ({ id: step.id, step })))('$id', ({ id, step }) => {
  const table = makeMixedTable(60);
  const train = takeTableRows(table, rowsOf(0, 40));
  const columns = columnsFor(step, table);
  const targetOf = ({ rows }: Table): StepTarget => ({
    task: 'classification',
    classes: ['a', 'b', 'c'],
    y: Float64Array.from({ length: rows }, (_, row) => row % 3),
    seed: 7,
  });
  const fit = (rows = train): FittedStep => fitStep(rows, { step: id, columns }, targetOf(rows));

  it('has columns to work on in this suite', () => expect(columns.length).toBeGreaterThan(0));

  it('describes its parameters, each with a default', () => {
    const { properties = {} } = z.toJSONSchema(step.params, { io: 'input' });
    for (const property of Object.values(properties)) {
      expect(property).toMatchObject({
        title: expect.any(String),
        description: expect.any(String),
      });
      expect(property).toHaveProperty('default');
    }
  });

  it('refuses unknown parameters with their path', () => {
    const bad = () =>
      fitStep(train, { step: id, columns, params: { nonsense: 1 } }, targetOf(train));
    expect(bad).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT', path: 'params.nonsense' }),
    );
  });

  it('leaves its input as it was', () => {
    const fitted = fit();
    applySteps(table, [fitted]);
    expect(table).toEqual(makeMixedTable(60));
    expect(train).toEqual(takeTableRows(table, rowsOf(0, 40)));
  });

  it('writes the columns it says, in that order, and passes the others through', () => {
    const fitted = fit();
    const out = applySteps(table, [fitted]);
    const expected = table.columns.flatMap(({ name }) => fitted.outputs[name] ?? [name]);
    expect(out.columns.map(({ name }) => name)).toEqual(expected);
    for (const column of table.columns) {
      if (!columns.includes(column.name)) expect(out.columns).toContain(column);
    }
  });

  it('learns from the rows it was fitted on and no others', () => {
    const fitted = fit();
    expect(fitted.fittedOn.rows).toBe(40);
    const alone = applySteps(takeTableRows(table, rowsOf(50, 51)), [fitted]);
    const among = applySteps(table, [fitted]);
    expect(alone).toEqual(takeTableRows(among, rowsOf(50, 51)));
  });

  it('survives a bundle', () => {
    const fitted = fit();
    const again = decodeBundle(encodeBundle(fitted)) as FittedStep;
    expect(applySteps(table, [again])).toEqual(applySteps(table, [fitted]));
    expect(describeStep(again)).toBe(describeStep(fitted));
  });

  it('takes one row, no rows, and columns without any value', () => {
    for (const rows of [rowsOf(3, 4), Int32Array.of()]) {
      const few = takeTableRows(table, rows);
      expect(applySteps(table, [fit(few)]).rows).toBe(60);
      expect(applySteps(few, [fit()]).rows).toBe(rows.length);
    }
    const empty: Table = {
      rows: 60,
      columns: table.columns.map((column) =>
        isCoded(column)
          ? { ...column, codes: column.codes.map(() => -1) }
          : { ...column, values: column.values.map(() => Number.NaN) },
      ),
    };
    expect(applySteps(empty, [fit(empty)]).rows).toBe(60);
    expect(applySteps(empty, [fit()]).rows).toBe(60);
  });

  it('takes categories it has not seen', () => {
    const renamed: Table = {
      rows: 60,
      columns: table.columns.map((column) =>
        isCoded(column) ? { ...column, dictionary: ['x', 'y', 'z'] } : column,
      ),
    };
    expect(applySteps(renamed, [fit()]).rows).toBe(60);
  });

  it('names a column that is absent', () => {
    const bad = () => fitStep(train, { step: id, columns: ['absent'] }, targetOf(train));
    expect(bad).toThrow(AppError);
    expect(bad).toThrow(/'absent'/);
  });
});
