import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../core/base/rng.ts';
import { noTick } from '../../core/base/tick.ts';
import { binMatrix, learnThresholds } from '../../core/models/gradient-boosting/binner.ts';
import { createFitMemory, type FitMemory } from '../../core/models/gradient-boosting/fit-memory.ts';
import { packGradients } from '../../core/models/gradient-boosting/packing.ts';
import { allRows } from '../../core/models/gradient-boosting/row-sampler.ts';
import { dealRows, placeRows } from '../../core/models/gradient-boosting/row-order.ts';
import * as slot from '../../core/models/kernels/assembly/layout.ts';
import type { Matrix } from '../../core/table/matrix.ts';

const values = fc.array(
  fc.oneof(fc.double(), fc.integer({ min: -5, max: 5 }), fc.constant(Number.NaN)),
  {
    minLength: 1,
    maxLength: 200,
  },
);

const matrixOf = (columns: Float64Array[]): Matrix => ({
  rows: columns[0]!.length,
  names: columns.map((_, j) => `x${j}`),
  columns,
});

function memoryFor(x: Matrix, { oracle = false, threads = 1, leaves = 4 } = {}): FitMemory {
  const shape = { rows: x.rows, features: x.columns.length, outputs: 1, weighted: false };
  return createFitMemory({ ...shape, leaves, threads }, { oracle });
}

describe('binning', () => {
  it('codes a value by the same comparison as the tree that is cut at a bound', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 2, max: 255 }), (list, maxBins) => {
        const column = Float64Array.from(list);
        const memory = memoryFor(matrixOf([column]));
        const bins = binMatrix(matrixOf([column]), memory, { maxBins, seed: 1, tick: noTick });
        const bounds = bins.thresholds[0]!;
        const codes = memory.columnCodes[0]!;
        expect(bounds.length).toBeLessThan(maxBins);
        bounds.forEach((bound, b) => {
          column.forEach((value, row) => {
            if (!Number.isNaN(value)) expect(codes[row]! <= b).toBe(value <= bound);
          });
        });
        column.forEach((value, row) => {
          expect(codes[row] === bounds.length + 1).toBe(Number.isNaN(value));
        });
        expect(memory.hasMissing[0]).toBe(column.some(Number.isNaN) ? 1 : 0);
      }),
      { numRuns: 60 },
    );
  });

  it('bounds lie between the distinct values where they are few', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.double({ noNaN: true, noDefaultInfinity: true }), {
          minLength: 1,
          maxLength: 60,
        }),
        (list) => {
          const sorted = Float64Array.from(new Set(list.map((value) => value + 0))).sort();
          const bounds = learnThresholds(sorted, 255);
          expect(bounds).toHaveLength(sorted.length - 1);
          bounds.forEach((bound, b) => {
            expect(bound >= sorted[b]! && bound < sorted[b + 1]!).toBe(true);
          });
        },
      ),
    );
  });
});

/** Columns of few values with gaps, and a class that depends on the first. */
function makeCase(seed: number, rows: number, features: number) {
  const rng = createRng(seed);
  const columns = Array.from({ length: features }, (_, j) =>
    Float64Array.from({ length: rows }, () =>
      j % 2 === 0 && rng.next() < 0.1 ? Number.NaN : rng.integer(10 + 30 * j),
    ),
  );
  const y = columns[0]!.map((value) => (value > 4 || rng.next() < 0.2 ? 1 : 0));
  return { x: matrixOf(columns), y };
}

