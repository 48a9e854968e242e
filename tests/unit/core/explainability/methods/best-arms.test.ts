import { expect, it } from 'vitest';
import { createRng } from '../../../../../core/base/rng.ts';
import {
  bestArms,
  mostAsked,
} from '../../../../../core/explainability/methods/anchor/best-arms.ts';

interface Coin {
  readonly chance: number;
  asked: number;
  met: number;
  readonly coverage: number;
}

function toss(chances: readonly number[]) {
  const rng = createRng(3);
  let asked = 0;
  const arms = chances.map((chance, i): Coin => ({
    chance,
    asked: 0,
    met: 0,
    coverage: i / 1000,
  }));
  const sample = (some: readonly Coin[], each: number): void => {
    for (const arm of some) {
      for (let n = 0; n < each; n++) arm.met += rng.next() < arm.chance ? 1 : 0;
      arm.asked += each;
      asked += each;
    }
  };
  const best = bestArms(arms, { count: 4, epsilon: 0.1, delta: 0.05, sample });
  return { best, asked };
}

it('finds the best of many arms, asking little about the worst', () => {
  const chances = Array.from({ length: 600 }, (_, i) => (i % 150 === 7 ? 0.9 : 0.5));
  const { best, asked } = toss(chances);
  expect(best.slice(0, 4).map(({ chance }) => chance)).toEqual([0.9, 0.9, 0.9, 0.9]);
  expect(asked).toBeLessThanOrEqual(mostAsked(600, 4));
  // A hundred rows of each would be 60,000 before the first look.
  expect(asked).toBeLessThan(50_000);
});

it('stops as soon as the bounds are apart', () => {
  const { best, asked } = toss([1, 1, 1, 1, 0, 0]);
  expect(best.map(({ chance }) => chance)).toEqual([1, 1, 1, 1, 0, 0]);
  expect(asked).toBeLessThan(1500);
});

it('keeps few arms all, best first', () => {
  const { best } = toss([0.1, 0.9]);
  expect(best.map(({ chance }) => chance)).toEqual([0.9, 0.1]);
});

it('puts the wider of two equally precise first', () => {
  const { best } = toss([1, 1, 1]);
  const widest = best.toSorted((a, b) => b.coverage - a.coverage);
  expect(best).toEqual(widest);
});
