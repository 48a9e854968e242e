import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { AppError } from '../../base/app-error.ts';
import { noTick, subTick, type Tick } from '../../base/tick.ts';
import { type ForeignFormat, looksLikeModel, tellingLength } from '../../contract/model-file.ts';
import { openRegular, readChunks } from '../../storage/hash-file.ts';
import { detectFormat, refuseOthers } from './detect-format.ts';
import { damaged } from './foreign-failure.ts';
import type { ForeignModel } from './foreign-model.ts';
import { readLightgbm } from './lightgbm.ts';
import { readOnnx } from './onnx.ts';
import { readXgboost } from './xgboost.ts';

/** Parsing takes a multiple of it in memory. */
const mostBytes = 256 * 1024 * 1024;

async function readBytes(path: string, tick: Tick): Promise<Uint8Array> {
  const { size } = await stat(path).catch(() => ({ size: 0 }));
  if (size > mostBytes) {
    throw new AppError(
      'FILE_TOO_LARGE',
      `The model file has ${size} bytes, more than ${mostBytes}.`,
      {
        hint: 'Train with fewer trees or leaves',
        path: 'file',
      },
    );
  }
  const bytes = new Uint8Array(size);
  let length = 0;
  await readChunks(path, async (chunk) => {
    bytes.set(chunk.subarray(0, size - length), length);
    length += Math.min(chunk.length, size - length);
    tick(length / Math.max(1, size));
  });
  return bytes.subarray(0, length);
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw damaged('it is no UTF-8 text');
  }
}

/** Whether a file holds a model rather than a table. Errors: FILE_*. */
export async function recogniseModel(path: string): Promise<boolean> {
  const { handle } = await openRegular(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(tellingLength));
    return looksLikeModel(basename(path), buffer.toString('utf8', 0, bytesRead));
  } finally {
    await handle.close();
  }
}

/** A model from the bytes of its file; `extension` with its dot. Throws PARSE_FAILED, UNSUPPORTED, FILE_EMPTY. */
export function parseForeign(
  bytes: Uint8Array,
  asked: ForeignFormat | 'auto',
  extension: string,
  tick: Tick = noTick,
): ForeignModel {
  refuseOthers(bytes, extension);
  const format = asked === 'auto' ? detectFormat(bytes) : asked;
  switch (format) {
    case 'lightgbm':
      return readLightgbm(decode(bytes), tick);
    case 'xgboost':
      return readXgboost(decode(bytes), tick);
    case 'onnx':
      return readOnnx(bytes);
  }
}

/** A model file, its size, and the SHA-256 of it. Nothing of it is ever run. Errors: FILE_*, PARSE_FAILED, UNSUPPORTED. */
export async function readForeign(
  path: string,
  format: ForeignFormat | 'auto',
  tick: Tick,
): Promise<{ model: ForeignModel; sha256: string; bytes: number }> {
  const bytes = await readBytes(path, subTick(tick, 0, 0.05));
  const parsing = subTick(tick, 0.05, 0.95);
  const model = parseForeign(bytes, format, extname(path).toLowerCase(), parsing);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { model, sha256, bytes: bytes.length };
}
