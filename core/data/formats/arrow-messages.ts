import { open, type FileHandle } from 'node:fs/promises';
import { AppError } from '../../base/app-error.ts';
import { readFailure } from '../../storage/file-errors.ts';

/** One message of an Arrow file or stream, whole, with its framing. */
export interface ArrowMessage {
  readonly kind: 'schema' | 'dictionary' | 'batch' | 'other';
  readonly bytes: Uint8Array;
  /** Share of the file behind it, 0..1. */
  readonly done: number;
}

const longestMetadata = 64 * 2 ** 20;
const longestBody = 2 ** 30;

/**
 * The messages of an Arrow IPC file or stream in their order, one at a time in memory. Every length and
 * offset in them is checked against the bytes there are, because the decoder trusts them. The footer of
 * a file is not needed. Throws PARSE_FAILED.
 */
export async function* arrowMessages(path: string): AsyncGenerator<ArrowMessage, void, undefined> {
  await using file = await open(path, 'r').catch((error) =>
    Promise.reject(readFailure(error, path)),
  );
  const { size } = await file.stat();
  const magic = (await readAt(file, 0, 6)).toString('latin1');
  const isFile = magic === 'ARROW1';
  if (isFile && (await readAt(file, size - 6, 6)).toString('latin1') !== 'ARROW1') {
    throw damagedArrow('its end is missing; it may be cut off');
  }
  let at = isFile ? 8 : 0;
  while (at + 8 <= size) {
    const frame = await readAt(file, at, 8);
    const marked = frame.readInt32LE(0) === -1;
    const metadata = frame.readInt32LE(marked ? 4 : 0);
    const prefix = marked ? 8 : 4;
    if (metadata === 0) return;
    if (metadata < 0 || metadata > longestMetadata || at + prefix + metadata > size) {
      throw damagedArrow(`a message at byte ${at} claims ${metadata} bytes of description`);
    }
    const described = await readAt(file, at + prefix, metadata);
    const { kind, body } = checked(() => describeMessage(described));
    if (body < 0 || body > longestBody || at + prefix + metadata + body > size) {
      throw damagedArrow(
        `a message at byte ${at} claims ${body} bytes of values; it may be cut off`,
      );
    }
    // framed anew: a table of one message, at an address that 8-byte values can be read at
    const bytes = Buffer.alloc(8 + metadata + body);
    bytes.writeInt32LE(-1, 0);
    bytes.writeInt32LE(metadata, 4);
    described.copy(bytes, 8);
    if (body > 0) await file.read(bytes, 8 + metadata, body, at + prefix + metadata);
    at += prefix + metadata + body;
    yield { kind, bytes, done: at / size };
  }
}

/** An out-of-range read of a view is a RangeError: the message refers outside of itself. */
function checked<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw damagedArrow('a description refers outside of itself');
  }
}

const kinds = ['other', 'schema', 'dictionary', 'batch'] as const;

/** Format: https://github.com/apache/arrow/blob/main/format/Message.fbs */
function describeMessage(bytes: Buffer): { kind: ArrowMessage['kind']; body: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const message = tableAt(view, 0);
  const kindField = message.field(1);
  const kind = kinds[kindField === 0 ? 0 : view.getUint8(kindField)] ?? 'other';
  const bodyField = message.field(3);
  const body = bodyField === 0 ? 0 : Number(view.getBigInt64(bodyField, true));
  const header = message.field(2);
  if (header === 0) return { kind: 'other', body };
  const table = tableAt(view, header);
  if (kind === 'schema') checkFields(view, table, { slot: 1, depth: 0 });
  if (kind === 'batch') checkBatch(view, table, body);
  if (kind === 'dictionary') {
    const data = table.field(1);
    if (data === 0) throw new RangeError('no data');
    checkBatch(view, tableAt(view, data), body);
  }
  return { kind, body };
}

interface FlatTable {
  /** Where field number `slot` lies, or 0 when it is absent. */
  field(slot: number): number;
}

/** The table that the offset at `at` points to. */
function tableAt(view: DataView, at: number): FlatTable {
  const start = at + view.getInt32(at, true);
  const vtable = start - view.getInt32(start, true);
  const size = view.getUint16(vtable, true);
  return {
    field(slot) {
      const entry = 4 + 2 * slot;
      if (entry + 2 > size) return 0;
      const offset = view.getUint16(vtable + entry, true);
      if (offset === 0) return 0;
      view.getUint8(start + offset);
      return start + offset;
    },
  };
}

/** The vector a field points to; throws when it does not fit. */
function vectorAt(view: DataView, at: number, stride: number): { start: number; count: number } {
  if (at === 0) return { start: 0, count: 0 };
  const base = at + view.getInt32(at, true);
  const count = view.getInt32(base, true);
  if (count < 0 || base + 4 + count * stride > view.byteLength) throw new RangeError('vector');
  return { start: base + 4, count };
}

/** Names, metadata and children of fields. */
function checkFields(
  view: DataView,
  table: FlatTable,
  place: { readonly slot: number; readonly depth: number },
): void {
  if (place.depth > 64) throw damagedArrow('its types are nested deeper than 64 levels');
  const fields = vectorAt(view, table.field(place.slot), 4);
  for (let index = 0; index < fields.count; index++) {
    const field = tableAt(view, fields.start + 4 * index);
    vectorAt(view, field.field(0), 1);
    checkFields(view, field, { slot: 5, depth: place.depth + 1 });
  }
}

function checkBatch(view: DataView, batch: FlatTable, body: number): void {
  const lengthField = batch.field(0);
  const rows = lengthField === 0 ? 0 : Number(view.getBigInt64(lengthField, true));
  const compressed = batch.field(3) !== 0;
  // a value takes a bit at least; repeated values shrink some hundredfold
  const most = Math.max(1_000_000, 8 * body * (compressed ? 250 : 1));
  const nodes = vectorAt(view, batch.field(1), 16);
  for (const length of [rows, ...int64s(view, nodes, 0)]) {
    if (length < 0 || length > most) throw damagedArrow(`a batch claims ${length} values`);
  }
  const buffers = vectorAt(view, batch.field(2), 16);
  const offsets = int64s(view, buffers, 0);
  const lengths = int64s(view, buffers, 8);
  offsets.forEach((offset, index) => {
    const length = lengths[index]!;
    if (offset < 0 || length < 0 || offset + length > body) {
      throw damagedArrow(
        `a buffer lies at ${offset} with ${length} bytes, outside of ${body} bytes`,
      );
    }
  });
  const variadic = vectorAt(view, batch.field(4), 8);
  for (let index = 0; index < variadic.count; index++) {
    const count = Number(view.getBigInt64(variadic.start + 8 * index, true));
    if (count < 0 || count > buffers.count) throw damagedArrow(`a column claims ${count} buffers`);
  }
}

function int64s(
  view: DataView,
  vector: { readonly start: number; readonly count: number },
  offset: number,
): number[] {
  return Array.from({ length: vector.count }, (_, index) =>
    Number(view.getBigInt64(vector.start + 16 * index + offset, true)),
  );
}

export function damagedArrow(reason: string): AppError {
  return new AppError('PARSE_FAILED', `The Arrow file is damaged: ${reason}`, {
    hint: 'Write or copy the file again',
  });
}

async function readAt(file: FileHandle, offset: number, bytes: number): Promise<Buffer> {
  const buffer = Buffer.alloc(bytes);
  const { bytesRead } = await file.read(buffer, 0, bytes, offset);
  return buffer.subarray(0, bytesRead);
}
