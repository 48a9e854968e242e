import { describe, expect, it } from 'vitest';
import type { Quality } from '../../../../../../core/contract/validation.ts';
import { weakestPart } from '../../../../../../renderer/views/data/versions/quality-weakest.ts';

const quality = (dimensions: Partial<Quality['dimensions']>): Quality => ({
  score: 90,
  dimensions: {
    completeness: 1,
    validity: null,
    uniqueness: 1,
    consistency: 1,
    timeliness: null,
    ...dimensions,
  },
  weights: { completeness: 0.3, validity: 0.3, uniqueness: 0, consistency: 0.2, timeliness: 0.1 },
  detail: [],
});

describe('weakestPart', () => {
  it('names the lowest part, on the scale of the score', () => {
    const weakest = weakestPart(quality({ completeness: 0.8, consistency: 0.5 }));
    expect(weakest).toMatchObject({ title: 'Consistency', value: 50 });
  });
  it('leaves out parts that do not count or cannot be told', () => {
    expect(weakestPart(quality({ uniqueness: 0.1, completeness: 0.9 }))?.id).toBe('completeness');
    expect(weakestPart(quality({}))).toBeNull();
  });
});
