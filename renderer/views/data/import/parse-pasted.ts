export interface PastedTable {
  readonly columns: number;
  /** With the first row, whatever it holds. */
  readonly rows: readonly (readonly string[])[];
  /** All rows of the text; `rows` are the first of them. */
  readonly rowCount: number;
}

const delimiters = ['\t', ';', ',', '|'] as const;

/** Fields of delimited text by RFC 4180, at most `most` rows; the rest is counted. */
function split(
  text: string,
  delimiter: string,
  most: number,
): { rows: string[][]; widths: number[] } {
  const rows: string[][] = [];
  const widths: number[] = [];
  let row: string[] = [];
  let field = '';
  let quoted = false;
  const endRow = (): void => {
    row.push(field);
    // A blank line is no row.
    if (row.length > 1 || field !== '') {
      widths.push(row.length);
      if (rows.length < most) rows.push(row);
    }
    row = [];
    field = '';
  };
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    if (quoted) {
      if (char !== '"') field += char;
      else if (text[i + 1] === '"') field += text[i++]!;
      else quoted = false;
    } else if (char === '"' && field === '') quoted = true;
    else if (char === delimiter) {
      row.push(field);
      field = '';
    } else if (char === '\n') endRow();
    else if (char !== '\r' || text[i + 1] !== '\n') field += char;
  }
  if (field !== '' || row.length > 0) endRow();
  return { rows, widths };
}

/**
 * Text as a table for a look at it: the first delimiter of tab, semicolon, comma and pipe that
 * gives every row the same number of fields. Null when none does, as with prose, and for fewer than
 * two rows.
 * @param most rows to keep, default 40.
 */
export function parsePasted(text: string, most = 40): PastedTable | null {
  for (const delimiter of delimiters) {
    if (!text.includes(delimiter)) continue;
    const { rows, widths } = split(text, delimiter, most);
    const columns = widths[0] ?? 0;
    if (columns > 1 && widths.length > 1 && widths.every((width) => width === columns))
      return { columns, rows, rowCount: widths.length };
  }
  return null;
}

const isNumber = (text: string): boolean => /^[-+]?[\d.,\s%€$£]*\d[\d.,\s%€$£]*$/.test(text);

/** Does the first row look like names: all there, all different, none a number? */
export function looksLikeHeader({ rows }: PastedTable): boolean {
  const first = (rows[0] ?? []).map((name) => name.trim());
  return new Set(first).size === first.length && first.every((name) => name && !isNumber(name));
}
