import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findAppPaths } from '../../core/hosts/app-paths.ts';
import { runCli } from '../../core/hosts/cli/cli.ts';

export interface Answer {
  readonly code: number;
  /** Standard output, parsed; it must be one JSON document on one line. */
  readonly output: unknown;
  readonly err: string;
}

export interface CommandLine extends AsyncDisposable {
  readonly folder: string;
  /**
   * Runs `assay <line> <words> --json` in the folder, on the workspace `workspace` in it. The line is
   * cut at blanks; words may hold some.
   */
  run(line: string, ...words: readonly string[]): Promise<Answer>;
  /** The output of a command that ends with 0; throws what it printed otherwise. */
  output<T = unknown>(line: string, ...words: readonly string[]): Promise<T>;
}

/** The command line as a process would run it, in this process and on a temporary folder. */
export async function openCommandLine(): Promise<CommandLine> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-cli-'));
  const configBefore = process.env['ASSAY_CONFIG_DIR'];
  process.env['ASSAY_CONFIG_DIR'] = join(folder, 'config');
  const paths = findAppPaths(import.meta.url);

  async function run(line: string, ...more: readonly string[]): Promise<Answer> {
    const words = [...line.split(' ').filter((word) => word !== ''), ...more];
    const written = { out: '', err: '' };
    const code = await runCli([...words, '--workspace', 'workspace', '--json'], paths, {
      cwd: folder,
      out: async (text) => void (written.out += text),
      err: (text) => void (written.err += text),
      stderrIsTerminal: false,
      width: 100,
      now: Date.now,
      readStdin: async () => '',
      onInterrupt: () => () => {},
      openBrowser: () => {},
    });
    if (!/^[^\n]+\n$/.test(written.out)) throw new Error(`No single document: ${written.out}`);
    return { code, output: JSON.parse(written.out), err: written.err };
  }

  return {
    folder,
    run,
    async output<T>(line: string, ...words: readonly string[]) {
      const { code, output } = await run(line, ...words);
      if (code !== 0) throw new Error(`assay ${line}: ${JSON.stringify(output)}`);
      return output as T;
    },
    async [Symbol.asyncDispose]() {
      if (configBefore === undefined) delete process.env['ASSAY_CONFIG_DIR'];
      else process.env['ASSAY_CONFIG_DIR'] = configBefore;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
