import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppError } from '../../core/base/app-error.ts';
import { decodeBundle, encodeBundle } from '../../core/base/array-bundle.ts';
import { parseParams } from '../../core/base/parse-params.ts';
import { noTick } from '../../core/base/tick.ts';
import { alignTable } from '../../core/models/align-table.ts';
import { estimators } from '../../core/models/catalogue.ts';
import type { Estimator } from '../../core/models/estimator.ts';
import type { FittedState } from '../../core/models/states/state-kinds.ts';
import { fitPipeline } from '../../core/models/fit-pipeline.ts';
import { classProbabilities, linkOf } from '../../core/models/links.ts';
import { computeMargins } from '../../core/models/margins.ts';
import type { FittedPipeline } from '../../core/models/pipeline.ts';
import { predictPipeline } from '../../core/models/predict.ts';
import type { Matrix } from '../../core/table/matrix.ts';
import { takeMatrixRows } from '../../core/table/matrix.ts';
import type { CodedColumn, Table } from '../../core/table/table.ts';
import {
  fitOptions,
  makeMixedData,
  makeSample,
  quickParams,
  sampleFor,
  taskKinds,
  taskOf,
  type Sample,
  type TaskKind,
} from './synthetic.ts';

/** Every estimator with every kind of target it learns. */
const cases = [...estimators.values()].flatMap((estimator) =>
  taskKinds
    .filter((kind) => estimator.tasks.includes(taskOf(kind)))
    .map((kind) => ({ id: estimator.id, kind, estimator })),
);

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
  return 'no failure';
}

function isFiniteOn(x: Matrix, state: FittedState): boolean {
  return computeMargins(state, x).every((margin) =>
    margin.every((value) => Number.isFinite(value)),
  );
}

function withColumn({ x, y }: Sample, values: Float64Array): Sample {
  const names = [...x.names.slice(0, -1), 'special'];
  return { x: { ...x, names, columns: [...x.columns.slice(0, -1), values] }, y };
}

function repeatRows({ x, y }: Sample, weights: Float64Array): Sample {
  const rows = Int32Array.from([...weights].flatMap((w, row) => Array<number>(w).fill(row)));
  return { x: takeMatrixRows(x, rows), y: Float64Array.from(rows, (row) => y[row]!) };
}

function fitMixed(estimator: Estimator, kind: TaskKind): FittedPipeline {
  const data = makeMixedData(kind);
  return fitPipeline(data, {
    algorithm: estimator.id,
    params: quickParams(estimator, kind),
    features: data.table.columns.map(({ name }) => name),
    seed: 7,
    modelId: 'model',
    tick: noTick,
    now: () => 0,
  }).pipeline;
}

describe.each([...estimators.values()].map((estimator) => ({ id: estimator.id, estimator })))(
  '$id parameters',
  ({ id, estimator }) => {
    it('have a title, a description and a default each', () => {
      const schema = z.toJSONSchema(estimator.params, { io: 'input' });
      for (const property of Object.values(schema.properties ?? {})) {
        expect(property).toMatchObject({
          title: expect.any(String),
          description: expect.any(String),
        });
        expect(property).toHaveProperty('default');
      }
    });

    it('are refused when unknown, with their path and the known ones', () => {
      const known = Object.keys(z.toJSONSchema(estimator.params, { io: 'input' }).properties ?? {});
      const parse = () => parseParams(estimator.params, { nonsense: 1 }, { id, path: 'params' });
      expect(parse).toThrow(AppError);
      try {
        parse();
      } catch (error) {
        expect(error).toMatchObject({ code: 'INVALID_INPUT', path: 'params.nonsense' });
        for (const name of known) expect((error as AppError).hint).toContain(name);
      }
    });

    it('are refused when of a wrong kind, with their path', () => {
      const { properties = {} } = z.toJSONSchema(estimator.params, { io: 'input' });
      for (const name of Object.keys(properties)) {
        const parse = () =>
          parseParams(estimator.params, { [name]: { wrong: true } }, { id, path: 'params' });
        expect(parse).toThrow(expect.objectContaining({ path: `params.${name}` }));
      }
    });
  },
);

