import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useExplaining } from '../../../../../../renderer/views/explain/setup/use-explaining.ts';
import { useFocus } from '../../../../../../renderer/views/explain/explain-state.ts';

interface Handle {
  output: { id: string } | null;
  readonly asked: unknown[];
  readonly cancel: ReturnType<typeof vi.fn>;
  readonly end: (output: { id: string } | null) => void;
}

const handles = new Map<string, Handle & Record<string, unknown>>();

function newHandle(): Handle & Record<string, unknown> {
  let resolve: (output: { id: string } | null) => void;
  const handle: Handle & Record<string, unknown> = {
    output: null,
    running: false,
    asked: [],
    cancel: vi.fn(),
    reset: () => (handle.output = null),
    start: (input: unknown) => {
      handle.asked.push(input);
      return new Promise((done) => (resolve = done));
    },
    end: (output) => {
      handle.output = output;
      resolve(output);
    },
  };
  return handle;
}

vi.mock('../../../../../../renderer/client/use-job.ts', () => ({
  useJob: (_: string, key: string) => {
    if (!handles.has(key)) handles.set(key, newHandle());
    return handles.get(key);
  },
}));

const input = { model: 'm', version: 'v' };
const first = (): Handle => handles.get('explain-view')!;
const exact = (): Handle => handles.get('explain-exact')!;

beforeEach(() => handles.clear());
afterEach(cleanup);

it('shows a first look, then all rows in its place with what was looked at', async () => {
  const { result, rerender } = renderHook(useExplaining);
  result.current.start(input, true);
  expect(first().asked).toEqual([{ ...input, sample: 2000 }]);
  await act(async () => first().end({ id: 'look' }));
  expect(exact().asked).toEqual([input]);
  rerender();
  expect(result.current.newest).toEqual({ id: 'look' });

  const focus = renderHook(() => useFocus('look'));
  act(() => focus.result.current[1]({ index: 7 }));
  await act(async () => exact().end({ id: 'all' }));
  expect(result.current.newest).toEqual({ id: 'all' });
  expect(result.current.rootOf('all')).toBe('look');
  expect(renderHook(() => useFocus('all')).result.current[0].index).toBe(7);
});

it('explains all rows at once where no look is wanted', async () => {
  const { result } = renderHook(useExplaining);
  result.current.start(input, false);
  await act(async () => first().end({ id: 'short' }));
  expect(first().asked).toEqual([input]);
  expect(exact().asked).toEqual([]);
});

it('computes nothing behind a look that was cancelled, and gives up what an older look waits for', async () => {
  const { result } = renderHook(useExplaining);
  result.current.start(input, true);
  expect(exact().cancel).toHaveBeenCalledOnce();
  await act(async () => first().end(null));
  expect(exact().asked).toEqual([]);
});
