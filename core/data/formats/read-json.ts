import { AppError, isAppError } from '../../base/app-error.ts';
import { documentRecords } from './json-document.ts';
import { isRecord, RecordFlattener } from './flatten-record.ts';
import { checkDepth, damaged, JsonCutter, parseJson, type JsonText } from './json-values.ts';
import { RejectedRows, WarningList, type RowBlock, type RowSource } from './row-source.ts';
import { textBlocks } from './text-blocks.ts';

export interface JsonFile {
  readonly path: string;
  readonly bytes: number;
  /** Whether the first of a list of lists names the columns; told by the values when absent. */
  readonly header?: boolean | undefined;
}

/** Rows that leave the reader together. */
const rowsPerBlock = 2000;

interface JsonSource extends RowSource {
  readonly rejected: RejectedRows;
}

function openSource(blocks: (made: Made) => AsyncIterable<RowBlock>): JsonSource {
  const warnings = new WarningList();
  const rejected = new RejectedRows();
  const flattener = new RecordFlattener(warnings);
  return {
    names: flattener.names,
    warnings: warnings.list,
    rejected,
    nullWords: [],
    blocks: () => blocks({ warnings, rejected, flattener }),
  };
}

interface Made {
  readonly warnings: WarningList;
  readonly rejected: RejectedRows;
  readonly flattener: RecordFlattener;
}

/**
 * A JSON file: a list of records, lists side by side, records one after the other, or an object that
 * holds them. A list of records is read in constant memory. Blocks throw PARSE_FAILED with the line.
 */
export function readJson(file: JsonFile): RowSource {
  return openSource((made) => jsonBlocks(file, made));
}

async function* jsonBlocks(file: JsonFile, made: Made): AsyncGenerator<RowBlock> {
  const cutter = new JsonCutter();
  const { flattener } = made;
  /** The first value when the file is no list: it may be all there is. */
  let first: JsonText | null = null;
  let started = false;
  let count = 0;
  for await (const { text, read, last } of textBlocks(file.path)) {
    const values = cutter.push(text, last);
    count += values.length;
    if (cutter.isArray === false && !started) {
      if (first) values.unshift(first);
      first = null;
      if (values.length === 1) {
        first = values[0]!;
        if (!last) continue;
        return yield* documentBlocks(parseAt(first), file, made);
      }
    }
    let records = values.map(parseAt);
    if (!started && records.length > 0) records = withoutHeader(records, file.header, flattener);
    started ||= values.length > 0;
    for (let at = 0; at < records.length; at += rowsPerBlock) {
      const rows = records.slice(at, at + rowsPerBlock).map((record) => flattener.row(record));
      yield { rows, done: read / Math.max(1, file.bytes) };
    }
  }
  if (count === 0 && cutter.isArray === null) {
    throw new AppError('FILE_EMPTY', 'The file has nothing but blanks', { path: file.path });
  }
}

function parseAt({ text, line }: JsonText): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    throw damaged(line, (error as Error).message);
  }
}

function* documentBlocks(document: unknown, file: JsonFile, made: Made): Generator<RowBlock> {
  const { flattener, warnings } = made;
  if (!isRecord(document)) {
    yield { rows: [flattener.row(document)], done: 1 };
    return;
  }
  const { names, records } = documentRecords(document, warnings);
  if (names) flattener.nameByPosition(names);
  const rest = names ? records : withoutHeader([...records], file.header, flattener);
  for (let at = 0; at < rest.length; at += rowsPerBlock) {
    const rows = rest.slice(at, at + rowsPerBlock).map((record) => flattener.row(record));
    yield { rows, done: Math.min(1, (at + rowsPerBlock) / rest.length) };
  }
}

/** Takes the names off a list of lists whose first has nothing but texts and the others have not. */
function withoutHeader(
  records: unknown[],
  header: boolean | undefined,
  flattener: RecordFlattener,
): unknown[] {
  const [first, ...rest] = records;
  if (header === false || !Array.isArray(first) || first.length === 0) return records;
  const names = first.every((name): name is string => typeof name === 'string');
  const others = rest.some((row) => Array.isArray(row) && row.some((c) => typeof c !== 'string'));
  if (!names || (header !== true && (!others || new Set(first).size < first.length)))
    return records;
  flattener.nameByPosition(first);
  return rest;
}

/**
 * A file with one JSON value a line. Lines that are no JSON are rejected, each with its reason; blank
 * lines are skipped. Constant memory.
 */
export function readJsonLines(file: JsonFile): RowSource {
  return openSource((made) => lineBlocks(file, made));
}

async function* lineBlocks(file: JsonFile, made: Made): AsyncGenerator<RowBlock> {
  let rest = '';
  let line = 0;
  let started = false;
  for await (const { text, read, last } of textBlocks(file.path)) {
    if (rest.length + text.length > 256 * 2 ** 20) {
      throw new AppError('FILE_TOO_LARGE', `Line ${line + 1} is longer than 256 MB`, {
        hint: 'Check that the file has one record a line',
      });
    }
    const lines = (rest + text).split('\n');
    rest = last ? '' : lines.pop()!;
    let records: unknown[] = [];
    for (const each of lines) {
      line++;
      const parsed = parseLine(each, line, made.rejected);
      if (parsed !== undefined) records.push(parsed);
    }
    if (!started && records.length > 0) {
      started = true;
      records = withoutHeader(records, file.header, made.flattener);
    }
    for (let at = 0; at < records.length; at += rowsPerBlock) {
      const part = records.slice(at, at + rowsPerBlock);
      const rows = part.map((record) => made.flattener.row(record));
      yield { rows, done: read / Math.max(1, file.bytes) };
    }
  }
}

/** Undefined for a blank line and one that cannot be read. */
function parseLine(text: string, line: number, rejected: RejectedRows): unknown {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  try {
    checkDepth(trimmed);
    return parseJson(trimmed);
  } catch (error) {
    if (!isAppError(error) && !(error instanceof SyntaxError)) throw error;
    rejected.add({ line, reason: error.message.slice(0, 200), text: trimmed });
    return undefined;
  }
}
