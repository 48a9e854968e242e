import { AppError } from '../base/app-error.ts';
import type { Tick } from '../base/tick.ts';
import type { Bind, CountRows, RuleAccess } from './define-expectation.ts';
import { conditionOf } from './map-rules.ts';
import type { ParsedRule } from './parse-rule.ts';
import { bound, inSandbox, type RowsSource, type VersionRows } from './version-rows.ts';

interface AccessInput {
  readonly rows: VersionRows;
  readonly source: RowsSource;
  readonly rule: ParsedRule;
  readonly options: {
    readonly rowsOf: CountRows;
    readonly thisYear: number;
    readonly tick: Tick;
  };
}

/** What a rule may use while it is planned; its temporary tables start with `prefix`. */
export function createAccess(
  { rows, source, rule, options }: AccessInput,
  prefix: string,
): RuleAccess {
  let tables = 0;
  const fromOf = (of: VersionRows) => (bind: Bind) => {
    const condition = conditionOf(of, rule, bind);
    return condition === null ? of.from : `(SELECT * FROM ${of.from} WHERE ${condition})`;
  };
  const rowsOf = (of: VersionRows): RuleAccess['rows'] => {
    return async (sql) => {
      const statement = bound(sql);
      return of.duck.rows(statement.sql, statement.values);
    };
  };
  return {
    columns: source.columns,
    column: (name) => findColumn(source, name),
    from: fromOf(rows),
    rowNumber: rows.rowNumber,
    temporaryName: () => `${prefix}_${tables++}`,
    async run(sql) {
      const statement = bound(sql);
      await rows.duck.run(statement.sql, statement.values);
    },
    rows: rowsOf(rows),
    async countOf(table) {
      const [found] = await rows.duck.rows(`SELECT count(*) AS n FROM ${table}`);
      return Number(found!['n']);
    },
    sandbox: (work) => inSandbox(source, (own) => work({ from: fromOf(own), rows: rowsOf(own) })),
    rowsOf: options.rowsOf,
    thisYear: options.thisYear,
    tick: () => options.tick(0),
  };
}

function findColumn(source: RowsSource, name: string) {
  const column = source.columns.find((candidate) => candidate.name === name);
  if (column) return column;
  const names = source.columns.slice(0, 12).map((candidate) => candidate.name);
  throw new AppError('INVALID_INPUT', `There is no column ${JSON.stringify(name)}`, {
    hint: `Columns are ${names.join(', ')}${source.columns.length > 12 ? ' ...' : ''}`,
    path: 'kwargs.column',
  });
}
