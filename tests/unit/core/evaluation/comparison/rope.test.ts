import { expect, it } from 'vitest';
import { ropeOf } from '../../../../../core/evaluation/comparison/rope.ts';

it('is 0.01 of a score that ends at 1, and 1 % of the better value of an error', () => {
  const auc = { name: 'roc_auc', better: 'higher' } as const;
  const rmse = { name: 'rmse', better: 'lower' } as const;
  const logLoss = { name: 'log_loss', better: 'lower' } as const;
  expect(ropeOf(auc, undefined, [0.9, 0.8])).toEqual({ value: 0.01, by: 'score' });
  expect(ropeOf(rmse, undefined, [25_000, null, 20_000])).toEqual({ value: 200, by: 'better' });
  expect(ropeOf(logLoss, undefined, [0.4, 0.5])).toEqual({ value: 0.004, by: 'better' });
});

it('is what was asked for, also nothing', () => {
  const rmse = { name: 'rmse', better: 'lower' } as const;
  expect(ropeOf(rmse, 0, [1, 2])).toEqual({ value: 0, by: 'asked' });
  expect(ropeOf(rmse, undefined, [null, null])).toEqual({ value: 0, by: 'better' });
});
