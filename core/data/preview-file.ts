import type { OutputOf, ParsedInputOf } from '../contract/contract.ts';
import { detectFormat } from './formats/detect-format.ts';
import { sniffSource } from './formats/sniff-source.ts';
import { defaultName } from './import-file.ts';
import { describeSource } from './source-file.ts';
import { sniffPreview } from './sniff/sniff-preview.ts';

/** What a file of any format looks like before it is imported. */
export async function previewFile(
  input: ParsedInputOf<'data.sniff'>,
): Promise<OutputOf<'data.sniff'>> {
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
