import { describe, expect, it } from 'vitest';
import {
  designInput,
  designProblems,
  freshDesign,
} from '../../../../../renderer/views/monitor/design-draft.ts';
import {
  boundsSpec,
  designSentence,
  looksSentence,
} from '../../../../../renderer/views/monitor/design-words.ts';

describe('designInput', () => {
  it('turns percent into shares without dust, and sends nothing the kind does not need', () => {
    expect(designInput({ ...freshDesign, baseline: 7, points: -1.1 })).toEqual({
      kind: 'proportions',
      baseline: 0.07,
      effect: -0.011,
      alpha: 0.05,
      power: 0.8,
      ratio: 1,
      looks: 1,
      sides: 2,
      spending: 'obrien_fleming',
    });
    expect(designInput({ ...freshDesign, kind: 'means', baseline: null })).toMatchObject({
      kind: 'means',
      effect: 0.2,
      deviation: 1,
    });
  });

  it('asks nothing while a field is empty or impossible, and names the field', () => {
    const cases = [
      [{ baseline: null }, 'baseline'],
      [{ baseline: 100 }, 'baseline'],
      [{ points: 0 }, 'points'],
      [{ baseline: 95, points: 6 }, 'points'],
      [{ kind: 'means', deviation: 0 }, 'deviation'],
      [{ kind: 'means', difference: 0 }, 'difference'],
      [{ alpha: 0 }, 'alpha'],
      [{ power: 100 }, 'power'],
      [{ ratio: -1 }, 'ratio'],
      [{ looks: 21 }, 'looks'],
    ] as const;
    for (const [part, field] of cases) {
      const draft = { ...freshDesign, ...part };
      expect(Object.keys(designProblems(draft)), field).toEqual([field]);
      expect(designInput(draft), field).toBeNull();
    }
  });
});

const design = {
  rowsA: 3930,
  rowsB: 1965,
  power: 0.8,
  effectSize: 0.064,
  curve: [],
  looks: [
    { share: 0.5, rows: 2948, z: 2.963, alpha: 0.003, spent: 0.003, power: 0.2 },
    { share: 1, rows: 5895, z: 1.969, alpha: 0.049, spent: 0.05, power: 0.8 },
  ],
  inflation: 1.02,
  expectedRows: 5305.5,
};

it('says in words which way the rate moves and what looking early costs', () => {
  const input = designInput({ ...freshDesign, points: -2 })!;
  expect(designSentence(input, design)).toBe(
    'To find a fall from 10% to 8% with a probability of 80%, the test needs 3,930 rows of A and 1,965 of B, 5,895 in all.',
  );
  expect(looksSentence(design)).toContain('2% more rows');
  expect(looksSentence({ ...design, looks: [] })).toBeNull();
});

it('draws bounds in both directions only where both count', () => {
  expect(boundsSpec(design, 2).series.map(({ y }) => y)).toEqual([
    [2.963, 1.969],
    [-2.963, -1.969],
  ]);
  expect(boundsSpec(design, 1).series).toHaveLength(1);
});
