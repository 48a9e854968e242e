import { beforeEach, describe, expect, it } from 'vitest';
import { useUndo } from '../../../../renderer/stores/undo.ts';

const store = () => useUndo.getState();

function step(title: string, log: string[]) {
  return {
    title,
    undo: async () => void log.push(`undo ${title}`),
    redo: async () => void log.push(`redo ${title}`),
  };
}

describe('useUndo', () => {
  beforeEach(() => store().clear());

  it('takes steps back in reverse and does them again in order', async () => {
    const log: string[] = [];
    store().push(step('a', log));
    store().push(step('b', log));
    expect((await store().undo())?.title).toBe('b');
    await store().undo();
    expect(await store().undo()).toBeNull();
    await store().redo();
    await store().redo();
    expect(log).toEqual(['undo b', 'undo a', 'redo a', 'redo b']);
  });

  it('forgets what was undone once something else is done', async () => {
    const log: string[] = [];
    store().push(step('a', log));
    await store().undo();
    store().push(step('b', log));
    expect(await store().redo()).toBeNull();
  });

  it('keeps a step whose undo fails', async () => {
    store().push({
      title: 'a',
      undo: () => Promise.reject(new Error('gone')),
      redo: () => Promise.resolve(),
    });
    await expect(store().undo()).rejects.toThrow('gone');
    expect(store().done).toHaveLength(1);
  });

  it('takes back a step that is no longer the last, and only once', async () => {
    const log: string[] = [];
    const first = step('a', log);
    store().push(first);
    store().push(step('b', log));
    await store().take(first);
    await store().take(first);
    expect(log).toEqual(['undo a']);
    expect(store().done.map((each) => each.title)).toEqual(['b']);
  });

  it('does not take a step back twice while the first undo runs', async () => {
    const log: string[] = [];
    store().push(step('a', log));
    await Promise.all([store().undo(), store().undo()]);
    expect(log).toEqual(['undo a']);
  });
});
