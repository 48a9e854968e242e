import type { OutputOf, ParsedInputOf } from '../contract/contract.ts';
import { detectFormat } from './formats/detect-format.ts';
import { sniffSource } from './formats/sniff-source.ts';
import type { Workspace } from '../storage/workspace.ts';
import { fixesOf, recallFixes, shapeOf } from './remembered-options.ts';
import { defaultName } from './import-file.ts';
import { describeSource } from './source-file.ts';
import { sniffPreview } from './sniff/sniff-preview.ts';

/** What a file of any format looks like before it is imported, read as the last one of its shape was. */
export async function previewFile(
  input: ParsedInputOf<'data.sniff'>,
  workspace: Workspace,
): Promise<OutputOf<'data.sniff'>> {
  const { file, previewRows, asLastTime, ...read } = input;
  if (asLastTime === false || fixesOf(read) !== null) return preview(input);
  const guessed = await shapeOf(await describeSource(file));
  const fixes = guessed === null ? null : recallFixes(workspace, guessed.shape);
  if (fixes === null) return preview(input);
  return { ...(await preview({ ...read, ...fixes, file, previewRows })), remembered: true, fixes };
}

async function preview(input: ParsedInputOf<'data.sniff'>): Promise<OutputOf<'data.sniff'>> {
  const { file: path, previewRows, ...read } = input;
  const file = await describeSource(path);
  const detected = await detectFormat(path, file.name);
  const format = read.format ?? detected.format;
  if (format === 'delimited') return sniffPreview(input);
  const found = await sniffSource({
    ...detected,
    path,
    bytes: file.bytes,
    format,
    read,
    previewRows,
  });
  return {
    file: { name: file.name, path, bytes: file.bytes },
    suggestedName: defaultName(path, read),
    format,
    sniffed: null,
    remembered: false,
    ...found,
  };
}
