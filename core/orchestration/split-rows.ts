import { AppError } from '../base/app-error.ts';

/**
 * The lines of a comma-separated table in two parts, the header on both: rows whose number in `column`
 * is below `value`, and the others. For tables without quotes, whose every row has that number. Throws
 * NOT_FOUND without the column, NOT_ENOUGH_DATA when a part has no row.
 */
export function splitRows(
  text: string,
  { column, value }: { readonly column: string; readonly value: number },
): readonly [string, string] {
  const [header = '', ...rows] = text.split(/\r?\n/).filter((line) => line !== '');
  const place = header.split(',').indexOf(column);
  if (place < 0) throw new AppError('NOT_FOUND', `There is no column '${column}' in: ${header}`);
  const isBelow = (row: string): boolean => Number(row.split(',')[place]) < value;
  const below = rows.filter(isBelow);
  const others = rows.filter((row) => !isBelow(row));
  if (below.length === 0 || others.length === 0) {
    throw new AppError(
      'NOT_ENOUGH_DATA',
      `${below.length} rows have ${column} below ${value}, ${others.length} have not; both need some`,
    );
  }
  const join = (part: readonly string[]): string => `${[header, ...part].join('\n')}\n`;
  return [join(below), join(others)];
}
