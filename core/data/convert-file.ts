import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Warning } from '../contract/common.ts';
import { isAppError } from '../base/app-error.ts';
import type { Sniffed, VersionColumn } from '../contract/data.ts';
import type { StoredArtifact } from '../storage/artifact-store.ts';
import { ingest, MalformedFile, nothingRead, type IngestSource } from './ingest.ts';
import { normalise } from './normalise.ts';
import { type Compression, compressionOf, expandFile } from './formats/decompress.ts';
import { emptyFile, type FileScan, readHead, scanFile, type SourceFile } from './source-file.ts';
import { sniffFile } from './sniff/sniff-file.ts';
import type { ReadOptions, SniffedText } from './sniff/sniff-text.ts';
import type { RejectedRow } from './table-rows.ts';

export interface Converted {
  readonly parquetPath: string;
  /** Of the Parquet file, where it is known already. */
  readonly content?: StoredArtifact;
  readonly rows: number;
  readonly columns: VersionColumn[];
  readonly sniffed: Sniffed;
  readonly rejected: { readonly rows: number; readonly sample: RejectedRow[] };
  readonly warnings: Warning[];
}

export interface ConvertOptions {
  readonly read: ReadOptions;
  /** The guesses of the file under `read`, where they were made already. */
  readonly sniffed?: SniffedText | null;
  /** Where the Parquet file and what comes between are written. */
  readonly folder: string;
  readonly signal?: AbortSignal | undefined;
  /** Bytes of the file that were read, in the slow way only. */
  readonly onBytes?: (done: number) => void;
}

/**
 * Turns a scanned delimited file into a Parquet file in `folder`. Plain UTF-8 files go straight
 * through the engine's reader; any other encoding, ragged rows, odd line ends or zero bytes take a
 * pass through our own tokenizer first, which knows every rejected line. The caller removes the file.
 */
export async function convertFile(
  file: SourceFile,
  scan: FileScan,
  options: ConvertOptions,
): Promise<Converted> {
  const compression = compressionOf(await readHead(file.path, 8));
  if (compression !== 'none') return convertCompressed(file, compression, options);
  const sniffed = options.sniffed ?? (await sniffFile(file, options.read, scan));
  const parquetPath = join(options.folder, `${randomUUID()}.parquet`);
  const target = { file, scan, sniffed, parquetPath, options };
  try {
    return (
      (isPlain(file, sniffed, scan) ? await convertPlain(target) : null) ??
      (await convertOdd(target))
    );
  } catch (error) {
    await rm(parquetPath, { force: true });
    throw error;
  }
}

/**
 * The same before all of the file was scanned, for a caller who scans it meanwhile: the result counts
 * only when the file turns out to be UTF-8 without zero bytes. Null where that is not to be hoped for,
 * or the file needs the other pass.
 */
export async function convertUnscanned(
  file: SourceFile,
  options: ConvertOptions,
): Promise<Converted | null> {
  const scan: FileScan = { bytes: file.bytes, hasNul: false, invalidAt: null };
  if (compressionOf(await readHead(file.path, 8)) !== 'none') return null;
  // what cannot be sniffed now may be once more is known
  const sniffed = options.sniffed ?? (await sniffFile(file, options.read, null).catch(() => null));
  if (sniffed === null || !isPlain(file, sniffed, scan)) return null;
  const parquetPath = join(options.folder, `${randomUUID()}.parquet`);
  let converted: Converted | null = null;
  try {
    converted = await convertPlain({ file, scan, sniffed, parquetPath, options });
    return converted;
  } catch (error) {
    // such as a file that the engine may not open although it could be copied
    if (!isAppError(error)) return null;
    throw error;
  } finally {
    if (converted === null) await rm(parquetPath, { force: true });
  }
}

