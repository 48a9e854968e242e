import { isDeepStrictEqual } from 'node:util';
import { formatScalar } from './format-value.ts';
import {
  clip,
  type Fields,
  inline,
  isFields,
  isScalar,
  label,
  matrixTable,
  recordTable,
} from './print-table.ts';

const longestText = 400;

const indent = (lines: readonly string[]): string[] =>
  lines.map((line) => (line === '' ? '' : `  ${line}`));

function arrayLines(key: string, values: readonly unknown[], width: number): string[] {
  if (values.length === 0) return ['none'];
  if (values.every(isScalar)) return [inline(key, values)];
  if (values.every(isFields)) return recordTable(values, width);
  if (values.every((value) => Array.isArray(value))) {
    const longest = Math.max(...values.map((row) => row.length));
    const heads = Array.from({ length: longest }, (_, c) => String(c + 1));
    return matrixTable(heads, values, width);
  }
  return [`${values.length} values (--json has all)`];
}

/** `train.auc`, `test.auc`, `cv.auc.mean`, `cv.auc.std` as one row a metric. */
function metricRecords(fields: Fields): Fields[] | null {
  const keys = Object.keys(fields);
  if (keys.length === 0 || !keys.every((key) => /^(train|test|cv)\./.test(key))) return null;
  const byName = new Map<string, Fields>();
  for (const key of keys) {
    const [, part, name, detail] = /^(train|test|cv)\.(.+?)(?:\.(mean|std))?$/.exec(key)!;
    const record = byName.get(name!) ?? { metric: name };
    record[detail === undefined ? part! : `${part} ${detail}`] = fields[key];
    byName.set(name!, record);
  }
  return [...byName.values()];
}

/** `{ a: { value, low }, b: { value, low } }` as one row a name. */
function namedRecords(fields: Fields): Fields[] | null {
  const entries = Object.entries(fields);
  const isTable =
    entries.length > 1 &&
    entries.every(([, value]) => isFields(value) && Object.values(value).every(isScalar)) &&
    new Set(entries.map(([, value]) => Object.keys(value as Fields).join())).size === 1;
  return isTable ? entries.map(([name, value]) => ({ name, ...(value as Fields) })) : null;
}

interface Page {
  readonly heads: string[];
  readonly rows: unknown[][];
  /** The fields that the page shows. */
  readonly keys: readonly string[];
}

const nameOf = (column: unknown): string =>
  formatScalar('', isFields(column) ? column['name'] : column);

/** `{ columns, rows: [[...]] }`, as previews carry it, is one table; so is a matrix under its names. */
function pageOf(fields: Fields): Page | null {
  const names = ['columns', 'labels'].find((key) => Array.isArray(fields[key]));
  const cells = ['rows', 'preview', 'matrix'].find((key) => Array.isArray(fields[key]));
  if (names === undefined || cells === undefined) return null;
  const columns = fields[names] as unknown[];
  const rows = fields[cells] as unknown[];
  if (!rows.every((row) => Array.isArray(row))) return null;
  const heads = columns.map(nameOf);
  if (cells === 'matrix') {
    const named = rows.map((row, r) => [heads[r] ?? '', ...row]);
    return { heads: ['', ...heads], rows: named, keys: [names, cells] };
  }
  const isPlain = columns.every(
    (column) => isScalar(column) || Object.keys(column as Fields).length <= 2,
  );
  return { heads, rows, keys: isPlain ? [names, cells] : [cells] };
}

/** A list of one record that repeats its parent's fields tells nothing new. */
function repeats(fields: Fields, value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 1 || !isFields(value[0])) return false;
  return Object.entries(value[0]).every(
    ([key, inner]) => Object.hasOwn(fields, key) && isDeepStrictEqual(inner, fields[key]),
  );
}

const isShort = (value: unknown): boolean =>
  isScalar(value) || (Array.isArray(value) && value.every(isScalar));

function fieldLines(fields: Fields, width: number): string[] {
  const table = metricRecords(fields) ?? namedRecords(fields);
  if (table) return recordTable(table, width);
  const page = pageOf(fields);
  const entries = Object.entries(fields).filter(
    ([key, value]) =>
      value !== undefined && page?.keys.includes(key) !== true && !repeats(fields, value),
  );
  const short = entries.filter(([, value]) => isShort(value));
  const longest = Math.max(0, ...short.map(([key]) => label(key).length));
  const lines = short.map(([key, value]) => {
    const text = Array.isArray(value)
      ? arrayLines(key, value, width)[0]!
      : formatScalar(key, value);
    return `${label(key).padEnd(longest)}  ${clip(text, longestText)}`.trimEnd();
  });
  for (const [key, value] of entries) {
    if (isShort(value)) continue;
    const inner = indent(valueLines(key, value, width - 2));
    if (inner.length > 0) lines.push('', label(key), ...inner);
  }
  if (page) lines.push('', ...matrixTable(page.heads, page.rows, width));
  return lines[0] === '' ? lines.slice(1) : lines;
}

function valueLines(key: string, value: unknown, width: number): string[] {
  if (Array.isArray(value)) return arrayLines(key, value, width);
  if (isFields(value)) return fieldLines(value, width);
  return [clip(formatScalar(key, value), longestText)];
}

/** An operation's output as readable text, at most `width` characters wide where it can be. */
export function printOutput(output: unknown, width: number): string {
  return `${valueLines('', output, Math.max(40, width)).join('\n')}\n`;
}
