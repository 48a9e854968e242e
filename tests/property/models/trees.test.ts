import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../../core/base/rng.ts';
import { noTick } from '../../../core/base/tick.ts';
import { createBench, type TreeRules } from '../../../core/models/trees/bench.ts';
import { codeMatrix } from '../../../core/models/trees/coded-columns.ts';
import type { Criterion, TreeTarget } from '../../../core/models/trees/criteria.ts';
import { groupNode, groupNodeSorted } from '../../../core/models/trees/group-rows.ts';
import { growTree, type GrownTree } from '../../../core/models/trees/grow-tree.ts';
import { pruneTree, pruningPath } from '../../../core/models/trees/prune-tree.ts';
import { createMedianSet } from '../../../core/models/trees/weighted-median.ts';

const rules: TreeRules = {
  maxDepth: Infinity,
  maxLeafNodes: Infinity,
  minSamplesSplit: 2,
  minSamplesLeaf: 1,
  minImpurityDecrease: 0,
  maxFeatures: 3,
  randomSplits: false,
  monotonic: null,
};

interface Sample {
  readonly columns: readonly Float64Array[];
  readonly y: Float64Array;
  readonly weights: Float64Array;
}

/** Few distinct values, so that ties and equal codes are common, some missing. */
const samples = fc
  .record({
    seed: fc.integer({ min: 0, max: 1e6 }),
    rows: fc.integer({ min: 2, max: 60 }),
    distinct: fc.integer({ min: 1, max: 40 }),
    missing: fc.constantFrom(0, 0.2),
  })
  .map(({ seed, rows, distinct, missing }): Sample => {
    const rng = createRng(seed);
    const column = () =>
      Float64Array.from({ length: rows }, () =>
        rng.next() < missing ? Number.NaN : rng.integer(distinct) / 4,
      );
    return {
      columns: [column(), column(), column()],
      y: Float64Array.from({ length: rows }, () => rng.integer(3)),
      weights: Float64Array.from({ length: rows }, () => rng.integer(4) / 2),
    };
  })
  .filter(({ weights }) => weights.some((weight) => weight > 0));

const criteria = fc.constantFrom<Criterion>('gini', 'entropy', 'squared_error', 'absolute_error');

function open(sample: Sample, criterion: Criterion, more: Partial<TreeRules> = {}) {
  const { columns, y, weights } = sample;
  const ofClasses = criterion === 'gini' || criterion === 'entropy';
  const target: TreeTarget = ofClasses
    ? { criterion, classes: 3, y: Uint16Array.from(y) }
    : { criterion, classes: 0, y };
  const x = { rows: y.length, names: ['a', 'b', 'c'], columns };
  const coded = codeMatrix(x, { maxCodes: Infinity, tick: noTick });
  const bench = createBench(coded, target, { ...rules, ...more });
  bench.weights.set(weights);
  return bench;
}

function grow(sample: Sample, criterion: Criterion, more: Partial<TreeRules> = {}): GrownTree {
  return growTree(open(sample, criterion, more), { rng: createRng(1), yieldNow: () => {} });
}

function leafOf(tree: GrownTree, { columns }: Sample, row: number): number {
  let node = 0;
  while (tree.feature[node]! >= 0) {
    const value = columns[tree.feature[node]!]![row]!;
    const left = Number.isNaN(value)
      ? tree.missingLeft[node] === 1
      : value <= tree.threshold[node]!;
    node = (left ? tree.left : tree.right)[node]!;
  }
  return node;
}

/** Impurity times weight of some rows, straight from the definition. */
function loss({ y, weights }: Sample, criterion: Criterion, rows: readonly number[]): number {
  const weight = rows.reduce((sum, row) => sum + weights[row]!, 0);
  if (weight === 0) return 0;
  const share = (label: number) =>
    rows.reduce((sum, row) => sum + (y[row] === label ? weights[row]! : 0), 0) / weight;
  const shares = [0, 1, 2].map(share);
  if (criterion === 'gini') return weight * (1 - shares.reduce((sum, p) => sum + p * p, 0));
  if (criterion === 'entropy')
    return -weight * shares.reduce((sum, p) => sum + (p > 0 ? p * Math.log(p) : 0), 0);
  const around = (centre: number) =>
    rows.reduce((sum, row) => {
      const distance = Math.abs(y[row]! - centre);
      return sum + weights[row]! * (criterion === 'squared_error' ? distance ** 2 : distance);
    }, 0);
  if (criterion === 'squared_error')
    return around(rows.reduce((sum, row) => sum + weights[row]! * y[row]!, 0) / weight);
  return Math.min(...[0, 1, 2].map(around));
}

