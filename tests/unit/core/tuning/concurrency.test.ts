import { expect, it } from 'vitest';
import { requireEstimator } from '../../../../core/models/catalogue.ts';
import { planConcurrency } from '../../../../core/tuning/concurrency.ts';
import type { PreparedSearch } from '../../../../core/tuning/prepare-search.ts';

const searchOf = (rows: number, memoryBudget: number): PreparedSearch =>
  ({
    shape: { rows, features: Array.from({ length: 100 }, String), classes: 2 },
    machine: { threads: 8, memoryBudget },
  }) as unknown as PreparedSearch;

const linear = [requireEstimator('ridge')];

it('runs as many trials at once as asked for, and shares the threads', () => {
  const plan = planConcurrency(searchOf(1000, 1e9), linear, 4);
  expect(plan).toMatchObject({ parallel: 4, threads: 2, memoryBudget: 2.5e8, warnings: [] });
});

it('runs fewer where memory does not allow more, and says so; one always runs', () => {
  // 1 M rows of 100 numbers are 0.8 GB, and a trial holds several copies.
  const plan = planConcurrency(searchOf(1_000_000, 10e9), linear, 4);
  expect(plan.parallel).toBeLessThan(4);
  expect(plan.warnings).toMatchObject([{ kind: 'memory' }]);
  expect(planConcurrency(searchOf(1_000_000, 1e6), linear, 4).parallel).toBe(1);
});
