import { isCoded, type Column, type Table } from '../../../table/table.ts';
import { cellNumbers, quartiles } from '../bins.ts';
import { condition } from '../conditions.ts';

/** A condition on one column that the row meets. */
export interface Predicate {
  readonly at: number;
  readonly text: string;
  readonly holds: (cell: number) => boolean;
  /** 1 for the training rows that meet it. */
  readonly rows: Uint8Array;
}

type Drafted = Pick<Predicate, 'text' | 'holds'>;

function draft(column: Column, own: number): Drafted[] {
  if (Number.isNaN(own)) return [{ text: condition.missing(column), holds: Number.isNaN }];
  if (isCoded(column) || column.type === 'boolean') {
    return [{ text: condition.equals(column, own), holds: (cell) => cell === own }];
  }
  return Array.from(quartiles(column.values), (edge) =>
    own <= edge
      ? { text: condition.atMost(column, edge), holds: (cell: number) => cell <= edge }
      : { text: condition.above(column, edge), holds: (cell: number) => cell > edge },
  );
}

/** Conditions that the last row of the table meets, over the other rows: quartile edges and categories. */
export function predicatesOf(training: Table, joined: Table): Predicate[] {
  return training.columns.flatMap((column, at) => {
    const cells = cellNumbers(joined.columns[at]!, joined.rows);
    const own = cells[training.rows]!;
    const labelled = isCoded(column) ? joined.columns[at]! : column;
    return draft(labelled, own)
      .map(({ text, holds }) => {
        const rows = Uint8Array.from({ length: training.rows }, (_, i) =>
          holds(cells[i]!) ? 1 : 0,
        );
        return { at, text, holds, rows };
      })
      .filter(({ rows }) => rows.includes(0));
  });
}
