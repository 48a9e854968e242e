import { describe, expect, it } from 'vitest';
import { parseParams } from '../../../../core/base/parse-params.ts';
import { estimators } from '../../../../core/models/catalogue.ts';
import { gridSampler } from '../../../../core/tuning/samplers/grid.ts';
import { randomSampler } from '../../../../core/tuning/samplers/random.ts';
import { checkSpace } from '../../../../core/tuning/samplers/search-space.ts';

const searched = [...estimators.values()].filter(({ search }) => search);

describe.each(searched.map((estimator) => [estimator.id, estimator] as const))(
  'the search space of %s',
  (id, { search, params }) => {
    it('holds only what the algorithm takes', () => {
      checkSpace(search!);
      const samplers = [randomSampler(search!, 1), gridSampler(search!, { trials: 20, seed: 1 })];
      for (const sampler of samplers) {
        for (let number = 0; number < 20; number++) {
          const drawn = sampler.suggest(number, []);
          if (!drawn) break;
          expect(parseParams(params, drawn, { id, path: 'params' })).toMatchObject(drawn);
        }
      }
    });
  },
);
