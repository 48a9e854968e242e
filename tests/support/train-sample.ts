import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { InputOf, OutputOf } from '../../core/contract/contract.ts';
import type { TestCore } from './open-test-core.ts';

/** The path of a bundled dataset whose file name begins so. */
export async function samplePath({ client }: TestCore, start: string): Promise<string> {
  const { samples } = await client.call('data.samples', {});
  const found = samples.find(({ path }) => basename(path).startsWith(start));
  if (!found) throw new Error(`No bundled dataset begins with ${start}`);
  return found.path;
}

/** Imports a bundled dataset under the given name. */
export async function importSample(test: TestCore, start: string, name: string): Promise<string> {
  const file = await samplePath(test, start);
  const { version } = await test.client.run('data.import', { files: [file], name });
  return version.id;
}

/** Trains few trees and without cross-validation, which these tests do not look at. */
export function trainQuickly(
  { client }: TestCore,
  input: InputOf<'models.train'>,
): Promise<OutputOf<'models.train'>> {
  const params = input.algorithm === 'gradient_boosting' ? { n_estimators: 25 } : {};
  return client.run('models.train', { cv: 0, params, ...input });
}

/** Rewrites a delimited file line by line (the header is line 0) into the test's folder. */
export async function rewriteLines(
  test: TestCore,
  file: string,
  change: (line: string, at: number) => string | null,
): Promise<string> {
  const lines = (await readFile(file, 'utf8')).trimEnd().split(/\r?\n/);
  const path = join(
    test.folder,
    `changed-${lines.length}-${Math.random().toString(36).slice(2)}.csv`,
  );
  const changed = lines.map(change).filter((line) => line !== null);
  await writeFile(path, `${changed.join('\n')}\n`);
  return path;
}
