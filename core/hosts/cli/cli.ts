import { resolve } from 'node:path';
import { CommanderError } from 'commander';
import { AppError } from '../../base/app-error.ts';
import type { AppPaths } from '../app-paths.ts';
import { connect } from './connect.ts';
import { exitCodes } from './exit-codes.ts';
import type { CliIo } from './io.ts';
import { createProgram, type Request } from './program.ts';
import { reportFailure } from './report-failure.ts';
import { runOperation } from './run-operation.ts';

interface Parsed {
  readonly request: Request;
  readonly workspacePath: string;
  readonly json: boolean;
}

/** Wrong usage as a failure. Where a command is lacking, commander prints its help: far too much. */
function usageFailure(error: CommanderError, printed: string): AppError {
  const [message = '', ...hints] = printed.trim().split('\n');
  const isHelp = error.code === 'commander.help';
  return new AppError(
    'INVALID_INPUT',
    isHelp ? 'The command is incomplete' : message.replace(/^error: /, ''),
    { hint: (isHelp ? '' : hints.join(' ').trim()) || 'See assay --help' },
  );
}

/** Everything commander would print or exit with, as values. */
async function parse(
  words: readonly string[],
  paths: AppPaths,
  io: CliIo,
): Promise<Parsed | number> {
  const json = words.includes('--json');
  let request: Request | null = null;
  const out: string[] = [];
  const err: string[] = [];
  const program = createProgram({
    version: paths.version,
    cwd: io.cwd,
    words,
    readStdin: () => io.readStdin(),
    onRequest: (asked) => {
      request = asked;
    },
  });
  for (const command of [
    program,
    ...program.commands,
    ...program.commands.flatMap((c) => c.commands),
  ]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => out.push(text),
      writeErr: (text) => err.push(text),
      getOutHelpWidth: () => io.width,
      getErrHelpWidth: () => io.width,
    });
  }
  try {
    await program.parseAsync(words, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) {
      await reportFailure(error, io, json);
      return exitCodes.failed;
    }
    if (error.exitCode === 0) {
      await io.out(out.join(''));
      return exitCodes.done;
    }
    if (json) {
      await reportFailure(usageFailure(error, err.join('')), io, true);
    } else io.err(err.join(''));
    return exitCodes.usage;
  }
  const { workspace } = program.opts<{ workspace: string }>();
  if (request === null) return exitCodes.usage;
  return { request, workspacePath: resolve(io.cwd, workspace), json };
}

/** Runs one command line (without `node` and the script) and returns the exit code. */
export async function runCli(
  words: readonly string[],
  paths: AppPaths,
  io: CliIo,
): Promise<number> {
  const parsed = await parse(words, paths, io);
  if (typeof parsed === 'number') return parsed;
  const { request, workspacePath, json } = parsed;
  if (request.kind === 'operation') {
    return runOperation(() => connect(workspacePath, paths), { ...request, json }, io);
  }
  try {
    const { serve } = await import('./serve.ts');
    return await serve({ ...request, workspacePath, json }, paths, io);
  } catch (error) {
    await reportFailure(error, io, json);
    return exitCodes.failed;
  }
}
