import { mostColumns, type SourceCell, type WarningList } from './row-source.ts';

/** Objects inside of records are columns of their own down to this level, JSON text below. */
const deepestColumns = 5;

/**
 * Turns JSON values into rows. A nested object becomes columns named with dots; a list, or an object
 * deeper than five levels, becomes JSON text. Columns are added as new keys turn up.
 */
export class RecordFlattener {
  readonly names: string[] = [];
  private readonly columns = new Map<string, number>();
  private readonly warnings: WarningList;

  constructor(warnings: WarningList) {
    this.warnings = warnings;
  }

  /** One row. A list is a row by position, a plain value a row of one column. */
  row(value: unknown): SourceCell[] {
    const row: SourceCell[] = [];
    if (Array.isArray(value)) {
      value.forEach((cell, index) => {
        const column = this.column(`#${index}`, `column_${index + 1}`);
        row[column] = this.cell(cell, this.names[column]!);
      });
    } else if (isRecord(value)) {
      this.spread(value, row, { path: '', name: '', depth: 1 });
    } else {
      row[this.column('#value', 'value')] = this.cell(value, 'value');
    }
    for (let index = 0; index < row.length; index++) row[index] ??= null;
    return row;
  }

  /** Gives the columns by position their names; for a list of lists with a header. */
  nameByPosition(names: readonly string[]): void {
    names.forEach((name, index) => this.column(`#${index}`, name));
  }

  private spread(
    record: Readonly<Record<string, unknown>>,
    row: SourceCell[],
    place: { readonly path: string; readonly name: string; readonly depth: number },
  ): void {
    for (const [key, value] of Object.entries(record)) {
      // zero characters cannot be confused with the dots of names
      const path = `${place.path}\0${key}`;
      const name = place.name === '' ? key : `${place.name}.${key}`;
      if (isRecord(value) && place.depth < deepestColumns && this.names.length < mostColumns) {
        this.spread(value, row, { path, name, depth: place.depth + 1 });
      } else if (value !== null) {
        row[this.column(path, name)] = this.cell(value, name);
      } else {
        this.column(path, name);
      }
    }
  }

  private column(path: string, name: string): number {
    let index = this.columns.get(path);
    if (index === undefined) {
      index = this.names.length;
      this.columns.set(path, index);
      this.names.push(name);
    }
    return index;
  }

  private cell(value: unknown, column: string): SourceCell {
    if (value === null || value === undefined) return null;
    if (typeof value !== 'object') return value as SourceCell;
    this.warnings.add({
      kind: 'nested_as_text',
      message: `${column} holds lists or nested records; they are kept as JSON text`,
      column,
    });
    return jsonText(value);
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const { rawJSON } = JSON as unknown as { rawJSON(text: string): unknown };

/** JSON text of a value that may hold bigints and typed arrays. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner === 'bigint') return rawJSON(String(inner));
    return ArrayBuffer.isView(inner) ? Array.from(inner as Uint8Array) : inner;
  });
}
