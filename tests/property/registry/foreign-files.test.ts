import '../../support/property-seed.ts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isAppError } from '../../../core/base/app-error.ts';
import { noTick } from '../../../core/base/tick.ts';
import { predictPipeline } from '../../../core/models/predict.ts';
import { buildPipeline } from '../../../core/registry/import/build-pipeline.ts';
import { matchColumns } from '../../../core/registry/import/match-columns.ts';
import { parseForeign } from '../../../core/registry/import/read-foreign.ts';
import { foreignBytes, foreignCase, foreignTable } from '../../support/foreign-cases.ts';

const names = [
  'lightgbm binary, many categories',
  'lightgbm three classes',
  'xgboost binary with categories',
  'xgboost linear, three classes',
  'onnx random forest',
  'onnx columns by name',
  'onnx imputer and trees',
] as const;

/** Reads the file and scores with it; true where both went well. Any failure but a typed one is passed on. */
function survives(bytes: Uint8Array, name: string): boolean {
  const one = foreignCase(name);
  const format = name.startsWith('lightgbm')
    ? 'lightgbm'
    : name.startsWith('xgboost')
      ? 'xgboost'
      : 'onnx';
  try {
    const model = parseForeign(bytes, format, '');
    const table = foreignTable(one);
    const matched = matchColumns(model, table.columns, one.target);
    const options = { modelId: 'mdl', classes: undefined, tick: noTick };
    predictPipeline(buildPipeline(model, { matched, table }, options).pipeline, table);
    return true;
  } catch (error) {
    if (isAppError(error)) return false;
    throw error;
  }
}

it.each(names)('a file that is cut off is refused: %s', (name) => {
  const bytes = foreignBytes(foreignCase(name));
  expect(survives(bytes, name)).toBe(true);
  // What follows the trees of LightGBM tells of labels only; a graph of ONNX is one field.
  const text = new TextDecoder().decode(bytes);
  const end = name.startsWith('lightgbm') ? text.indexOf('end of trees') : bytes.length - 60;
  fc.assert(
    fc.property(fc.integer({ min: 0, max: end }), (length) => {
      expect(survives(bytes.subarray(0, length), name)).toBe(false);
    }),
    { numRuns: 60 },
  );
});

it.each(names)('changed bytes give a model or a typed failure: %s', (name) => {
  const bytes = foreignBytes(foreignCase(name));
  const at = fc.integer({ min: 0, max: bytes.length - 1 });
  const change = fc.tuple(at, fc.integer({ min: 0, max: 255 }));
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
      const other = bytes.slice();
      for (const [place, byte] of changes) other[place] = byte;
      expect(() => survives(other, name)).not.toThrow();
    }),
    { numRuns: 250 },
  );
});

it.each(names.filter((name) => !name.startsWith('onnx')))(
  'digits blown up give a model or a typed failure: %s',
  (name) => {
    const text = new TextDecoder().decode(foreignBytes(foreignCase(name)));
    const places = [...text.matchAll(/\d+/g)];
    const place = fc.integer({ min: 0, max: places.length - 1 });
    const value = fc.constantFrom('99999999', '1e308', '-1', '4294967296', '0.5', '1e999', '');
    fc.assert(
      fc.property(place, value, (at, number) => {
        const { index, 0: old } = places[at]!;
        const changed = text.slice(0, index) + number + text.slice(index + old.length);
        expect(() => survives(new TextEncoder().encode(changed), name)).not.toThrow();
      }),
      { numRuns: 150 },
    );
  },
);
