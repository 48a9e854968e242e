import { describe, expect, it } from 'vitest';
import type { ParamRange } from '../../../../core/contract/models.ts';
import { gridSampler, gridValues } from '../../../../core/tuning/samplers/grid.ts';
import { randomSampler } from '../../../../core/tuning/samplers/random.ts';
import type { PastTrial, Sampler } from '../../../../core/tuning/samplers/sampler.ts';
import { checkSpace } from '../../../../core/tuning/samplers/search-space.ts';
import { tpeSampler } from '../../../../core/tuning/samplers/tpe.ts';

type Space = Record<string, ParamRange>;
type Values = Record<string, number>;

const spaces: Record<string, { space: Space; f: (p: Values) => number }> = {
  sphere: {
    space: {
      a: { type: 'float', low: -5, high: 5 },
      b: { type: 'float', low: -5, high: 5 },
      c: { type: 'float', low: -5, high: 5 },
    },
    f: ({ a, b, c }) => (a! - 1) ** 2 + (b! + 2) ** 2 + c! ** 2,
  },
  'learning rate and leaves': {
    space: {
      rate: { type: 'float', low: 1e-4, high: 1, log: true },
      leaves: { type: 'integer', low: 2, high: 512, log: true },
    },
    f: ({ rate, leaves }) => (Math.log10(rate!) + 1.5) ** 2 + (Math.log2(leaves!) - 5) ** 2 / 4,
  },
  'choices and steps': {
    space: {
      kind: { type: 'categorical', choices: [0, 1, 2, 3, 4] },
      share: { type: 'float', low: 0, high: 1, step: 0.05 },
      depth: { type: 'integer', low: 1, high: 30 },
    },
    f: ({ kind, share, depth }) =>
      (kind === 3 ? 0 : 2) + 4 * (share! - 0.3) ** 2 + Math.abs(depth! - 9) / 5,
  },
};

function minimise(sampler: Sampler, f: (p: Values) => number, trials: number): PastTrial[] {
  const past: PastTrial[] = [];
  for (let number = 0; number < trials; number++) {
    const params = sampler.suggest(number, past)!;
    const loss = f(params as Values);
    past.push({ number, state: 'complete', loss, params, intermediate: [] });
  }
  return past;
}

const best = (past: readonly PastTrial[]): number => Math.min(...past.map(({ loss }) => loss));

describe('TPE', () => {
  it.each(Object.entries(spaces))('beats random search on %s', (_, { space, f }) => {
    const seeds = Array.from({ length: 12 }, (__, seed) => seed);
    const wins = seeds.filter((seed) => {
      const tpe = best(minimise(tpeSampler(space, seed), f, 60));
      return tpe <= best(minimise(randomSampler(space, seed), f, 60));
    });
    expect(wins.length).toBeGreaterThanOrEqual(10);
  });

  it('names the same parameters for the same seed, number and past', () => {
    const { space, f } = spaces['learning rate and leaves']!;
    const past = minimise(tpeSampler(space, 3), f, 25);
    const again = tpeSampler(space, 3);
    // A sampler that was asked nothing before, as after a restart.
    expect(again.suggest(25, past)).toEqual(tpeSampler(space, 3).suggest(25, past));
    expect(minimise(tpeSampler(space, 3), f, 25)).toEqual(past);
    expect(minimise(tpeSampler(space, 4), f, 25)).not.toEqual(past);
  });
});

describe('values lie in their ranges', () => {
  it.each(Object.entries(spaces))('%s', (_, { space, f }) => {
    const past = [
      ...minimise(tpeSampler(space, 1), f, 40),
      ...minimise(randomSampler(space, 1), f, 40),
    ];
    const outside = past.flatMap(({ params }) =>
      Object.entries(space).filter(([name, range]) => {
        const value = params[name] as number;
        if (range.type === 'categorical') return !range.choices.includes(value);
        const step = range.step ?? (range.type === 'integer' ? 1 : null);
        const steps = step === null ? 0 : (value - range.low) / step;
        return (
          value < range.low || value > range.high || Math.abs(steps - Math.round(steps)) > 1e-9
        );
      }),
    );
    expect(outside).toEqual([]);
  });
});

describe('random', () => {
  it('is uniform over logarithms where asked', () => {
    const space: Space = { x: { type: 'float', low: 1e-4, high: 1, log: true } };
    const sampler = randomSampler(space, 5);
    const drawn = Array.from({ length: 2000 }, (_, i) => sampler.suggest(i, [])!['x'] as number);
    const below = drawn.filter((x) => x < 1e-2).length;
    expect(Math.abs(below / 2000 - 0.5)).toBeLessThan(0.05);
  });
});

describe('grid', () => {
  it('tries every combination once, in order, the last parameter fastest', () => {
    const space: Space = {
      a: { type: 'integer', low: 1, high: 3 },
      b: { type: 'categorical', choices: ['x', 'y'] },
    };
    const sampler = gridSampler(space, { trials: 10, seed: 1 });
    const tried = Array.from({ length: 7 }, (_, i) => sampler.suggest(i, []));
    expect(tried[6]).toBeNull();
    expect(tried.slice(0, 3)).toEqual([
      { a: 1, b: 'x' },
      { a: 1, b: 'y' },
      { a: 2, b: 'x' },
    ]);
    expect(new Set(tried.slice(0, 6).map((one) => JSON.stringify(one))).size).toBe(6);
  });

  it('spreads fewer trials over a large grid, none twice', () => {
    const axis: ParamRange = { type: 'float', low: 0, high: 1 };
    const names = 'abcdefghijkl'.split('');
    const space = Object.fromEntries(names.map((name) => [name, axis]));
    const sampler = gridSampler(space, { trials: 50, seed: 1 });
    const tried = Array.from({ length: 50 }, (_, i) => JSON.stringify(sampler.suggest(i, [])));
    expect(new Set(tried).size).toBe(50);
    expect(sampler.suggest(7, [])).toEqual(JSON.parse(tried[7]!));
  });

  it('spaces values evenly, on a logarithm where asked', () => {
    expect(gridValues({ type: 'float', low: 0, high: 1 })).toEqual([0, 0.25, 0.5, 0.75, 1]);
    const log = gridValues({ type: 'float', low: 0.01, high: 100, log: true }) as number[];
    expect(log.map((value) => Math.log10(value))).toEqual(
      [-2, -1, 0, 1, 2].map((x) => expect.closeTo(x, 9) as number),
    );
  });
});

describe('a space is refused', () => {
  it.each([
    ['low above high', { type: 'float', low: 2, high: 1 }],
    ['a logarithm from 0', { type: 'float', low: 0, high: 1, log: true }],
    ['a logarithm with a step', { type: 'integer', low: 1, high: 9, log: true, step: 2 }],
  ] as const)('with %s', (_, range) => {
    expect(() => checkSpace({ x: range })).toThrow(expect.objectContaining({ path: 'space.x' }));
  });
});