describe.each(cases)('$id on $kind', ({ estimator, kind }) => {
  const sample = sampleFor(estimator, kind);
  const fit = (data = sample, more = {}) =>
    estimator.fit(data.x, data.y, fitOptions(estimator, kind, more));

  it('learns with its defaults and predicts every row', () => {
    const state = fit();
    expect(computeMargins(state, sample.x)).toHaveLength(kind === 'three classes' ? 3 : 1);
    expect(isFiniteOn(sample.x, state)).toBe(true);
  });

  it('gives probabilities that add up to 1', () => {
    if (kind === 'regression') return;
    const state = fit();
    const probabilities = classProbabilities(
      computeMargins(state, sample.x),
      linkOf(state, 'classification'),
    );
    for (let row = 0; row < sample.x.rows; row++) {
      const own = probabilities.map((p) => p[row]!);
      expect(own.every((p) => p >= -1e-12 && p <= 1 + 1e-12)).toBe(true);
      expect(own.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9);
    }
  });

  it('leaves its inputs as they were', () => {
    const own = sampleFor(estimator, kind);
    const weights = new Float64Array(own.y.length).fill(2);
    fit(own, { weights });
    expect(own).toEqual(sampleFor(estimator, kind));
    expect(weights.every((weight) => weight === 2)).toBe(true);
  });

  it('gives bit-identical models for one seed', () => {
    const first = encodeBundle(fit());
    const second = encodeBundle(fit());
    expect(second.json).toBe(first.json);
    expect(second.binary).toEqual(first.binary);
  });

  it('predicts the same after a round trip through a bundle', () => {
    const state = fit();
    const again = decodeBundle(encodeBundle(state)) as FittedState;
    expect(computeMargins(again, sample.x)).toEqual(computeMargins(state, sample.x));
  });

  it('takes a constant column', () => {
    const data = withColumn(sample, new Float64Array(sample.y.length).fill(3));
    expect(isFiniteOn(data.x, fit(data))).toBe(true);
  });

  it('takes more columns than rows', () => {
    const wide = sampleFor(estimator, kind, { rows: 30, columns: 60 });
    expect(isFiniteOn(wide.x, fit(wide))).toBe(true);
  });

  it('refuses one row and no rows', () => {
    for (const rows of [Int32Array.of(0), Int32Array.of()]) {
      const x = takeMatrixRows(sample.x, rows);
      const y = Float64Array.from(rows, (row) => sample.y[row]!);
      expect(codeOf(() => fit({ x, y }))).toBe('NOT_ENOUGH_DATA');
    }
  });

  it('refuses a target that does not vary', () => {
    const y = new Float64Array(sample.y.length).fill(1);
    expect(codeOf(() => fit({ x: sample.x, y }))).toBe('TARGET_INVALID');
  });

  it('takes missing values, or refuses them where it says so', () => {
    const values = sample.x.columns.at(-1)!.map((value, i) => (i % 7 === 0 ? Number.NaN : value));
    const data = withColumn(sample, values);
    const empty = withColumn(sample, values.fill(Number.NaN));
    if (estimator.tags.includes('handles_missing')) {
      expect(isFiniteOn(data.x, fit(data))).toBe(true);
      expect(isFiniteOn(empty.x, fit(empty))).toBe(true);
    } else if (estimator.id !== 'dummy') {
      expect(codeOf(() => fit(data))).toBe('INVALID_INPUT');
    }
  });

  it('refuses negative values where it says so', () => {
    const values = sample.x.columns.at(-1)!.map((value, i) => (i === 5 ? -1 : value));
    const code = () => codeOf(() => fit(withColumn(sample, values)));
    expect(code()).toBe(estimator.tags.includes('non_negative') ? 'INVALID_INPUT' : 'no failure');
  });

  it('counts a row of weight w as w rows where it is linear, and weight 1 as none', () => {
    const weights = Float64Array.from(sample.y, (_, i) => i % 3);
    const ones = new Float64Array(sample.y.length).fill(1);
    const pairs = [{ a: fit(sample, { weights: ones }), b: fit() }];
    // A row that counts twice makes one step twice as long, which is not two steps.
    if (estimator.tags.includes('linear') && estimator.id !== 'sgd') {
      pairs.push({ a: fit(sample, { weights }), b: fit(repeatRows(sample, weights)) });
    }
    for (const { a, b } of pairs) {
      const expected = computeMargins(b, sample.x);
      computeMargins(a, sample.x).forEach((margin, k) => {
        margin.forEach((value, row) => expect(value).toBeCloseTo(expected[k]![row]!, 6));
      });
    }
  });

  it('refuses weights that are negative, missing or all zero', () => {
    for (const bad of [-1, Number.NaN]) {
      const weights = new Float64Array(sample.y.length).fill(1);
      weights[3] = bad;
      expect(codeOf(() => fit(sample, { weights }))).toBe('INVALID_INPUT');
    }
    const weights = new Float64Array(sample.y.length);
    expect(codeOf(() => fit(sample, { weights }))).toMatch(/INVALID_INPUT|TARGET_INVALID/);
  });

  it('stops when its tick says so', () => {
    let calls = 0;
    const tick = () => {
      if (++calls > 0) throw new AppError('CANCELLED', 'Cancelled');
    };
    expect(codeOf(() => fit(sample, { tick }))).toBe('CANCELLED');
  });

  it('reports progress that never falls and ends at 1', () => {
    const seen: number[] = [];
    fit(sample, { tick: (fraction: number) => void seen.push(fraction) });
    expect(seen.every((value, i) => value >= (seen[i - 1] ?? 0) && value <= 1)).toBe(true);
    expect(seen.at(-1)).toBe(1);
  });

  it('fits a pipeline on columns of every type, with missing and infinite values', () => {
    const pipeline = fitMixed(estimator, kind);
    const { margins } = predictPipeline(pipeline, makeMixedData(kind).table);
    for (const margin of margins)
      expect(margin.every((value) => Number.isFinite(value))).toBe(true);
    expect(pipeline.encoded.origin).toHaveLength(pipeline.encoded.names.length);
    expect(new Set(pipeline.encoded.origin)).toEqual(
      new Set(['number', 'integer', 'boolean', 'date', 'colour']),
    );
  });

  it('scores a category that training did not see, with a warning', () => {
    const pipeline = fitMixed(estimator, kind);
    const { table } = makeMixedData(kind);
    const colour = table.columns.at(-1) as CodedColumn;
    const dictionary = ['violet', ...colour.dictionary.slice(1)];
    const changed: Table = {
      rows: table.rows,
      columns: [...table.columns.slice(0, -1), { ...colour, dictionary }],
    };
    const aligned = alignTable(pipeline, changed);
    expect(aligned.warnings).toContainEqual(
      expect.objectContaining({ kind: 'unseen_category', column: 'colour' }),
    );
    for (const margin of predictPipeline(pipeline, changed).margins) {
      expect(margin.every((value) => Number.isFinite(value))).toBe(true);
    }
  });

  it('names the columns that are missing from the rows to score', () => {
    const pipeline = fitMixed(estimator, kind);
    const { table } = makeMixedData(kind);
    const lacking = { rows: table.rows, columns: table.columns.slice(2) };
    expect(() => predictPipeline(pipeline, lacking)).toThrow(/number, integer/);
    expect(codeOf(() => predictPipeline(pipeline, lacking))).toBe('SCHEMA_MISMATCH');
  });
});