/** Least loss of any single split, by trying all of them. */
function leastLoss(sample: Sample, criterion: Criterion): number {
  const rows = [...sample.y.keys()].filter((row) => sample.weights[row]! > 0);
  let least = Infinity;
  for (const column of sample.columns) {
    const bounds = [...rows.map((row) => column[row]!).filter((v) => !Number.isNaN(v)), Infinity];
    for (const bound of bounds) {
      for (const missingLeft of [false, true]) {
        const goesLeft = (row: number) =>
          Number.isNaN(column[row]!) ? missingLeft : column[row]! <= bound;
        const left = rows.filter(goesLeft);
        const right = rows.filter((row) => !goesLeft(row));
        if (left.length === 0 || right.length === 0) continue;
        least = Math.min(least, loss(sample, criterion, left) + loss(sample, criterion, right));
      }
    }
  }
  return least;
}

describe('a tree', () => {
  it('splits as well as the best of all splits', () => {
    fc.assert(
      fc.property(samples, criteria, (sample, criterion) => {
        const tree = grow(sample, criterion, { maxDepth: 1 });
        const rows = [...sample.y.keys()].filter((row) => sample.weights[row]! > 0);
        const whole = loss(sample, criterion, rows);
        expect(tree.impurity[0]! * tree.cover[0]!).toBeCloseTo(whole, 9);
        if (tree.feature[0]! < 0) {
          // Nothing to tell apart: pure, or equal in every column.
          expect(whole < 1e-9 || leastLoss(sample, criterion) === Infinity).toBe(true);
          return;
        }
        const found = [1, 2].reduce(
          (sum, node) => sum + tree.impurity[node]! * tree.cover[node]!,
          0,
        );
        expect(found).toBeCloseTo(leastLoss(sample, criterion), 9);
      }),
    );
  });

  it('covers in each node what its children cover, and in its leaves every row', () => {
    fc.assert(
      fc.property(samples, criteria, fc.boolean(), (sample, criterion, randomSplits) => {
        const tree = grow(sample, criterion, { randomSplits });
        const total = sample.weights.reduce((sum, weight) => sum + weight, 0);
        expect(tree.cover[0]).toBeCloseTo(total, 9);
        const walked = new Float64Array(tree.cover.length);
        sample.weights.forEach((weight, row) => (walked[leafOf(tree, sample, row)]! += weight));
        tree.feature.forEach((feature, node) => {
          const below =
            feature < 0
              ? walked[node]!
              : tree.cover[tree.left[node]!]! + tree.cover[tree.right[node]!]!;
          expect(tree.cover[node]).toBeCloseTo(below, 9);
        });
      }),
    );
  });

  it('says in each leaf the shares of the classes that fell there', () => {
    fc.assert(
      fc.property(samples, (sample) => {
        const tree = grow(sample, 'gini', { minSamplesLeaf: 3 });
        const sums = new Float64Array(tree.outputs.length);
        sample.weights.forEach((weight, row) => {
          sums[3 * leafOf(tree, sample, row) + sample.y[row]!]! += weight;
        });
        tree.feature.forEach((feature, node) => {
          if (feature >= 0) return;
          for (let k = 0; k < 3; k++) {
            expect(tree.outputs[3 * node + k]).toBeCloseTo(
              sums[3 * node + k]! / tree.cover[node]!,
              9,
            );
          }
        });
      }),
    );
  });

  it('has no more leaves than it may', () => {
    fc.assert(
      fc.property(samples, fc.integer({ min: 2, max: 12 }), (sample, maxLeafNodes) => {
        const tree = grow(sample, 'squared_error', { maxLeafNodes });
        expect(tree.feature.filter((feature) => feature < 0).length).toBeLessThanOrEqual(
          maxLeafNodes,
        );
      }),
    );
  });

  it('only rises with a feature it may only rise with', () => {
    const monotonic = Int8Array.of(1, 0, -1);
    const numbers = fc.constantFrom<Criterion>('squared_error', 'absolute_error');
    /** Outputs for a row whose value of one feature is moved up step by step. */
    function sweep(tree: GrownTree, sample: Sample, [row, feature]: [number, number]): number[] {
      return [-1, 0.5, 2, 5, 20].map((value) => {
        const columns = sample.columns.map((column, j) =>
          j === feature ? Float64Array.from(column).fill(value) : column,
        );
        return tree.outputs[leafOf(tree, { ...sample, columns }, row)]!;
      });
    }
    fc.assert(
      fc.property(samples, numbers, (sample, criterion) => {
        const tree = grow(sample, criterion, { monotonic });
        for (const row of sample.y.keys()) {
          const rising = sweep(tree, sample, [row, 0]);
          const falling = sweep(tree, sample, [row, 2]);
          expect(rising).toEqual(rising.toSorted((a, b) => a - b));
          expect(falling).toEqual(falling.toSorted((a, b) => b - a));
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('pruning', () => {
  it('takes off branches in order of rising alpha down to the root', () => {
    fc.assert(
      fc.property(samples, (sample) => {
        const tree = grow(sample, 'gini');
        const { alphas, impurities } = pruningPath(tree);
        expect(impurities.at(-1)).toBeCloseTo(tree.impurity[0]!, 9);
        alphas.forEach((alpha, i) => {
          if (i > 0) expect(alpha).toBeGreaterThanOrEqual(alphas[i - 1]! - 1e-12);
          const pruned = pruneTree(tree, alpha + 1e-9);
          const left = pruned.impurity.reduce(
            (sum, impurity, node) =>
              sum +
              (pruned.feature[node]! < 0 ? (impurity * pruned.cover[node]!) / pruned.cover[0]! : 0),
            0,
          );
          const expected = impurities.findLast((_, k) => alphas[k]! <= alpha + 1e-9)!;
          expect(left).toBeCloseTo(expected, 9);
        });
      }),
      { numRuns: 50 },
    );
  });
});

describe('groups of rows', () => {
  it('are the same by histogram and by sorting', () => {
    fc.assert(
      fc.property(
        samples,
        fc.constantFrom<Criterion>('gini', 'squared_error'),
        (sample, criterion) => {
          const bench = open(sample, criterion, { minSamplesLeaf: 2 });
          const { y, weights } = sample;
          const rows = [...y.keys()].filter((row) => weights[row]! > 0);
          rows.forEach((row, i) => {
            bench.rows[i] = row;
            bench.nodeWeight[i] = weights[row]!;
            if (criterion === 'gini') bench.nodeClass[i] = y[row]!;
            else bench.nodeWeighted[i] = weights[row]! * y[row]!;
          });
          const node = { from: 0, to: rows.length };
          const read = (groups: number) => ({
            codes: bench.groupCode.slice(0, groups),
            rows: bench.groupRows.slice(0, groups),
            sums: bench.groupSums.slice(0, groups * bench.width),
          });
          const first = read(groupNode(bench, 0, node));
          expect(read(groupNodeSorted(bench, 0, node))).toEqual(first);
          // The histogram was left empty.
          expect(read(groupNode(bench, 0, node))).toEqual(first);
        },
      ),
    );
  });
});

describe('a set that tells its median', () => {
  it('says what sorting says', () => {
    const pairs = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 4 })),
      {
        minLength: 1,
        maxLength: 30,
      },
    );
    fc.assert(
      fc.property(pairs, (given) => {
        const order = [...given.keys()].sort((a, b) => given[a]![0] - given[b]![0] || a - b);
        const sorted = Float64Array.from(order, (i) => given[i]![0]);
        const set = createMedianSet(given.length);
        set.reset(sorted, given.length);
        given.forEach(([, weight], i) => {
          set.add(order.indexOf(i), weight);
          const spread = given
            .slice(0, i + 1)
            .flatMap(([value, w]) => Array<number>(w).fill(value))
            .sort((a, b) => a - b);
          const half = spread.length / 2;
          const median = (spread[Math.ceil(half) - 1]! + spread[Math.floor(half)]!) / 2;
          expect(set.median()).toBe(median);
          const error = spread.reduce((sum, value) => sum + Math.abs(value - median), 0);
          expect(set.error()).toBeCloseTo(error, 9);
        });
      }),
    );
  });
});
