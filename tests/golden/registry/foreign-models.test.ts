import { describe, expect, it } from 'vitest';
import { noTick } from '../../../core/base/tick.ts';
import { explainPipeline } from '../../../core/explainability/explain-pipeline.ts';
import type { FittedPipeline } from '../../../core/models/pipeline.ts';
import { predictPipeline } from '../../../core/models/predict.ts';
import { fittedPipelineSchema } from '../../../core/registry/fitted-pipeline-schema.ts';
import { buildPipeline } from '../../../core/registry/import/build-pipeline.ts';
import { matchColumns } from '../../../core/registry/import/match-columns.ts';
import { parseForeign } from '../../../core/registry/import/read-foreign.ts';
import type { Table } from '../../../core/table/table.ts';
import {
  foreignBytes,
  type ForeignCase,
  foreignCases,
  foreignTable,
  tolerance,
} from '../../support/foreign-cases.ts';

function importCase(one: ForeignCase): { pipeline: FittedPipeline; table: Table } {
  const model = parseForeign(foreignBytes(one), 'auto', '');
  const table = foreignTable(one);
  const matched = matchColumns(model, table.columns, one.target);
  const classes = one.classes ?? undefined;
  const { pipeline } = buildPipeline(
    model,
    { matched, table },
    { modelId: 'mdl_golden', classes, tick: noTick },
  );
  return { pipeline, table };
}

function worst(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < expected.length; i++) {
    const error = Math.abs(actual[i]! - expected[i]!) / Math.max(1, Math.abs(expected[i]!));
    most = Number.isNaN(error) ? Infinity : Math.max(most, error);
  }
  return most;
}

/** onnxruntime and XGBoost sum in single precision: the error of a small number is that of the largest. */
function shrink(
  one: ForeignCase,
  numbers: readonly number[],
): (values: ArrayLike<number>) => Float64Array {
  const exact = one.name.startsWith('lightgbm');
  const size = exact ? 1 : Math.max(1, ...numbers.map(Math.abs));
  return (values) => Float64Array.from(values, (v) => v / size);
}

describe.each(foreignCases)('$name', (one) => {
  it('predicts what its own library predicts', () => {
    const { pipeline, table } = importCase(one);
    expect(pipeline.task).toBe(one.task);
    expect(fittedPipelineSchema.safeParse(pipeline).error).toBeUndefined();
    const { values, probabilities } = predictPipeline(pipeline, table);
    if (one.task === 'regression') {
      const numbers = one.predictions as number[];
      const scaled = shrink(one, numbers);
      expect(worst(scaled(values!), scaled(numbers))).toBeLessThanOrEqual(tolerance);
      return;
    }
    const expected = one.predictions as number[][];
    expect(probabilities).toHaveLength(expected[0]!.length);
    for (const [k, own] of probabilities!.entries()) {
      expect(
        worst(
          own,
          expected.map((row) => row[k]!),
        ),
      ).toBeLessThanOrEqual(tolerance);
    }
  });
});

describe.each(foreignCases.filter(({ shap }) => shap !== null))('$name', (one) => {
  it('has the SHAP values of its own library', () => {
    const { pipeline, table } = importCase(one);
    const explained = explainPipeline(pipeline, table);
    const rows = one.shap!;
    const scaled = shrink(one, rows.flat());
    for (const [j, own] of explained.values.entries()) {
      const expected = rows.map((row) => row[j]!);
      expect(worst(scaled(own), scaled(expected))).toBeLessThanOrEqual(tolerance);
    }
    expect(explained.values).toHaveLength(rows[0]!.length - 1);
    const base = rows.map((row) => row.at(-1)!);
    expect(
      worst(
        base.map(() => explained.baseValue),
        base,
      ),
    ).toBeLessThanOrEqual(tolerance);
    expect(explained.maxAdditivityError).toBeLessThanOrEqual(tolerance);
  });
});
