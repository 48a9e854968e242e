import { formatScalar } from './format-value.ts';

type Fields = Record<string, unknown>;

const mostRows = 60;
const mostInline = 12;
const widestCell = 44;
const longestText = 400;

const isScalar = (value: unknown): boolean => value === null || typeof value !== 'object';
const isNumeric = (value: unknown): boolean =>
  value === null || value === undefined || typeof value === 'number';
const isFields = (value: unknown): value is Fields => !isScalar(value) && !Array.isArray(value);

/** `testFraction` as `test fraction`; dotted and snake_case names stay, they are identifiers. */
function label(key: string): string {
  return /^[a-z]+([A-Z][a-z]+)+$/.test(key)
    ? key.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    : formatScalar('', key);
}

function clip(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

function inline(key: string, values: readonly unknown[]): string {
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
  readonly total: number;
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
  const lines = [line(grid.heads), rule, ...grid.rows.map(line)];
  const more = grid.total - grid.rows.length;
  const left = grid.heads.slice(columns);
  if (more > 0) lines.push(`… ${more} more rows (--json has all)`);
  if (left.length > 0) lines.push(`… not shown: ${left.join(', ')} (--json has all)`);
  return lines;
}

function recordTable(records: readonly Fields[], width: number): string[] {
  const shown = records.slice(0, mostRows);
  const keys = [...new Set(shown.flatMap((record) => Object.keys(record)))].filter((key) =>
    shown.some((record) => cell(key, record[key]) !== ''),
  );
  const rows = shown.map((record) => keys.map((key) => cell(key, record[key])));
  const numeric = keys.map((key) => shown.every((record) => isNumeric(record[key])));
  return drawGrid({ heads: keys.map(label), rows, numeric, total: records.length }, width);
}

function matrixTable(
  heads: readonly string[],
  matrix: readonly (readonly unknown[])[],
  width: number,
): string[] {
  const shown = matrix.slice(0, mostRows);
  const rows = shown.map((row) => heads.map((_, c) => cell('', row[c])));
  const numeric = heads.map((_, c) => shown.every((row) => isNumeric(row[c])));
  return drawGrid({ heads, rows, numeric, total: matrix.length }, width);
}

const indent = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);

function arrayLines(key: string, values: readonly unknown[], width: number): string[] {
  if (values.length === 0) return ['none'];
  if (values.every(isScalar)) return [inline(key, values)];
  if (values.every(isFields)) return recordTable(values, width);
  if (values.every(Array.isArray)) {
    const longest = Math.max(...values.map((row) => row.length));
    return matrixTable(
      Array.from({ length: longest }, (_, c) => String(c + 1)),
      values,
      width,
    );
  }
  return [`${values.length} values (--json has all)`];
}

/** `{ columns: [{ name }], rows: [[...]] }`, as previews carry it, is one table. */
function previewOf(fields: Fields): { heads: string[]; rows: unknown[][] } | null {
  const { columns, rows } = fields;
  if (!Array.isArray(columns) || !Array.isArray(rows) || !rows.every(Array.isArray)) return null;
  const heads = columns.map((column: unknown) =>
    formatScalar('', isFields(column) ? column['name'] : column),
  );
  return { heads, rows };
}

function fieldLines(fields: Fields, width: number): string[] {
  const preview = previewOf(fields);
  const entries = Object.entries(fields).filter(
    ([key, value]) => value !== undefined && !(preview && (key === 'columns' || key === 'rows')),
  );
  const short = entries.filter(
    ([, value]) => isScalar(value) || (Array.isArray(value) && value.every(isScalar)),
  );
  const longest = Math.max(0, ...short.map(([key]) => label(key).length));
  const lines = short.map(([key, value]) => {
    const text = Array.isArray(value)
      ? value.length === 0
        ? 'none'
        : inline(key, value)
      : formatScalar(key, value);
    return `${label(key).padEnd(longest)}  ${clip(text, longestText)}`;
  });
  for (const [key, value] of entries) {
    if (short.some(([name]) => name === key)) continue;
    const inner = indent(valueLines(key, value, width - 2));
    if (inner.length > 0) lines.push('', label(key), ...inner);
  }
  if (preview) lines.push('', ...matrixTable(preview.heads, preview.rows, width));
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
