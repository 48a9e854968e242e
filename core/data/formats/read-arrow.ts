import { zstdDecompressSync } from 'node:zlib';
import {
  CompressionType,
  setCompressionCodec,
  tableFromIPC,
  Type,
  type Codec,
  type DataType,
  type Table,
} from '@uwdata/flechette';
import { isAppError } from '../../base/app-error.ts';
import { arrowMessages, damagedArrow } from './arrow-messages.ts';
import { jsonText } from './flatten-record.ts';
import { expandLz4Frame } from './lz4-frame.ts';
import {
  RejectedRows,
  WarningList,
  type RowBlock,
  type RowSource,
  type SourceCell,
} from './row-source.ts';

const rowsPerBlock = 2000;

/** One buffer of a batch; what claims more is refused before memory is asked for. */
const longestBuffer = 2 ** 30;

function codec(expand: (bytes: Uint8Array, length: number) => Uint8Array): Codec {
  return {
    decode(bytes, length) {
      if (length < 0 || length > longestBuffer || length > 2 ** 20 + 400 * bytes.length) {
        throw damagedArrow(`a buffer claims to expand from ${bytes.length} to ${length} bytes`);
      }
      return expand(bytes, length);
    },
    encode() {
      throw new Error('Arrow is read here, not written');
    },
  };
}

setCompressionCodec(CompressionType.LZ4_FRAME, codec(expandLz4Frame));
setCompressionCodec(
  CompressionType.ZSTD,
  // copied to where values of 8 bytes can be read
  codec((bytes, length) => new Uint8Array(zstdDecompressSync(bytes, { maxOutputLength: length }))),
);

/** An Arrow IPC file or stream (Feather 2), batch by batch. Buffers may be compressed. */
export function readArrow(path: string): RowSource {
  const warnings = new WarningList();
  const names: string[] = [];
  return {
    names,
    warnings: warnings.list,
    rejected: new RejectedRows(),
    nullWords: [],
    blocks: () => batchBlocks(path, names, warnings),
  };
}

async function* batchBlocks(
  path: string,
  names: string[],
  warnings: WarningList,
): AsyncGenerator<RowBlock> {
  let schema: Uint8Array | null = null;
  const dictionaries: Uint8Array[] = [];
  for await (const { kind, bytes, done } of arrowMessages(path)) {
    if (kind === 'schema' && !schema) {
      schema = bytes;
      names.push(...decode([schema]).schema.fields.map((field) => field.name));
    } else if (!schema) {
      throw damagedArrow('it has values before their description');
    } else if (kind === 'dictionary') {
      dictionaries.push(bytes);
    } else if (kind === 'batch') {
      const table = decode([schema, ...dictionaries, bytes]);
      for (let from = 0; from < table.numRows; from += rowsPerBlock) {
        yield { rows: tableRows(table, from, warnings), done };
      }
    }
  }
  if (!schema) throw damagedArrow('it has no description of columns');
}

/** The decoder's own errors are about the bytes. */
function decode(messages: Uint8Array[]): Table {
  try {
    return tableFromIPC(messages, { useBigInt: true, useDate: true });
  } catch (error) {
    throw isAppError(error) ? error : damagedArrow((error as Error).message);
  }
}

function tableRows(table: Table, from: number, warnings: WarningList): SourceCell[][] {
  const count = Math.min(rowsPerBlock, table.numRows - from);
  const rows: SourceCell[][] = Array.from({ length: count }, () => []);
  table.schema.fields.forEach((field, index) => {
    const column = table.getChildAt(index);
    const tell = (kind: string, what: string) =>
      warnings.add({ kind, message: `${field.name} holds ${what}`, column: field.name });
    const read = cellReader(field.type, tell);
    for (let row = 0; row < count; row++) {
      rows[row]!.push(readCell(() => read(column.at(from + row) as unknown)));
    }
  });
  return rows;
}

function readCell(read: () => SourceCell): SourceCell {
  try {
    return read();
  } catch (error) {
    throw isAppError(error) ? error : damagedArrow((error as Error).message);
  }
}

type Tell = (kind: string, what: string) => void;

/** How values of a type become cells. */
function cellReader(type: DataType, tell: Tell): (value: unknown) => SourceCell {
  const convert = converter(type, tell);
  return (value) => {
    if (value === null) return null;
    if (value === undefined) throw damagedArrow('it has fewer values than it claims');
    return convert(value);
  };
}

const unitsPerSecond = [1, 1e3, 1e6, 1e9];

function converter(type: DataType, tell: Tell): (value: unknown) => SourceCell {
  switch (type.typeId) {
    case Type.Dictionary:
      return converter((type as { dictionary: DataType }).dictionary, tell);
    case Type.RunEndEncoded:
      return converter(
        (type as unknown as { children: { type: DataType }[] }).children[1]!.type,
        tell,
      );
    case Type.Int:
    case Type.Float:
    case Type.Bool:
    case Type.Utf8:
    case Type.LargeUtf8:
    case Type.Utf8View:
    case Type.Date:
    case Type.Timestamp:
      return (value) => value as SourceCell;
    case Type.Null:
      return () => null;
    case Type.Decimal:
      if ((type as { precision: number }).precision > 15) {
        tell('decimal_rounded', 'decimals of more than 15 digits; they are rounded to numbers');
      }
      return (value) => Number(value);
    case Type.Time: {
      const perSecond = unitsPerSecond[(type as { unit: number }).unit]!;
      return (value) => timeOfDay((Number(value) / perSecond) * 1000);
    }
    case Type.Binary:
    case Type.LargeBinary:
    case Type.BinaryView:
    case Type.FixedSizeBinary:
      tell('binary_as_text', 'binary values; they are kept as hexadecimal text');
      return (value) => Buffer.from(value as Uint8Array).toString('hex');
    default:
      tell('nested_as_text', 'lists, records or intervals; they are kept as JSON text');
      return (value) => jsonText(value);
  }
}

function timeOfDay(milliseconds: number): string {
  const iso = new Date(milliseconds).toISOString();
  return iso.slice(11, iso.endsWith('.000Z') ? 19 : 23);
}