it('takes a class that no training row has, and gives it next to no probability', () => {
  const { y } = makeSample('three classes');
  const rows = Int32Array.from([...y.keys()].filter((row) => y[row] !== 1));
  const known = Float64Array.from(rows, (row) => y[row]!);
  for (const estimator of estimators.values()) {
    if (!estimator.tasks.includes('classification')) continue;
    const options = fitOptions(estimator, 'three classes');
    const { x } = sampleFor(estimator, 'three classes');
    const state = estimator.fit(takeMatrixRows(x, rows), known, options);
    const [, absent] = classProbabilities(
      computeMargins(state, x),
      linkOf(state, 'classification'),
    );
    expect(absent!.every((probability) => probability < 1e-3)).toBe(true);
  }
});

it('refuses more than 1,000 classes', () => {
  const rows = 1001;
  const x = { rows, names: ['x'], columns: [Float64Array.from({ length: rows }, (_, i) => i)] };
  const y = Float64Array.from({ length: rows }, (_, i) => i);
  for (const estimator of estimators.values()) {
    if (!estimator.tasks.includes('classification')) continue;
    const options = fitOptions(estimator, 'two classes', { classes: rows });
    expect(codeOf(() => estimator.fit(x, y, options))).toBe('TARGET_INVALID');
  }
});

it('converges on classes that a column separates perfectly', () => {
  const y = makeSample('two classes').x.columns[0]!.map((value) => (value > 0 ? 1 : 0));
  for (const estimator of estimators.values()) {
    if (!estimator.tasks.includes('classification')) continue;
    const { x } = sampleFor(estimator, 'two classes');
    const state = estimator.fit(x, y, fitOptions(estimator, 'two classes'));
    expect(isFiniteOn(x, state)).toBe(true);
  }
});
