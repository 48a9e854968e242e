import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface StartedScript extends AsyncDisposable {
  readonly pid: number;
  /** Waits for a line of output of that form. */
  line(form: RegExp): Promise<string>;
  /** Ends it the hard way and waits until it is gone. */
  kill(): Promise<void>;
}

/** Runs a script of tests/support in a process of its own. */
export function startScript(name: string, args: readonly string[]): StartedScript {
  const script = fileURLToPath(new URL(name, import.meta.url));
  const child: ChildProcess = spawn(process.execPath, [script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const lines: string[] = [];
  const waiting: { form: RegExp; resolve: (line: string) => void }[] = [];
  createInterface({ input: child.stdout! }).on('line', (line) => {
    lines.push(line);
    for (const waiter of waiting) if (waiter.form.test(line)) waiter.resolve(line);
  });
  async function kill(): Promise<void> {
    child.kill('SIGKILL');
    await exited;
  }
  return {
    pid: child.pid!,
    async line(form) {
      const seen = lines.find((line) => form.test(line));
      if (seen !== undefined) return seen;
      const found = Promise.withResolvers<string>();
      waiting.push({ form, resolve: found.resolve });
      const died = exited.then(() => {
        throw new Error(`${name} ended before it said ${form}`);
      });
      return Promise.race([found.promise, died]);
    },
    kill,
    [Symbol.asyncDispose]: kill,
  };
}
