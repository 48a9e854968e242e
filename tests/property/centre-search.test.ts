import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../core/base/rng.ts';
import { noTick } from '../../core/base/tick.ts';
import { createCentreSearch, trialsFor } from '../../core/patterns/clustering/centre-search.ts';
import { lloyd } from '../../core/patterns/clustering/lloyd.ts';
import { createPlainSearch } from '../../core/patterns/clustering/plain-centre-search.ts';
import { plusPlus } from '../../core/patterns/clustering/plus-plus.ts';
import type { RowMajor } from '../../core/patterns/row-major.ts';

function makeRows(rows: number, width: number, seed: number): RowMajor {
  const rng = createRng(seed);
  const values = Float64Array.from({ length: rows * width }, () => 3 * rng.normal() + 1);
  return { rows, width, values };
}

const shapes = fc.record({
  rows: fc.integer({ min: 1, max: 120 }),
  width: fc.integer({ min: 1, max: 11 }),
  clusters: fc.integer({ min: 1, max: 19 }),
  seed: fc.nat(1e6),
});

/** Centres of plain Lloyd iterations: every row compared with every centre. */
function plainLloyd({ rows, width, values }: RowMajor, start: Float64Array, iterations: number) {
  const centres = start.slice();
  const labels = new Int32Array(rows);
  for (let iteration = 0; iteration <= iterations; iteration++) {
    for (let i = 0; i < rows; i++) {
      let best = Infinity;
      for (let c = 0; c * width < centres.length; c++) {
        let sum = 0;
        for (let j = 0; j < width; j++)
          sum += (values[i * width + j]! - centres[c * width + j]!) ** 2;
        if (sum >= best) continue;
        best = sum;
        labels[i] = c;
      }
    }
    if (iteration === iterations) break;
    for (let c = 0; c * width < centres.length; c++) {
      const members = [...labels.keys()].filter((i) => labels[i] === c);
      if (members.length === 0) return null;
      for (let j = 0; j < width; j++) {
        const sum = members.reduce((total, i) => total + values[i * width + j]!, 0);
        centres[c * width + j] = sum / members.length;
      }
    }
  }
  return labels;
}

describe('the search for nearest centres', () => {
  it('finds the same in the kernels as in plain loops', () => {
    fc.assert(
      fc.property(shapes, ({ rows, width, clusters, seed }) => {
        const k = Math.min(rows, clusters);
        const x = makeRows(rows, width, seed);
        const own = createCentreSearch(x, k);
        const plain = createPlainSearch(x, { clusters: k, trials: trialsFor(k) });
        const [a, b] = [own, plain].map((search) => {
          const centres = plusPlus(x, k, { search, rng: createRng(seed), tick: noTick });
          return lloyd(x, { centres, search, maxIterations: 50, tolerance: 0, tick: noTick });
        });
        expect(a!.labels).toEqual(b!.labels);
        expect(a!.iterations).toBe(b!.iterations);
        a!.centres.forEach((value, i) => expect(value).toBeCloseTo(b!.centres[i]!, 9));
      }),
    );
  });

  it('loses nothing by its bounds: labels are those of comparing every row with every centre', () => {
    fc.assert(
      fc.property(shapes, fc.integer({ min: 1, max: 8 }), (shape, iterations) => {
        const k = Math.min(shape.rows, shape.clusters);
        const x = makeRows(shape.rows, shape.width, shape.seed);
        const centres = x.values.slice(0, k * x.width);
        const wanted = plainLloyd(x, centres, iterations);
        fc.pre(wanted !== null);
        const options = { centres, maxIterations: iterations, tolerance: -1, tick: noTick };
        expect(lloyd(x, options).labels).toEqual(wanted);
      }),
    );
  });
});