/** Every operation once, on a first round of boosting with one split; what each left behind. */
function everyOperation(
  { x, y }: ReturnType<typeof makeCase>,
  options: { oracle: boolean; threads: number; goesLeft: Uint8Array },
) {
  const memory = memoryFor(x, options);
  const { integers, numbers, kernels, margins } = memory;
  try {
    binMatrix(x, memory, { maxBins: 100, seed: 1, tick: noTick });
    memory.target.set(y);
    margins[0]!.set(y.map((value, row) => value - (row % 7) / 3));
    kernels.run(slot.opLogistic, true);
    const packing = packGradients(memory, { constantHessian: false, seed: 99 });
    placeRows(memory, dealRows(memory, allRows(x.rows)));
    numbers.set([packing.gradientUnit, packing.hessianUnit, 0.1, 0.5, 1e-3, 3], slot.nGradientUnit);
    memory.smallMask.fill(1);
    memory.largeMask.fill(1);
    memory.goesLeft.set(options.goesLeft);
    const [first, second] = memory.histograms as [number, number];
    integers.set([first, 0], slot.iSmallHistogram);
    integers.set([1, 0], slot.iSearchSmall);
    kernels.runHistogram(slot.opStartTree, true);
    const sums = [10, 2 ** 30, x.rows, -50, 2 ** 29, x.rows / 2];
    numbers.set(sums, slot.nSmallGradient);
    kernels.run(slot.opSearch, true);
    const rootResults = memory.results.slice();
    integers.set([0, 1, 2, 0], slot.iParent);
    integers[slot.iSmall] = 1;
    integers.set([second, first], slot.iSmallHistogram);
    integers.set([1, 1], slot.iSearchSmall);
    kernels.runHistogram(slot.opSplit, true);
    kernels.run(slot.opSearch, true);
    memory.leafNodes.set([1, 2]);
    memory.leafValues.set([0.25, -1.5]);
    integers[slot.iLeaves] = 2;
    kernels.run(slot.opAddScores, true);
    memory.unseen.set(allRows(x.rows));
    integers[slot.iUnseenCount] = x.rows - 1;
    memory.treeFeatures.set([0, -1, -1]);
    memory.treeChildren.set([1, 2]);
    memory.treeGoesLeft.set(options.goesLeft);
    memory.treeValues.set([0, 2.5, -3.75]);
    kernels.run(slot.opScoreUnseen, true);
    const histogram = (address: number) =>
      memory.int64.slice(address / 8, address / 8 + 256 * x.columns.length);
    return {
      codes: memory.columnCodes.map((codes) => codes.slice()),
      gradients: memory.gradients.slice(),
      hessians: memory.hessians.slice(),
      blockSums: memory.blockSums.slice(),
      margin: margins[0]!.slice(),
      histograms: [histogram(first), histogram(second)],
      results: [rootResults, memory.results.slice()],
      order: memory.order.slice().sort(),
    };
  } finally {
    kernels.close();
  }
}

const cases = fc.record({
  seed: fc.nat(),
  rows: fc.integer({ min: 2, max: 300 }),
  features: fc.integer({ min: 1, max: 14 }),
  goesLeft: fc
    .uint8Array({ minLength: 256, maxLength: 256 })
    .map((bytes) => bytes.map((b) => b & 4)),
});

describe('the kernels', () => {
  it('give what the plain TypeScript gives, bit for bit', () => {
    fc.assert(
      fc.property(cases, ({ seed, rows, features, goesLeft }) => {
        const example = makeCase(seed, rows, features);
        const kernel = everyOperation(example, { oracle: false, threads: 1, goesLeft });
        expect(kernel).toEqual(everyOperation(example, { oracle: true, threads: 1, goesLeft }));
      }),
      { numRuns: 40 },
    );
  });

  it('give that for many rows and for any number of threads', () => {
    const goesLeft = new Uint8Array(256).map((_, code) => (code % 3 === 0 ? 4 : 0));
    const example = makeCase(3, 40_000, 11);
    const expected = everyOperation(example, { oracle: true, threads: 1, goesLeft });
    for (const threads of [1, 2, 3]) {
      expect(everyOperation(example, { oracle: false, threads, goesLeft })).toEqual(expected);
    }
  });
});

describe('packed gradients', () => {
  it('sum to the gradients and hessians within their unit a row', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            g: fc.double({ min: -3, max: 3, noNaN: true }),
            h: fc.double({ min: 0, max: 2, noNaN: true }),
          }),
          { minLength: 2, maxLength: 300 },
        ),
        (list) => {
          const x = matrixOf([new Float64Array(list.length)]);
          const memory = memoryFor(x);
          memory.gradients.set(list.map(({ g }) => g));
          memory.hessians.set(list.map(({ h }) => h));
          const packing = packGradients(memory, { constantHessian: false, seed: 5 });
          const first = (memory.integers[slot.iPacked]! >>> 0) / 8;
          const low = (memory.integers[slot.iPackedLow]! >>> 0) / 8;
          list.forEach(({ g, h }, row) => {
            expect(Number(memory.int64[first + row]) * packing.gradientUnit).toBeCloseTo(g, 9);
            const hessian = BigInt.asUintN(
              memory.integers[slot.iHessianBits]!,
              memory.int64[low + row]!,
            );
            expect(Number(hessian) * packing.hessianUnit).toBeCloseTo(h, 9);
          });
        },
      ),
      { numRuns: 60 },
    );
  });
});