/** Expands the file beside what is made of it, and converts that. */
async function convertCompressed(
  file: SourceFile,
  compression: Compression,
  options: ConvertOptions,
): Promise<Converted> {
  const { signal } = options;
  const path = join(options.folder, `${randomUUID()}.expanded`);
  try {
    await expandFile(file.path, path, { compression, signal });
    const scan = await scanFile(path, { signal });
    if (scan.bytes === 0) throw emptyFile(file.name);
    const expanded = { ...file, path, bytes: scan.bytes };
    const { onBytes: _compressedBytes, sniffed: _sniffedHead, ...rest } = options;
    const converted = await convertFile(expanded, scan, rest);
    return { ...converted, sniffed: { ...converted.sniffed, compression } };
  } finally {
    await rm(path, { force: true });
  }
}

interface Conversion {
  readonly file: SourceFile;
  readonly scan: FileScan;
  readonly sniffed: SniffedText;
  readonly parquetPath: string;
  readonly options: ConvertOptions;
}

function isPlain({ path }: SourceFile, { sniffed, ...text }: SniffedText, scan: FileScan): boolean {
  return (
    // the engine would look for other files by such a name
    !/[*?[]/.test(path) &&
    sniffed.encoding === 'utf-8' &&
    scan.invalidAt === null &&
    !scan.hasNul &&
    (sniffed.newline === '\n' || sniffed.newline === '\r\n') &&
    sniffed.preamble === 0 &&
    text.rejected.length === 0 &&
    text.firstRow.length === text.plans.length
  );
}

/** Null when the file turns out to be odd after all. */
async function convertPlain(made: Conversion): Promise<Converted | null> {
  const { sniffed } = made;
  try {
    return await finish(made, {
      path: made.file.path,
      dialect: sniffed.dialect,
      header: sniffed.sniffed.header,
      newline: sniffed.sniffed.newline === '\r\n' ? '\\r\\n' : '\\n',
      longestRow: null,
      plans: sniffed.plans,
      plansComplete: sniffed.complete,
    });
  } catch (error) {
    if (error instanceof MalformedFile) return null;
    throw error;
  }
}

async function convertOdd(made: Conversion): Promise<Converted> {
  const { sniffed, scan, options } = made;
  const clean = join(options.folder, `${randomUUID()}.csv`);
  try {
    const singleByte = ['latin1', 'windows-1252'].includes(sniffed.sniffed.encoding);
    const validUtf8 = sniffed.sniffed.encoding === 'utf-8' && scan.invalidAt === null;
    const normalised = await normalise(made.file.path, clean, {
      sniffed,
      rejectReplaced: !singleByte && !validUtf8,
      signal: options.signal,
      ...(options.onBytes === undefined ? {} : { onBytes: options.onBytes }),
    });
    if (normalised.rows === 0 && normalised.rejectedCount > 0) {
      throw nothingRead(made.file.name, normalised.rejectedCount);
    }
    const converted = await finish(made, {
      path: clean,
      dialect: { delimiter: ',', quote: '"', loneCarriageReturn: false },
      header: false,
      newline: '\\n',
      longestRow: normalised.longestRow,
      plans: sniffed.plans,
      plansComplete: sniffed.complete,
    });
    return {
      ...converted,
      rejected: { rows: normalised.rejectedCount, sample: [...normalised.rejected] },
      warnings: [...converted.warnings, ...oddities(normalised)],
    };
  } finally {
    await rm(clean, { force: true });
  }
}

async function finish(made: Conversion, source: IngestSource): Promise<Converted> {
  const ingested = await ingest(source, made.parquetPath, {
    folders: [made.options.folder],
    files: [source.path],
    signal: made.options.signal,
  });
  return {
    parquetPath: made.parquetPath,
    content: ingested.content,
    rows: ingested.rows,
    columns: ingested.columns,
    sniffed: made.sniffed.sniffed,
    rejected: { rows: 0, sample: [] },
    warnings: [...made.sniffed.warnings, ...ingested.warnings],
  };
}

function oddities(normalised: { rejectedCount: number; removedNul: number }): Warning[] {
  const warnings: Warning[] = [];
  if (normalised.rejectedCount > 0) {
    warnings.push({
      kind: 'rejected_rows',
      message: `${normalised.rejectedCount} malformed rows were left out`,
    });
  }
  if (normalised.removedNul > 0) {
    warnings.push({
      kind: 'nul_bytes',
      message: `${normalised.removedNul} zero bytes were taken out of the text`,
    });
  }
  return warnings;
}
