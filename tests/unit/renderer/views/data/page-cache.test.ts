import { describe, expect, it } from 'vitest';
import { RequestError } from '../../../../../core/contract/client.ts';
import {
  createPageCache,
  type Page,
  pageSize,
} from '../../../../../renderer/views/data/grid/page-cache.ts';

const settled = () => new Promise<void>((resolve) => setTimeout(resolve));

function open(rows: number) {
  const asked: number[] = [];
  const answers: (() => void)[] = [];
  const cache = createPageCache((offset, limit) => {
    asked.push(offset / pageSize);
    const count = Math.max(0, Math.min(limit, rows - offset));
    const page: Page = {
      total: rows,
      matching: rows,
      rows: Array.from({ length: count }, (_, i) => [offset + i]),
      rowNumbers: Array.from({ length: count }, (_, i) => rows - 1 - offset - i),
    };
    return new Promise((resolve) => answers.push(() => resolve(page)));
  });
  const answerAll = async () => {
    while (answers.length > 0) {
      for (const answer of answers.splice(0)) answer();
      await settled();
    }
  };
  return { cache, asked, answerAll };
}

describe('createPageCache', () => {
  it('loads what is in view, then the neighbours', async () => {
    const { cache, asked, answerAll } = open(10_000);
    cache.want(0, 50);
    await answerAll();
    asked.length = 0;
    cache.want(1000, 1050);
    expect(asked).toEqual([5, 6]);
    await answerAll();
    expect(asked).toEqual([5, 6, 4]);
    expect(cache.row(1001)).toEqual([1001]);
    expect(cache.row(5000)).toBeUndefined();
    expect(cache.counts()).toEqual({ total: 10_000, matching: 10_000 });
  });

  it('skips pages that were scrolled past before their turn', async () => {
    const { cache, asked, answerAll } = open(100_000);
    cache.want(0, 50);
    await answerAll();
    asked.length = 0;
    for (let row = 10_000; row < 60_000; row += 1000) cache.want(row, row + 50);
    cache.want(90_000, 90_050);
    await answerAll();
    expect(asked.length).toBeLessThanOrEqual(5);
    expect(cache.row(90_010)).toEqual([90_010]);
  });

  it('does not ask beyond the last row', async () => {
    const { cache, asked, answerAll } = open(150);
    cache.want(0, 150);
    await answerAll();
    cache.want(0, 150);
    await answerAll();
    expect(asked.filter((page) => page > 1)).toEqual([]);
    expect(cache.row(149)).toEqual([149]);
    expect(cache.row(150)).toBeUndefined();
  });

  it('keeps a failure and does not ask in circles', async () => {
    const failure = { code: 'INVALID_INPUT', message: 'no column agee' } as const;
    let asked = 0;
    const cache = createPageCache(() => {
      asked++;
      return Promise.reject(new RequestError(failure));
    });
    cache.want(0, 50);
    await settled();
    expect(cache.error()).toEqual(failure);
    expect(asked).toBeLessThanOrEqual(2);
  });
});
