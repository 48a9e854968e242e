import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OutputOf, ParsedInputOf } from '../../contract/contract.ts';
import type { JobContext } from '../../jobs/context.ts';
import { writeFailure } from '../../storage/file-errors.ts';
import { checkDatasetName } from '../dataset-name.ts';
import { saveImported } from './save-imported.ts';
import { stageFile } from './stage-file.ts';

/**
 * Makes a table of pasted text. Cells copied from a spreadsheet are separated by tabs; text without a
 * tab in its first line is read as any delimited file.
 */
export async function pasteTable(
  input: ParsedInputOf<'data.paste'>,
  context: JobContext,
): Promise<OutputOf<'data.paste'>> {
  checkDatasetName(input.name);
  const { workspace } = context;
  const path = join(workspace.temporaryFolder, `${randomUUID()}.pasted`);
  try {
    await writeFile(path, input.text, { flag: 'wx' }).catch((error: unknown) => {
      throw writeFailure(error, path);
    });
    const [firstLine = ''] = input.text.trimStart().split('\n', 1);
    const read = {
      format: 'delimited',
      encoding: 'utf-8',
      ...(firstLine.includes('\t') ? { delimiter: '\t' } : {}),
      ...(input.types === undefined ? {} : { types: input.types }),
    } as const;
    const staged = await stageFile(path, context, { read, from: 0, to: 1 });
    try {
      const bronze = await workspace.artifacts.adopt(staged.staged, staged.content);
      const parquet = await workspace.artifacts.adopt(staged.converted.parquetPath);
      const { rejected, warnings } = staged.converted;
      const imported = saveImported(context, {
        name: input.name,
        source: {
          file: 'pasted text',
          ...bronze,
          format: 'delimited',
          sniffed: staged.sniffed,
          rejected: { rows: rejected.rows, sample: [...rejected.sample] },
          warnings: [...warnings],
        },
        parquet,
        converted: staged.converted,
        operation: 'data.paste',
      });
      return { dataset: imported.dataset, version: imported.version, warnings: imported.warnings };
    } finally {
      await staged.dispose();
    }
  } finally {
    await rm(path, { force: true });
  }
}
