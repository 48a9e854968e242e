import type { Cell, ColumnType } from '../../../../core/contract/common.ts';

const mostDecimals = 4;
/** For columns of nearly whole numbers, such as ages: 61.00 and 0.92, not 61.0000 and 0.9167. */
const decimalsOfRareFractions = 2;

/** How the cells of one column are written, told from its first rows. */
export interface CellStyle {
  readonly type: ColumnType;
  readonly decimals: number;
  readonly dateOnly: boolean;
}

function decimalsOf(value: number): number {
  if (Number.isInteger(value)) return 0;
  const text = String(Number(value.toPrecision(7)));
  const dot = text.indexOf('.');
  return dot < 0 || text.includes('e') ? 0 : text.length - dot - 1;
}

/** Decimals and date form that suit the values; at most four decimals, two if fractions are rare. */
export function cellStyle(type: ColumnType, values: readonly Cell[]): CellStyle {
  let decimals = 0;
  let numbers = 0;
  let fractions = 0;
  let dateOnly = type === 'datetime';
  for (const value of values) {
    if (typeof value === 'number') {
      decimals = Math.max(decimals, decimalsOf(value));
      numbers++;
      if (!Number.isInteger(value)) fractions++;
    } else if (type === 'datetime' && typeof value === 'string')
      dateOnly &&= /T00:00(:00(\.0+)?)?Z?$/.test(value) || !value.includes('T');
  }
  const most = fractions > 0.3 * numbers ? mostDecimals : decimalsOfRareFractions;
  return { type, decimals: Math.min(decimals, most), dateOnly };
}

function numberText(value: number, decimals: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e15 || size < 10 ** -(decimals + 1) || size < 1e-4))
    return String(Number(value.toPrecision(5)));
  return value.toFixed(Number.isInteger(value) && size >= 1e9 ? 0 : decimals);
}

/** A cell for reading; the full value belongs in its tooltip. Missing cells are not asked for. */
export function cellText(value: Exclude<Cell, null>, style: CellStyle): string {
  if (typeof value === 'number') return numberText(value, style.decimals);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (style.type === 'datetime') {
    const [day = value, time = ''] = value.replace(/Z$/, '').split('T');
    return style.dateOnly || time === '' ? day : `${day} ${time.replace(/\.0+$/, '')}`;
  }
  return value;
}

export const isRightAligned = (type: ColumnType): boolean =>
  type === 'number' || type === 'integer' || type === 'datetime';

function field(text: string): string {
  return /["\t\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Rows with their header as tab-separated text, as spreadsheets paste it; full precision. */
export function tabSeparated(
  header: readonly string[],
  rows: readonly (readonly Cell[])[],
): string {
  const lines = rows.map((row) =>
    row.map((cell) => (cell === null ? '' : field(String(cell)))).join('\t'),
  );
  return [header.map(field).join('\t'), ...lines].join('\n');
}
