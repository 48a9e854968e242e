import { open } from 'node:fs/promises';
import { AppError } from '../../base/app-error.ts';
import type { Format } from '../../contract/data.ts';
import { readFailure } from '../../storage/file-errors.ts';
import {
  compressionOf,
  expandedHead,
  withoutCompressionEnding,
  type Compression,
} from './decompress.ts';

export interface DetectedFormat {
  readonly format: Format;
  readonly compression: Compression;
}

const headBytes = 1 << 16;

/**
 * What a file is: by its first bytes, then by its text, then by its name. Compression is looked through.
 * `name` is the name a person knows the file by. Throws UNSUPPORTED for known formats that are not read,
 * and FILE_UNREADABLE.
 */
export async function detectFormat(path: string, name: string): Promise<DetectedFormat> {
  const start = await readStart(path);
  const compression = compressionOf(start);
  const head =
    compression === 'none' ? start : await expandedHead(path, { compression, bytes: headBytes });
  const plainName = withoutCompressionEnding(name);
  return {
    format: byMagic(head, plainName) ?? byText(head, plainName) ?? 'delimited',
    compression,
  };
}

async function readStart(path: string): Promise<Uint8Array> {
  try {
    await using file = await open(path, 'r');
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    throw readFailure(error, path);
  }
}

function byMagic(head: Uint8Array, name: string): Format | null {
  const text = Buffer.from(head.subarray(0, 16)).toString('latin1');
  if (text.startsWith('PAR1')) return 'parquet';
  if (text.startsWith('PARE')) {
    throw unsupported(`${name} is an encrypted Parquet file`, 'Write it without encryption');
  }
  if (text.startsWith('ARROW1')) return 'arrow';
  if (text.startsWith('FEA1')) {
    throw unsupported(`${name} is in the first Feather format`, 'Write it as Feather 2 or Parquet');
  }
  if (text.startsWith('SQLite format 3\0')) return 'sqlite';
  if (text.slice(8, 12) === 'DUCK') return 'duckdb';
  if (text.startsWith('PK\x03\x04')) return 'excel';
  if (text.startsWith('\xd0\xcf\x11\xe0')) {
    throw unsupported(
      `${name} is an old Office document, or one with a password`,
      'Save it as .xlsx without a password',
    );
  }
  // a stream begins with a mark, the length of the schema, and the schema's table
  if (text.startsWith('\xff\xff\xff\xff') && looksLikeStream(head)) return 'arrow';
  return null;
}

function looksLikeStream(head: Uint8Array): boolean {
  if (head.length < 12) return false;
  const length = new DataView(head.buffer, head.byteOffset, 8).getInt32(4, true);
  return length > 0 && length < 1 << 28 && length % 8 === 0;
}

/** JSON begins with a bracket; a delimited file may too, so its first value must be one. */
function byText(head: Uint8Array, name: string): Format | null {
  const ending = /\.(json|jsonl|ndjson|geojson)$/i.exec(name)?.[1]?.toLowerCase();
  const text = decodeHead(head).replace(/^[\ufeff\s]+/, '');
  const brace = text.startsWith('{');
  if (!brace && !text.startsWith('[')) return ending ? lineFormat(ending) : null;
  const [first = '', second = ''] = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const alone = isJson(first);
  if (alone && second.trimStart().startsWith(brace ? '{' : '[')) return 'jsonl';
  if (ending) return lineFormat(ending) === 'jsonl' && (alone || second === '') ? 'jsonl' : 'json';
  // "[note]" may begin a log, {a} a template
  const likely = brace ? /^\{\s*("(?:[^"\\]|\\.)*"\s*:|\}\s*$)/ : /^\[\s*(\{\s*"|\[|\]\s*$|"|-?\d)/;
  return likely.test(text) ? 'json' : null;
}

function lineFormat(ending: string): Format {
  return ending === 'jsonl' || ending === 'ndjson' ? 'jsonl' : 'json';
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

function decodeHead(head: Uint8Array): string {
  const wide = (head[0] === 0xff && head[1] === 0xfe) || (head[1] === 0 && head[0] !== 0);
  const bytes = Buffer.from(head);
  return wide ? bytes.toString('utf16le') : bytes.toString('utf8');
}

function unsupported(message: string, hint: string): AppError {
  return new AppError('UNSUPPORTED', message, { hint });
}
