import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tableRows } from '../../../../core/data/cells.ts';
import { readScoringFile, type ScoringFile } from '../../../../core/serving/read-scoring-file.ts';
import type { FittedPipeline } from '../../../../core/models/pipeline.ts';
import { smallPipeline } from '../../../support/small-pipeline.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const pipeline = smallPipeline('gradient_boosting', ['ill', 'well']);
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

async function read(text: string, model: FittedPipeline = pipeline): Promise<ScoringFile> {
  const path = join(folder.path, 'scoring.csv');
  await writeFile(path, text);
  return readScoringFile(path, model);
}

it('reads what the model needs in its types and keeps how the file wrote it', async () => {
  const file = await read(
    'seen;note;dose;site;smoker\n31/01/2024;007;1,50;b;Yes\n05/02/2024;;2;a;No\n',
  );
  expect(tableRows(file.aligned, 0, 9)).toEqual([
    [1.5, true, 'b', '2024-01-31T00:00:00.000Z'],
    [2, false, 'a', '2024-02-05T00:00:00.000Z'],
  ]);
  expect(tableRows(file.shown, 0, 9)).toEqual([
    ['31/01/2024', '007', 1.5, 'b', 'Yes'],
    ['05/02/2024', null, 2, 'a', 'No'],
  ]);
  expect(file.warnings).toEqual([]);
});

it('keeps rows together where the file has malformed ones', async () => {
  const { shown, aligned, warnings } = await read(
    'dose,smoker,site,seen\n1,true,a,2024-01-01\n2,true\n3,false,b,2024-01-03\n',
  );
  expect(tableRows(shown, 0, 9).map((row) => row[0])).toEqual([1, 3]);
  expect(tableRows(aligned, 0, 9).map((row) => row[0])).toEqual([1, 3]);
  expect(warnings.filter((warning) => warning.kind === 'rejected_rows')).toHaveLength(1);
});

it('takes a fraction where training saw whole numbers only', async () => {
  const [dose] = pipeline.features;
  const integers = { ...pipeline, features: [{ ...dose!, type: 'integer' as const }] };
  const { aligned, warnings } = await read('dose\n63.5\n64\n', integers);
  expect(tableRows(aligned, 0, 9)).toEqual([[63.5], [64]]);
  expect(warnings).toEqual([]);
});

it('knows the header by the names of the model where its form does not tell', async () => {
  const texts = { ...pipeline, features: [pipeline.features[2]!] };
  const { shown, aligned } = await read('ward,site\nward,a\nhall,b\nhall,c\n', texts);
  expect(shown.columns.map((column) => column.name)).toEqual(['ward', 'site']);
  expect(tableRows(aligned, 0, 9)).toEqual([['a'], ['b'], ['c']]);
});

it('counts cells that fit no type as missing and says so', async () => {
  const { aligned, warnings } = await read(
    'dose,smoker,site,seen\nmuch,perhaps,a,yesterday\n1,true,b,2024-01-01\n',
  );
  expect(tableRows(aligned, 0, 1)).toEqual([[null, null, 'a', null]]);
  expect(warnings.map((warning) => warning.column)).toEqual(['dose', 'smoker', 'seen']);
});
