import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBundle, encodeBundle } from '../../../core/base/array-bundle.ts';

const typedArray = fc.oneof(
  fc.float64Array(),
  fc.float32Array(),
  fc.int32Array(),
  fc.uint32Array(),
  fc.uint16Array(),
  fc.int8Array(),
  fc.uint8Array(),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    typedArray,
    fc.double(),
    fc.string(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), tie('value'), { maxKeys: 4 }),
  ),
}));

/** JSON knows no negative zero; arrays keep theirs. */
function withoutNegativeZero(node: unknown): unknown {
  if (node === 0) return 0;
  if (Array.isArray(node)) return node.map(withoutNegativeZero);
  if (node === null || typeof node !== 'object' || ArrayBuffer.isView(node)) return node;
  return Object.fromEntries(Object.entries(node).map(([k, v]) => [k, withoutNegativeZero(v)]));
}

describe('the array bundle', () => {
  it('gives every value back, also from a Node buffer that lies in a larger one', () => {
    fc.assert(
      fc.property(value, (original) => {
        const { json, binary } = encodeBundle(original);
        const expected = withoutNegativeZero(original);
        expect(decodeBundle({ json, binary })).toEqual(expected);
        const larger = Buffer.concat([Buffer.alloc(3), binary]);
        expect(decodeBundle({ json, binary: larger.subarray(3) })).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });
});

it('keeps an array that occurs twice once, and gives one array back', () => {
  const shared = Float64Array.of(1, 2, 3);
  const bundle = encodeBundle({ a: shared, b: [shared, Float64Array.of(1, 2, 3)] });
  expect(bundle.binary).toHaveLength(2 * shared.byteLength);
  const { a, b } = decodeBundle(bundle) as { a: Float64Array; b: Float64Array[] };
  expect(b[0]).toBe(a);
  expect(b[1]).not.toBe(a);
  expect(b[1]).toEqual(shared);
});
