import type { CliIo } from '../../../../../core/hosts/cli/io.ts';

export interface FakeIo extends CliIo {
  readonly written: { out: string; err: string };
  readonly opened: string[];
  time: number;
  interrupt(): void;
}

/** The outside of the command line, kept in memory. */
export function createFakeIo(options: Partial<CliIo> = {}): FakeIo {
  const listeners = new Set<() => void>();
  const written = { out: '', err: '' };
  const opened: string[] = [];
  const io: FakeIo = {
    cwd: '/data',
    written,
    opened,
    time: 0,
    async out(text) {
      written.out += text;
    },
    err(text) {
      written.err += text;
    },
    stderrIsTerminal: false,
    width: 100,
    now: () => io.time,
    readStdin: async () => '',
    onInterrupt(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    openBrowser: (url) => void opened.push(url),
    interrupt() {
      for (const listener of listeners) listener();
    },
    ...options,
  };
  return io;
}
