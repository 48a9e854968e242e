import { describe, expect, it } from 'vitest';
import { operations } from '../../../../core/contract/contract.ts';
import { topicsOf } from '../../../../renderer/client/query-topics.ts';

describe('topicsOf', () => {
  it('has topics for each query whose answer can change', () => {
    const unchanging = new Set([
      'data.summaries',
      'data.sniff',
      'data.samples',
      'models.list',
      'preprocessing.steps',
      'patterns.list',
      // Of a search that has ended; while it runs its view asks again by itself.
      'tuning.show',
      'tuning.threshold',
      // Jobs tell of themselves by their own events.
      'jobs.list',
      'jobs.get',
    ]);
    const forgotten = operations
      .filter((operation) => operation.kind === 'query' && !unchanging.has(operation.name))
      .filter((operation) => topicsOf(operation.name).length === 0)
      .map((operation) => operation.name);
    expect(forgotten).toEqual([]);
  });
});
