import { describe, expect, it } from 'vitest';
import { RequestError } from '../../../../core/contract/client.ts';
import type { Topic } from '../../../../core/contract/events.ts';
import { createQueryCache } from '../../../../renderer/client/query-cache.ts';

interface Asked {
  readonly name: string;
  readonly input: unknown;
  readonly answer: (data: unknown) => Promise<void>;
  readonly fail: (error: unknown) => Promise<void>;
}

/** A cache whose answers the test gives by hand, in any order. */
function open(keep?: number) {
  const asked: Asked[] = [];
  const settled = () => new Promise<void>((resolve) => setTimeout(resolve));
  const cache = createQueryCache({
    call: (name, input) =>
      new Promise((resolve, reject) => {
        asked.push({
          name,
          input,
          answer: (data) => (resolve(data), settled()),
          fail: (error) => (reject(error), settled()),
        });
      }),
    topicsOf: (name): Topic[] => (name.startsWith('data.') ? ['datasets'] : ['runs']),
    ...(keep === undefined ? {} : { keep }),
  });
  return { cache, asked };
}

describe('createQueryCache', () => {
  it('asks once for many listeners of the same name and input', async () => {
    const { cache, asked } = open();
    let told = 0;
    cache.subscribe('data.list', { a: 1 }, () => told++);
    cache.subscribe('data.list', { a: 1 }, () => told++);
    expect(asked).toHaveLength(1);
    expect(cache.read('data.list', { a: 1 })).toMatchObject({ loading: true, data: undefined });
    await asked[0]!.answer('answer');
    expect(told).toBe(2);
    expect(cache.read('data.list', { a: 1 })).toEqual({
      data: 'answer',
      error: null,
      loading: false,
    });
  });

  it('tells inputs apart by their JSON', () => {
    const { cache, asked } = open();
    cache.subscribe('data.show', { version: 'a' }, () => {});
    cache.subscribe('data.show', { version: 'b' }, () => {});
    expect(asked.map((each) => each.input)).toEqual([{ version: 'a' }, { version: 'b' }]);
  });

  it('keeps the data on screen while a change of its topic is asked again', async () => {
    const { cache, asked } = open();
    const seen: unknown[] = [];
    cache.subscribe('data.list', {}, () => seen.push(cache.read('data.list', {})));
    await asked[0]!.answer('old');
    cache.invalidate(['datasets']);
    expect(asked).toHaveLength(2);
    expect(cache.read('data.list', {})).toMatchObject({ data: 'old', loading: false });
    await asked[1]!.answer('new');
    expect(seen).toEqual([
      { data: 'old', error: null, loading: false },
      { data: 'new', error: null, loading: false },
    ]);
  });

  it('leaves answers of other topics alone', async () => {
    const { cache, asked } = open();
    cache.subscribe('data.list', {}, () => {});
    await asked[0]!.answer('data');
    cache.invalidate(['runs']);
    expect(asked).toHaveLength(1);
  });

  it('asks a stale answer again only when somebody looks at it', async () => {
    const { cache, asked } = open();
    const stop = cache.subscribe('data.list', {}, () => {});
    await asked[0]!.answer('old');
    stop();
    cache.invalidate(['datasets']);
    expect(asked).toHaveLength(1);
    cache.subscribe('data.list', {}, () => {});
    expect(asked).toHaveLength(2);
    expect(cache.read('data.list', {}).data).toBe('old');
  });

  it('drops a late answer to an earlier question', async () => {
    const { cache, asked } = open();
    cache.subscribe('data.list', {}, () => {});
    cache.invalidate(['datasets']);
    await asked[1]!.answer('new');
    await asked[0]!.answer('old');
    expect(cache.read('data.list', {}).data).toBe('new');
  });

  it('turns a refusal into a failure and asks again at the next look', async () => {
    const { cache, asked } = open();
    const failure = { code: 'NOT_FOUND', message: 'gone' } as const;
    const stop = cache.subscribe('data.list', {}, () => {});
    await asked[0]!.fail(new RequestError(failure));
    expect(cache.read('data.list', {})).toEqual({
      data: undefined,
      error: failure,
      loading: false,
    });
    stop();
    cache.subscribe('data.list', {}, () => {});
    expect(asked).toHaveLength(2);
    expect(cache.read('data.list', {}).loading).toBe(true);
  });

  it('shares a fetch with listeners and answers it from the cache while fresh', async () => {
    const { cache, asked } = open();
    cache.subscribe('data.list', {}, () => {});
    const fetched = cache.fetch('data.list', {});
    await asked[0]!.answer('answer');
    expect(await fetched).toBe('answer');
    expect(await cache.fetch('data.list', {})).toBe('answer');
    expect(asked).toHaveLength(1);
  });

  it('forgets the answers longest unused beyond its limit, never one that is on screen', async () => {
    const { cache, asked } = open(2);
    cache.subscribe('data.show', { n: 0 }, () => {});
    for (let n = 1; n <= 4; n++) cache.subscribe('data.show', { n }, () => {})();
    for (const each of asked) await each.answer((each.input as { n: number }).n);
    cache.subscribe('data.show', { n: 5 }, () => {})();
    expect(cache.read('data.show', { n: 0 }).data).toBe(0);
    expect(cache.read('data.show', { n: 1 }).data).toBeUndefined();
    expect(cache.read('data.show', { n: 4 }).data).toBe(4);
  });

  it('keeps a new question while all others await their answers', async () => {
    const { cache, asked } = open(1);
    for (let n = 0; n < 4; n++) cache.subscribe('data.show', { n }, () => {})();
    cache.subscribe('data.show', { n: 4 }, () => {});
    await asked[4]!.answer('answer');
    expect(cache.read('data.show', { n: 4 }).data).toBe('answer');
  });
});
