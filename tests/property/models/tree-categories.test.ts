import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../../core/base/rng.ts';
import { noTick } from '../../../core/base/tick.ts';
import { findLeaf, type Tree } from '../../../core/models/states/trees.ts';
import { createBench } from '../../../core/models/trees/bench.ts';
import { codeMatrix } from '../../../core/models/trees/coded-columns.ts';
import type { Criterion } from '../../../core/models/trees/criteria.ts';
import { growTree } from '../../../core/models/trees/grow-tree.ts';
import { pruneTree } from '../../../core/models/trees/prune-tree.ts';
import { toTrees } from '../../../core/models/trees/to-trees.ts';

const categories = 5;

/** Rows with a category each, some missing, some of a code beyond the known ones, and a target. */
const samples = fc
  .record({ seed: fc.integer({ min: 0, max: 1e6 }), rows: fc.integer({ min: 2, max: 40 }) })
  .map(({ seed, rows }) => {
    const rng = createRng(seed);
    const draw = () => {
      const drawn = rng.integer(categories + 2);
      return drawn === categories ? Number.NaN : drawn;
    };
    return {
      column: Float64Array.from({ length: rows }, draw),
      y: Float64Array.from({ length: rows }, () => rng.integer(2)),
    };
  });
type Sample = { readonly column: Float64Array; readonly y: Float64Array };

function grow(
  { column, y }: Sample,
  criterion: Criterion,
  more: { randomSplits?: boolean; maxDepth?: number } = {},
) {
  const x = { rows: y.length, names: ['c'], columns: [column], categories: [categories] };
  const coded = codeMatrix(x, { maxCodes: 1023, tick: noTick });
  const ofClasses = criterion === 'gini';
  const target = ofClasses
    ? { criterion, classes: 2, y: Uint16Array.from(y) }
    : { criterion, classes: 0, y };
  const bench = createBench(coded, target, {
    maxDepth: Infinity,
    maxLeafNodes: Infinity,
    minSamplesSplit: 2,
    minSamplesLeaf: 1,
    minImpurityDecrease: 0,
    maxFeatures: 1,
    randomSplits: false,
    monotonic: null,
    ...more,
  });
  return growTree(bench, { rng: createRng(1), yieldNow: () => {} });
}

const isMissing = (value: number) => !(value < categories);

function spread(values: readonly number[], absolute: boolean): number {
  if (values.length === 0) return 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (!absolute) return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  // Of zeros and ones the median is the more frequent.
  return values.length * Math.min(mean, 1 - mean);
}

/** Least loss of any two sets of categories, missing values on either side. */
function leastLoss({ column, y }: Sample, absolute: boolean): number {
  let least = Infinity;
  for (let set = 0; set < 2 ** (categories + 1); set++) {
    const goesLeft = (row: number) =>
      ((set >> (isMissing(column[row]!) ? categories : column[row]!)) & 1) === 1;
    const rows = [...y.keys()];
    const left = rows.filter(goesLeft);
    const right = rows.filter((row) => !goesLeft(row));
    if (left.length === 0 || right.length === 0) continue;
    const of = (part: readonly number[]) =>
      spread(
        part.map((row) => y[row]!),
        absolute,
      );
    least = Math.min(least, of(left) + of(right));
  }
  return least;
}

/** Rows that reach each node, walking as scoring does. */
function reach(tree: Tree, { column }: Sample): Float64Array {
  const seen = new Float64Array(tree.feature.length);
  const known = column.map((value) => (isMissing(value) ? Number.NaN : value));
  for (let row = 0; row < column.length; row++) seen[findLeaf(tree, [known], row)]!++;
  return seen;
}

describe('a split of categories', () => {
  it.each(['gini', 'squared_error', 'absolute_error'] as const)(
    'is the best of all sets by %s',
    (criterion) => {
      fc.assert(
        fc.property(samples, (sample) => {
          const tree = grow(sample, criterion, { maxDepth: 1 });
          // Gini of two classes is twice their squared error.
          const factor = criterion === 'gini' ? 0.5 : 1;
          if (tree.feature[0]! < 0) {
            const pure = new Set(sample.y).size === 1;
            expect(pure || leastLoss(sample, false) === Infinity).toBe(true);
            return;
          }
          const loss = [1, 2].reduce((sum, n) => sum + tree.impurity[n]! * tree.cover[n]!, 0);
          expect(factor * loss).toBeCloseTo(leastLoss(sample, criterion === 'absolute_error'), 9);
        }),
        { numRuns: 60 },
      );
    },
  );

  it('sends every row where it was counted, whether sets are best or drawn, whole or pruned', () => {
    fc.assert(
      fc.property(
        samples,
        fc.boolean(),
        fc.constantFrom(0, 0.02),
        (sample, randomSplits, alpha) => {
          const grown = pruneTree(grow(sample, 'gini', { randomSplits }), alpha);
          const [tree] = toTrees(grown) as [Tree];
          const seen = reach(tree, sample);
          tree.feature.forEach((feature, node) => {
            expect(seen[node]).toBe(feature < 0 ? tree.cover[node] : 0);
          });
        },
      ),
    );
  });
});
