import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { classMeasures } from '../../../core/evaluation/fairness/class-measures.ts';
import { countCells, groupCells } from '../../../core/evaluation/fairness/group-counts.ts';

interface Case {
  name: string;
  y: number[];
  called: number[];
  groups: number[];
  weights: number[] | null;
  measures: Record<string, number>;
}
const golden = JSON.parse(readFileSync(new URL('fairness.json', import.meta.url), 'utf8')) as {
  tolerance: number;
  cases: Case[];
};

function measured({ y, called, groups, weights }: Case): Record<string, number | null> {
  const cells = groupCells(Int32Array.from(groups), Uint8Array.from(y), Uint8Array.from(called));
  const count = Math.max(...groups) + 1;
  return classMeasures(countCells(cells, count, weights && Float64Array.from(weights)), 0);
}

it.each(golden.cases)('measures equal Fairlearn: $name', (one) => {
  const actual = measured(one);
  const wrong = Object.entries(one.measures).filter(
    ([id, expected]) => !(Math.abs((actual[id] ?? Number.NaN) - expected) <= golden.tolerance),
  );
  expect(wrong.map(([id, expected]) => `${id}: ${actual[id]}, not ${expected}`)).toEqual([]);
});

it('gives the figures that the user guide prints', () => {
  expect(measured(golden.cases[0]!)).toMatchObject({
    demographic_parity_difference: 0.25,
    equalized_odds_difference: 1,
    equal_opportunity_difference: expect.closeTo(0.2, 12) as number,
    demographic_parity_ratio: expect.closeTo(2 / 3, 12) as number,
    demographic_parity_difference_to_overall: expect.closeTo(0.194444, 6) as number,
  });
});
