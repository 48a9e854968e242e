import fc from 'fast-check';
import { expect, it } from 'vitest';
import { noTick } from '../../../core/base/tick.ts';
import { requireEstimator } from '../../../core/models/catalogue.ts';
import { classProbabilities } from '../../../core/models/links.ts';
import { computeMargins } from '../../../core/models/margins.ts';
import { quantileEdges } from '../../../core/models/naive-bayes/quantile-edges.ts';
import type { Matrix } from '../../../core/table/matrix.ts';

const levels = 3;

/** Rows of categories with whole weights and a class, each class there at least once. */
const samples = fc
  .record({
    columns: fc.integer({ min: 1, max: 3 }),
    classes: fc.integer({ min: 2, max: 4 }),
    rows: fc.integer({ min: 6, max: 30 }),
  })
  .chain(({ columns, classes, rows }) =>
    fc.record({
      classes: fc.constant(classes),
      codes: fc.array(
        fc.array(fc.integer({ min: 0, max: levels - 1 }), { minLength: rows, maxLength: rows }),
        { minLength: columns, maxLength: columns },
      ),
      labels: fc
        .array(fc.integer({ min: 0, max: classes - 1 }), { minLength: rows, maxLength: rows })
        .map((labels) => labels.map((label, i) => (i < classes ? i : label))),
      weights: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: rows, maxLength: rows }),
    }),
  );
type Sample = typeof samples extends fc.Arbitrary<infer T> ? T : never;

function posterior(id: string, x: Matrix, sample: Sample): Float64Array[] {
  const estimator = requireEstimator(id);
  const state = estimator.fit(x, Float64Array.from(sample.labels), {
    params: estimator.params.parse({}),
    task: 'classification',
    classes: sample.classes,
    weights: Float64Array.from(sample.weights),
    seed: 7,
    tick: noTick,
    requireEstimator,
  });
  return classProbabilities(computeMargins(state, x));
}

/** Bayes' rule over the rows that match, one by one, with Laplace's 1 added. */
function counted(
  { codes, labels, weights, classes }: Sample,
  outcomes: number,
  matches: (a: number, b: number) => boolean,
): number[][] {
  const weightWhere = (keep: (i: number) => boolean) =>
    weights.reduce((sum, weight, i) => (keep(i) ? sum + weight : sum), 0);
  return labels.map((_, row) => {
    const joint = Array.from({ length: classes }, (_unused, k) => {
      const own = weightWhere((i) => labels[i] === k);
      return codes.reduce((product, column) => {
        const same = weightWhere((i) => labels[i] === k && matches(column[i]!, column[row]!));
        return (product * (same + 1)) / (own + outcomes);
      }, own);
    });
    const total = joint.reduce((sum, value) => sum + value, 0);
    return joint.map((value) => value / total);
  });
}

const toMatrix = ({ codes, labels }: Sample): Matrix => ({
  rows: labels.length,
  names: codes.map((_, j) => `x${j}`),
  columns: codes.map((column) => Float64Array.from(column)),
});

it('categorical naive Bayes is counting', () => {
  fc.assert(
    fc.property(samples, (sample) => {
      const x = { ...toMatrix(sample), categories: sample.codes.map(() => levels) };
      const found = posterior('categorical_nb', x, sample);
      counted(sample, levels, (a, b) => a === b).forEach((expected, row) => {
        expected.forEach((value, k) => expect(found[k]![row]!).toBeCloseTo(value, 12));
      });
    }),
    { numRuns: 60 },
  );
});

it('counts missing values as a category where training saw some', () => {
  fc.assert(
    fc.property(samples, (sample) => {
      const plain = toMatrix(sample);
      const seen = sample.codes.every((column) => column.includes(levels - 1));
      fc.pre(seen);
      const columns = plain.columns.map((column) =>
        column.map((code) => (code === levels - 1 ? Number.NaN : code)),
      );
      const x = { ...plain, columns, categories: columns.map(() => levels - 1) };
      const found = posterior('categorical_nb', x, sample);
      counted(sample, levels, (a, b) => a === b).forEach((expected, row) => {
        expected.forEach((value, k) => expect(found[k]![row]!).toBeCloseTo(value, 12));
      });
    }),
    { numRuns: 60 },
  );
});

it('Bernoulli naive Bayes is counting', () => {
  fc.assert(
    fc.property(samples, (sample) => {
      const found = posterior('bernoulli_nb', toMatrix(sample), sample);
      counted(sample, 2, (a, b) => a > 0 === b > 0).forEach((expected, row) => {
        expected.forEach((value, k) => expect(found[k]![row]!).toBeCloseTo(value, 12));
      });
    }),
    { numRuns: 60 },
  );
});

it('cuts numbers between their values while they are few, else into bins of like size', () => {
  expect([...quantileEdges(Float64Array.of(3, 1, Number.NaN, 1, 2), 3)]).toEqual([1.5, 2.5]);
  expect([...quantileEdges(Float64Array.of(5, 5), 3)]).toEqual([]);
  const many = Float64Array.from({ length: 101 }, (_, i) => i);
  expect([...quantileEdges(many, 4)]).toEqual([25, 50, 75]);
});
