import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binColumn, learnThresholds } from '../../core/models/gradient-boosting/binner.ts';
import { packGradients, unpackingFor } from '../../core/models/gradient-boosting/packing.ts';
import { createPartition, splitRows } from '../../core/models/gradient-boosting/row-partition.ts';
import { addToHistogram, subtractHistogram } from '../../core/models/kernels/histogram.ts';

const values = fc.array(
  fc.oneof(fc.double(), fc.integer({ min: -5, max: 5 }), fc.constant(Number.NaN)),
  {
    minLength: 1,
    maxLength: 200,
  },
);

describe('binning', () => {
  it('codes a value by the same comparison as the tree that is cut at a bound', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 2, max: 255 }), (list, maxBins) => {
        const column = Float64Array.from(list);
        const bounds = learnThresholds(column, maxBins);
        const codes = binColumn(column, bounds);
        expect(bounds.length).toBeLessThan(maxBins);
        bounds.forEach((bound, b) => {
          column.forEach((value, row) => {
            if (!Number.isNaN(value)) expect(codes[row]! <= b).toBe(value <= bound);
          });
        });
        column.forEach((value, row) => {
          expect(codes[row] === bounds.length + 1).toBe(Number.isNaN(value));
        });
      }),
      { numRuns: 60 },
    );
  });

  it('gives each distinct value a bin of its own where there are few', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.double({ noNaN: true, noDefaultInfinity: true }), {
          minLength: 1,
          maxLength: 60,
        }),
        (list) => {
          const distinct = new Set(list.map((value) => value + 0));
          const column = Float64Array.from(distinct);
          expect(new Set(binColumn(column, learnThresholds(column, 255))).size).toBe(distinct.size);
        },
      ),
    );
  });
});

describe('packed histograms', () => {
  const rowsOf = fc.array(
    fc.record({
      g: fc.double({ min: -3, max: 3, noNaN: true }),
      h: fc.double({ min: 0, max: 2, noNaN: true }),
      bin: fc.nat(4),
    }),
    { minLength: 2, maxLength: 300 },
  );

  it('unpack to the sums of each bin, exactly in count', () => {
    fc.assert(
      fc.property(rowsOf, (list) => {
        const packed = new Float64Array(2 * list.length);
        const gradients = Float64Array.from(list, ({ g }) => g);
        const hessians = Float64Array.from(list, ({ h }) => h);
        const packing = packGradients(gradients, hessians, { packed, constantHessian: false });
        const histogram = new Float64Array(10);
        const rows = Uint32Array.from(list.keys());
        const columns = [Uint8Array.from(list, ({ bin }) => bin)];
        const input = {
          columns,
          offsets: Int32Array.of(0, 5),
          packed,
          rows,
          from: 0,
          to: list.length,
        };
        addToHistogram(histogram, input, () => {});
        const unpacking = unpackingFor(packing, 0, 0);
        for (let bin = 0; bin < 5; bin++) {
          const members = list.filter((row) => row.bin === bin);
          const rest = histogram[2 * bin + 1]!;
          const count = Math.floor(rest * unpacking.countScale);
          const hessian = (rest - count * unpacking.countUnit) * unpacking.hessianUnit;
          expect(count).toBe(members.length);
          expect(hessian).toBeCloseTo(
            members.reduce((sum, row) => sum + row.h, 0),
            6,
          );
          const gradient = histogram[2 * bin]! * packing.gradientUnit;
          expect(gradient).toBeCloseTo(
            members.reduce((sum, row) => sum + row.g, 0),
            8,
          );
        }
      }),
      { numRuns: 60 },
    );
  });

  it('of a sibling are the parent less the other child, bit for bit', () => {
    fc.assert(
      fc.property(rowsOf, fc.nat(), (list, cut) => {
        const packed = new Float64Array(2 * list.length);
        packGradients(
          Float64Array.from(list, ({ g }) => g),
          Float64Array.from(list, ({ h }) => h),
          { packed, constantHessian: false },
        );
        const at = cut % list.length;
        const build = (from: number, to: number) => {
          const histogram = new Float64Array(10);
          const rows = Uint32Array.from(list.keys());
          const columns = [Uint8Array.from(list, ({ bin }) => bin)];
          const offsets = Int32Array.of(0, 5);
          addToHistogram(histogram, { columns, offsets, packed, rows, from, to }, () => {});
          return histogram;
        };
        const parent = build(0, list.length);
        subtractHistogram(parent, build(0, at));
        expect(parent).toEqual(build(at, list.length));
      }),
      { numRuns: 60 },
    );
  });
});

describe('splitRows', () => {
  it('keeps both sides in their order and loses no row', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(6), { minLength: 1, maxLength: 100 }),
        fc.boolean(),
        (codes, missingLeft) => {
          const partition = createPartition(Uint32Array.from(codes.keys()));
          const rule = { codes: Uint8Array.from(codes), bin: 2, missing: 6, missingLeft };
          const middle = splitRows(partition, { from: 0, to: codes.length }, rule);
          const left = (row: number) => (codes[row] === 6 ? missingLeft : codes[row]! <= 2);
          const rows = [...codes.keys()];
          expect([...partition.rows.subarray(0, middle)]).toEqual(rows.filter(left));
          expect([...partition.rows.subarray(middle)]).toEqual(rows.filter((row) => !left(row)));
        },
      ),
    );
  });
});
