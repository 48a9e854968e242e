import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CommandLine, openCommandLine } from '../support/command-line.ts';
import { foreignBytes, foreignCase } from '../support/foreign-cases.ts';

/** What scripts rely on of `registry import`; see interface.test.ts for the rest. */
const samples = join(import.meta.dirname, '../../datasets');
const text = expect.any(String) as string;
const number = expect.any(Number) as number;

let cli: CommandLine;
let folder = '';

beforeAll(async () => {
  cli = await openCommandLine();
  folder = cli.folder;
  await cli.output('data import --name wine', join(samples, 'wine_uci.csv'));
}, 60_000);
afterAll(() => cli[Symbol.asyncDispose]());

it('brings in a model of another library by its file', async () => {
  const file = join(folder, 'forest.onnx');
  await writeFile(file, foreignBytes(foreignCase('onnx random forest')));
  const output = await cli.output(
    `registry import`,
    file,
    'wine@1',
    '--target',
    'target',
    '--name',
    'forest',
  );
  expect(output).toMatchObject({
    modelId: text,
    runId: text,
    features: expect.arrayContaining(['alcohol', 'proline']) as string[],
    metrics: { 'train.accuracy': number, 'train.roc_auc': number },
    warnings: expect.arrayContaining([
      { kind: 'import', message: expect.stringContaining('by their position') as string },
    ]) as unknown[],
  });
});
