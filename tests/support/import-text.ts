import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestCore } from './open-test-core.ts';

/** Imports the text of a CSV file into the dataset of that name; gives the version's id. */
export async function importText(test: TestCore, name: string, text: string): Promise<string> {
  const path = join(test.folder, 'imported.csv');
  await writeFile(path, text);
  const { version } = await test.client.run('data.import', { files: [path], name });
  return version.id;
}
