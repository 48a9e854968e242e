import type { Warning } from '../../contract/common.ts';

/** Names the query engine keeps for itself. */
const reserved: ReadonlySet<string> = new Set(['file_row_number', 'filename', 'file_index']);

const longestName = 500;

/**
 * Names for `columns` columns from a header row (or none): trimmed, never empty, and distinct without
 * regard to letter case, because the query engine does not tell `Age` from `age`. Every change is told.
 */
export function nameColumns(
  header: readonly string[] | null,
  columns: number,
): { readonly names: string[]; readonly warnings: Warning[] } {
  const warnings: Warning[] = [];
  const given = fitHeader(header, columns, warnings);
  const taken = new Set<string>();
  // the names that stand as they are keep them, whatever is added before
  const firm = new Set(given.map((name) => name.toLowerCase()).filter((name) => name !== ''));
  const empty: string[] = [];
  const names = given.map((name, index) => {
    const base = name === '' ? `column_${index + 1}` : name;
    let unique = base;
    for (let n = 2; !isFree(unique, { taken, firm, own: name }); n++) unique = `${base}_${n}`;
    taken.add(unique.toLowerCase());
    if (header !== null && name === '') empty.push(unique);
    else if (unique !== base) {
      const kind = reserved.has(base.toLowerCase()) ? 'reserved_name' : 'duplicate_name';
      const why = kind === 'reserved_name' ? 'is reserved' : 'is there more than once';
      warnings.push({
        kind,
        message: `The column name "${base}" ${why}; column ${index + 1} is called "${unique}"`,
        column: unique,
      });
    }
    return unique;
  });
  if (empty.length > 0) {
    const some = empty.slice(0, 5).join(', ');
    warnings.push({
      kind: 'empty_name',
      message: `${empty.length} columns have no name and are called ${some}${empty.length > 5 ? ' ...' : ''}`,
    });
  }
  return { names, warnings };
}

function isFree(
  name: string,
  known: { taken: ReadonlySet<string>; firm: ReadonlySet<string>; own: string },
): boolean {
  const key = name.toLowerCase();
  if (known.taken.has(key) || reserved.has(key)) return false;
  return key === known.own.toLowerCase() || !known.firm.has(key);
}

function fitHeader(
  header: readonly string[] | null,
  columns: number,
  warnings: Warning[],
): string[] {
  if (header === null) return Array.from({ length: columns }, (_, i) => `column_${i + 1}`);
  // control characters would be invisible parts of a name
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  let names = header.map((name) =>
    name
      .replace(/[\u0000-\u001f]+/g, ' ')
      .trim()
      .slice(0, longestName),
  );
  if (names.length === columns - 1) {
    names = ['', ...names];
    warnings.push({
      kind: 'header_short',
      message:
        'The header has one name less than the rows have fields; the first column has row names',
    });
  } else if (names.length > columns) {
    const extra = names.slice(columns);
    if (extra.some((name) => name !== '')) {
      warnings.push({
        kind: 'header_long',
        message: `The header names ${names.length} columns, the rows have ${columns}; left out: ${extra.slice(0, 5).join(', ')}`,
      });
    }
    names = names.slice(0, columns);
  }
  while (names.length < columns) names.push('');
  return names;
}
