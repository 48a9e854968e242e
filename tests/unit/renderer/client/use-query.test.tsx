import { act, cleanup, render, screen } from '@testing-library/react';
import { StrictMode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { queryCache } from '../../../../renderer/client/client.ts';
import { useQuery } from '../../../../renderer/client/use-query.ts';

let asked: string[];
let answer: (name: string, input: unknown) => unknown;

beforeEach(() => {
  asked = [];
  vi.stubGlobal('fetch', async (url: string, init: { body: string }) => {
    const name = url.replace('/api/', '');
    asked.push(name);
    return Response.json(answer(name, JSON.parse(init.body)));
  });
});

afterEach(() => {
  cleanup();
  queryCache.invalidateAll();
  vi.unstubAllGlobals();
});

function Shown({ version, keepPrevious }: { version: string | null; keepPrevious?: boolean }) {
  const input = version === null ? null : { version };
  const { data, error, loading } = useQuery('data.show', input, {
    keepPrevious: keepPrevious ?? false,
  });
  return <p>{error ? error.message : loading ? 'loading' : (data?.dataset.name ?? 'not asked')}</p>;
}

const named = (_: string, input: unknown) => ({
  output: { dataset: { name: (input as { version: string }).version } },
});

describe('useQuery', () => {
  it('shares one request between components, also in strict mode', async () => {
    answer = named;
    render(
      <StrictMode>
        <Shown version="shared" />
        <Shown version="shared" />
      </StrictMode>,
    );
    expect(screen.getAllByText('loading')).toHaveLength(2);
    expect(await screen.findAllByText('shared')).toHaveLength(2);
    expect(asked).toEqual(['data.show']);
  });

  it('does not ask without an input', () => {
    render(<Shown version={null} />);
    expect(screen.getByText('not asked')).toBeTruthy();
    expect(asked).toEqual([]);
  });

  it('shows the failure of the core', async () => {
    answer = () => ({ error: { code: 'NOT_FOUND', message: 'There is no version x' } });
    render(<Shown version="x" />);
    expect(await screen.findByText('There is no version x')).toBeTruthy();
  });

  it('keeps the old answer on screen until the new one is there, when asked to', async () => {
    answer = named;
    const { rerender } = render(<Shown version="one" keepPrevious />);
    await screen.findByText('one');
    rerender(<Shown version="two" keepPrevious />);
    expect(screen.getByText('one')).toBeTruthy();
    expect(await screen.findByText('two')).toBeTruthy();
    rerender(<Shown version="three" />);
    expect(screen.getByText('loading')).toBeTruthy();
  });

  it('asks again without flicker when its topic changed', async () => {
    let n = 0;
    answer = () => ({ output: { dataset: { name: `answer ${++n}` } } });
    render(<Shown version="again" />);
    await screen.findByText('answer 1');
    act(() => queryCache.invalidate(['datasets']));
    expect(screen.getByText('answer 1')).toBeTruthy();
    expect(await screen.findByText('answer 2')).toBeTruthy();
  });
});
