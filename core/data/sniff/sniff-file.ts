import { AppError } from '../../base/app-error.ts';
import { type Compression, compressionOf, expandedHead } from '../formats/decompress.ts';
import { emptyFile, readAt, readHead, type FileScan, type SourceFile } from '../source-file.ts';
import { refuseBinaryText, refuseKnownBinary } from './binary.ts';
import { createDecoder, guessEncoding, readMark, type EncodingGuess } from './encoding.ts';
import { sniffText, type ReadOptions, type SniffedText } from './sniff-text.ts';

/** How much of the beginning of a file the guesses rest on. */
const sampleBytes = 1 << 20;

/**
 * Guesses how a file is written from its first MiB. `scan`, when the whole file was read already,
 * settles whether it is UTF-8. Throws PARSE_FAILED for binary files and FILE_EMPTY for blank ones.
 */
export async function sniffFile(
  file: SourceFile,
  options: ReadOptions,
  scan: FileScan | null,
): Promise<SniffedText> {
  const { head, compression } = await readSample(file.path);
  if (head.length === 0) throw emptyFile(file.name);
  if (options.encoding === undefined) refuseKnownBinary(head, file.name);
  const encoding = await chooseEncoding(file, head, { forced: options.encoding, scan });
  const complete = compression === 'none' ? head.length >= file.bytes : head.length < sampleBytes;
  const decoder = createDecoder(encoding.encoding);
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  const sample = (decoder.decode(head) + (complete ? decoder.end() : '')).replace(/\u0000/g, '');
  refuseBinaryText(sample, file.name);
  if (sample.trim() === '') {
    throw new AppError('FILE_EMPTY', `${file.name} has nothing but blanks`, {
      hint: 'Check that the right file was chosen, or export it again',
    });
  }
  const text = sniffText(sample, encoding, { ...options, complete });
  return { ...text, sniffed: { ...text.sniffed, compression } };
}

/** The beginning of a file, expanded when it is compressed. */
async function readSample(
  path: string,
): Promise<{ readonly head: Uint8Array; readonly compression: Compression }> {
  const head = await readHead(path, sampleBytes);
  const compression = compressionOf(head);
  if (compression === 'none') return { head, compression };
  return { head: await expandedHead(path, { compression, bytes: sampleBytes }), compression };
}

async function chooseEncoding(
  file: SourceFile,
  head: Uint8Array,
  known: { readonly forced: ReadOptions['encoding']; readonly scan: FileScan | null },
): Promise<EncodingGuess> {
  const mark = readMark(head);
  if (known.forced !== undefined) {
    return { encoding: known.forced, bom: mark === known.forced, confidence: 1 };
  }
  const guess = guessEncoding(head);
  const invalidAt = known.scan?.invalidAt ?? null;
  const plainSoFar = guess.encoding === 'utf-8' && !guess.bom && guess.confidence < 1;
  if (invalidAt === null || !plainSoFar || invalidAt < head.length) return guess;
  // the beginning was plain ASCII: what follows decides
  return guessEncoding(await readAt(file.path, invalidAt, 2 * sampleBytes));
}
