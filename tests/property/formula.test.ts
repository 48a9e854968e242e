import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAppError } from '../../core/base/app-error.ts';
import { formulaScorer, type FormulaRows } from '../../core/evaluation/formula/formula-scorer.ts';
import { parseFormula } from '../../core/evaluation/formula/parse-formula.ts';

const rows: FormulaRows = {
  classes: 2,
  actual: Float64Array.of(1, 0, 1, 0, 1),
  predicted: Float64Array.of(1, 1, 0, 0, 1),
  probability: Float64Array.of(0.9, 0.6, 0.4, 0.1, 0.8),
  weight: Float64Array.of(1, 2, 1, 2, 1),
};
const all = Int32Array.of(0, 1, 2, 3, 4);

function score(text: string, times: Float64Array | null = null): number | null {
  return formulaScorer(parseFormula(text), rows, all)(times)['formula']!;
}

const words = [
  ...'tp fp tn fn n positives negatives actual predicted probability weight'.split(' '),
  ...'abs sqrt log exp mean sum min max median count if'.split(' '),
  ...'( ) ( ) + - * / ^ < <= > >= = == != , 1 0 2.5 1e3 .5'.split(' '),
];
const hostile = [
  ...'constructor __proto__ this process require eval globalThis toString'.split(' '),
  ...'` " \' ; [ ] { } => \\u0061 \n \0 ∑ １ 1n 0x10'.split(' '),
];

/** A value or null, or a refusal that says where; never anything else. */
function behaves(text: string): void {
  try {
    const value = score(text);
    expect(value === null || Number.isFinite(value)).toBe(true);
  } catch (error) {
    if (!isAppError(error)) throw error;
    expect(error).toMatchObject({ code: 'INVALID_INPUT', path: 'formula' });
    expect(error.message).toMatch(/at position \d+$/);
  }
}

describe('formulas', () => {
  it('scores any words in any order, or says where it cannot', () => {
    const text = fc.array(fc.constantFrom(...words), { maxLength: 30 }).map((of) => of.join(' '));
    fc.assert(fc.property(text, behaves), { numRuns: 2000 });
  });

  it('takes no hostile text for more than text', () => {
    const part = fc.oneof(fc.constantFrom(...words, ...hostile), fc.string({ unit: 'binary' }));
    const text = fc.array(part, { maxLength: 20 }).map((of) => of.join(''));
    fc.assert(fc.property(text, behaves), { numRuns: 2000 });
    for (const name of hostile) behaves(`mean(${name})`);
    for (const name of hostile) expect(() => parseFormula(`${name}(actual)`)).toThrow('position');
  });

  it.each([
    '('.repeat(400) + '1' + ')'.repeat(400),
    '-'.repeat(999) + '1',
    '2' + '^2'.repeat(400),
    'if(1,'.repeat(150) + '1',
    'abs('.repeat(200),
    Array.from({ length: 480 }, () => '1').join('+'),
    '1'.repeat(5000),
    '1e999 - 1e999',
    'log(0) / 0',
    '9^9^9^9',
  ])('is bounded: %s', (text) => {
    const started = performance.now();
    behaves(text);
    expect(performance.now() - started).toBeLessThan(500);
  });

  it('counts rows as often as they are drawn as if they were there as often', () => {
    const formulas = [
      'tp / (tp + fn)',
      'mean(abs(actual - probability))',
      'median(probability)',
      'sum(weight * probability) / sum(weight)',
      'max(probability) - min(probability)',
      'count(predicted > 0.5) / n',
      'mean(if(actual = 1, probability, 1 - probability) ^ 2)',
      'min(positives, negatives, 3) - mean(max(probability, 0.5))',
    ];
    const times = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(times, fc.constantFrom(...formulas), (often, text) => {
        if (often.every((one) => one === 0)) return;
        const repeated = Int32Array.from(
          often.flatMap((one, i) => Array.from({ length: one }, () => i)),
        );
        const direct = formulaScorer(parseFormula(text), rows, repeated)(null)['formula']!;
        const counted = score(text, Float64Array.from(often));
        if (direct === null || counted === null) expect(counted).toBe(direct);
        else expect(counted).toBeCloseTo(direct, 12);
      }),
    );
  });

  it.each([
    ['2 ^ 3 ^ 2', 512],
    ['-2 ^ 2', -4],
    ['2 * -3', -6],
    ['1 - 2 - 3', -4],
    ['(tp - 5 * fp) / n', -0.6],
    ['1 < 2', 1],
    ['if(tp > fp, 10, 20)', 10],
    ['TP + Fn', 3],
    ['mean(actual = predicted)', 0.6],
    ['sqrt(0 - 1)', null],
  ])('%s is %s', (text, value) => {
    expect(score(text)).toBe(value);
  });

  it.each([
    ['tp +', 5],
    ['mean(actual', 12],
    ['actual - predicted', 1],
    ['mean(3)', 1],
    ['foo(1)', 1],
    ['1 + abs', 5],
    ['if(1, 2)', 1],
    ['tp $ 2', 4],
  ])('%s fails at %d', (text, position) => {
    expect(() => parseFormula(text)).toThrow(new RegExp(`at position ${position}$`));
  });
});
