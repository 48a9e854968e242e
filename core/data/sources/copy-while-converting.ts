import { rm } from 'node:fs/promises';
import { convertUnscanned, type Converted, type ConvertOptions } from '../convert-file.ts';
import { copySource, stateOf, type CopiedFile, type SourceFile } from '../source-file.ts';

export interface CopiedAndConverted {
  readonly scan: CopiedFile;
  /** What became of the file, or null when it must be converted from the copy. */
  readonly converted: Converted | null;
}

/**
 * Copies a delimited file to `copyTo` and converts it in the same time, which takes hardly longer than
 * the slower of the two. The conversion counts only when the copy is of the same bytes: nobody wrote to
 * the file since `before`, and it is the UTF-8 it was taken for. When one fails the other is stopped.
 */
export async function copyWhileConverting(
  file: SourceFile,
  made: { readonly copyTo: string; readonly before: string },
  options: ConvertOptions,
): Promise<CopiedAndConverted> {
  const { onBytes = () => {}, ...rest } = options;
  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal, ...(rest.signal ? [rest.signal] : [])]);
  let failure: unknown;
  const stopOther = (error: unknown): null => {
    failure ??= error;
    stop.abort();
    return null;
  };
  const [scan, converted] = await Promise.all([
    copySource(file.path, made.copyTo, { signal, onBytes }).catch(stopOther),
    convertUnscanned(file, { ...rest, signal }).catch(stopOther),
  ]);
  const valid = scan !== null && !scan.hasNul && scan.invalidAt === null;
  const same = valid && scan.bytes === file.bytes && made.before === (await stateOf(file.path));
  if (same && failure === undefined) return { scan, converted };
  if (converted !== null) await rm(converted.parquetPath, { force: true });
  if (scan === null || failure !== undefined) throw failure;
  return { scan, converted: null };
}
