import { formatScalar } from './format-value.ts';

export type Fields = Record<string, unknown>;

const mostRows = 60;
const mostInline = 12;
const mostNamed = 8;
const mostMetrics = 3;
const widestCell = 44;

export const isScalar = (value: unknown): boolean => value === null || typeof value !== 'object';
export const isFields = (value: unknown): value is Fields =>
  !isScalar(value) && !Array.isArray(value);
const isNothing = (value: unknown): boolean => value === null || value === undefined;
const isNumeric = (value: unknown): boolean => isNothing(value) || typeof value === 'number';

/** `durationMs` as `duration`; dotted and snake_case names stay, they are identifiers. */
export function label(key: string): string {
  if (!/^[a-z]+([A-Z][a-z]+)+$/.test(key)) return formatScalar('', key);
  return key.replace(/Ms$/, '').replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

export function clip(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

/** Scalars in one line, the first dozen of them. */
export function inline(key: string, values: readonly unknown[]): string {
  const shown = values.slice(0, mostInline).map((value) => formatScalar(key, value));
  const more = values.length - shown.length;
  return shown.join(', ') + (more > 0 ? `, … ${more} more` : '');
}

function cell(key: string, value: unknown): string {
  if (isScalar(value)) return clip(formatScalar(key, value), widestCell);
  return Array.isArray(value) && value.every(isScalar) ? clip(inline(key, value), widestCell) : '';
}

interface Grid {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly numeric: readonly boolean[];
  /** Rows there are, shown or not. */
  readonly total: number;
}

function leftOut(grid: Grid, columns: number): string[] {
  const lines: string[] = [];
  const more = grid.total - grid.rows.length;
  if (more > 0) lines.push(`… ${more} more rows (--json has all)`);
  const left = grid.heads.slice(columns);
  if (left.length > mostNamed) lines.push(`… ${left.length} more columns (--json has all)`);
  else if (left.length > 0) lines.push(`… not shown: ${left.join(', ')} (--json has all)`);
  return lines;
}

function drawGrid(grid: Grid, width: number): string[] {
  const widths = grid.heads.map((head, c) =>
    Math.max(head.length, ...grid.rows.map((row) => row[c]!.length)),
  );
  let columns = 0;
  for (let used = 0; columns < widths.length; columns++) {
    used += widths[columns]! + (columns > 0 ? 2 : 0);
    if (used > width && columns > 0) break;
  }
  const line = (cells: readonly string[]): string =>
    cells
      .slice(0, columns)
      .map((text, c) => (grid.numeric[c] ? text.padStart(widths[c]!) : text.padEnd(widths[c]!)))
      .join('  ')
      .trimEnd();
  const rule = line(widths.map((length) => '─'.repeat(length)));
  return [line(grid.heads), rule, ...grid.rows.map(line), ...leftOut(grid, columns)];
}

/** What a cell can hold of a field: itself, or how many records it lists. */
function cellValue(value: unknown): unknown {
  if (isScalar(value)) return value;
  if (!Array.isArray(value) || value.length === 0) return undefined;
  if (value.every(isScalar)) return value;
  return value.every(isFields) ? value.length : undefined;
}

function cellsOf(record: Fields, prefix = ''): Fields {
  const cells = Object.entries(record).map(([key, value]) => [prefix + key, cellValue(value)]);
  return Object.fromEntries(cells.filter(([, value]) => value !== undefined));
}

/** A record's own cells with a few of its test metrics; when it has none, those of its records. */
function flatten(record: Fields): Fields {
  const metrics = isFields(record['metrics']) ? Object.entries(record['metrics']) : [];
  const tests = metrics.filter(([name]) => name.startsWith('test.')).slice(0, mostMetrics);
  const flat = { ...cellsOf(record), ...Object.fromEntries(tests) };
  if (Object.keys(flat).length > 0) return flat;
  const inner = Object.entries(record).filter(([, value]) => isFields(value));
  return Object.assign({}, ...inner.map(([key, value]) => cellsOf(value as Fields, `${key}.`)));
}

/** What a person reads first comes first: a few fields, then metrics; other things' ids last. */
function orderColumns(keys: readonly string[]): string[] {
  const isReference = (key: string): boolean => key.endsWith('Id') || key.endsWith('.id');
  const own = keys.filter((key) => !isReference(key) && !key.startsWith('test.'));
  const metrics = keys.filter((key) => key.startsWith('test.'));
  return [...own.slice(0, 4), ...metrics, ...own.slice(4), ...keys.filter(isReference)];
}

/** A table of records: one column for each scalar field that has a value somewhere. */
export function recordTable(records: readonly Fields[], width: number): string[] {
  const shown = records.slice(0, mostRows).map(flatten);
  const keys = orderColumns([...new Set(shown.flatMap((record) => Object.keys(record)))]).filter(
    (key) => shown.some((record) => !isNothing(record[key])),
  );
  if (keys.length === 0) return [`${records.length} values (--json has all)`];
  const rows = shown.map((record) => keys.map((key) => cell(key, record[key])));
  const numeric = keys.map((key) => shown.every((record) => isNumeric(record[key])));
  return drawGrid({ heads: keys.map(label), rows, numeric, total: records.length }, width);
}

/** A table of rows under given heads. */
export function matrixTable(
  heads: readonly string[],
  matrix: readonly (readonly unknown[])[],
  width: number,
): string[] {
  const shown = matrix.slice(0, mostRows);
  const rows = shown.map((row) => heads.map((_, c) => cell('', row[c])));
  const numeric = heads.map((_, c) => shown.every((row) => isNumeric(row[c])));
  return drawGrid({ heads, rows, numeric, total: matrix.length }, width);
}
