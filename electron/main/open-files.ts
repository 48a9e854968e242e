import { statSync } from 'node:fs';
import { resolve } from 'node:path';

const tableFile = /\.(csv|tsv|tab|txt)$/i;

/**
 * The data files a start was given: arguments that are no flags and name existing files with a
 * known ending. The first argument is the program, and in development the second its folder.
 */
export function filesOfArguments(argv: readonly string[], cwd: string): string[] {
  return argv
    .slice(1)
    .filter((argument) => !argument.startsWith('-') && tableFile.test(argument))
    .map((argument) => resolve(cwd, argument))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true);
}
