import type { DuckDBValue } from '@duckdb/node-api';
import { AppError } from '../base/app-error.ts';
import type { ColumnType } from '../contract/common.ts';
import type { FilterExpression, FilterLiteral } from '../table/filter-expression.ts';
import { sqlName } from './duckdb.ts';

export interface FilterSql {
  readonly where: string;
  /** Bound to $1, $2 ... in `where`. */
  readonly values: DuckDBValue[];
}

interface FilterColumn {
  readonly name: string;
  readonly type: ColumnType;
}

/**
 * A filter as a parameterised condition. Only columns of the version are named, values are only ever
 * bound. Conditions on a missing cell are false, also under `not`. Throws INVALID_INPUT for a column
 * that does not exist or a value that does not fit its type.
 */
export function filterSql(
  expression: FilterExpression,
  columns: readonly FilterColumn[],
): FilterSql {
  const values: DuckDBValue[] = [];

  function bind(value: DuckDBValue): string {
    values.push(value);
    return `$${values.length}`;
  }

  function resolve(name: string): FilterColumn {
    const column =
      columns.find((candidate) => candidate.name === name) ??
      columns.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
    if (column) return column;
    const known = columns.slice(0, 8).map((candidate) => candidate.name);
    throw new AppError('INVALID_INPUT', `The filter names a column "${name}" that does not exist`, {
      hint: `Columns are ${known.join(', ')}${columns.length > 8 ? ' ...' : ''}`,
      path: 'filter',
    });
  }

  function literal(column: FilterColumn, value: FilterLiteral): string {
    return bindLiteral(column, value, bind);
  }

  function toSql(node: FilterExpression): string {
    switch (node.kind) {
      case 'and':
      case 'or':
        return `(${toSql(node.left)} ${node.kind.toUpperCase()} ${toSql(node.right)})`;
      case 'not':
        return `(NOT ${toSql(node.inner)})`;
      case 'missing':
        return `(${sqlName(resolve(node.column).name)} IS NULL)`;
      case 'compare': {
        const column = resolve(node.column);
        const condition = `${sqlName(column.name)} ${node.operator} ${literal(column, node.value)}`;
        return `(${condition})`;
      }
      case 'in': {
        const column = resolve(node.column);
        const bound = node.values.map((value) => literal(column, value));
        return `(${sqlName(column.name)} IN (${bound.join(', ')}))`;
      }
      case 'between': {
        const column = resolve(node.column);
        const low = literal(column, node.low);
        return `(${sqlName(column.name)} BETWEEN ${low} AND ${literal(column, node.high)})`;
      }
      case 'text': {
        const { name } = resolve(node.column);
        const test = { contains: 'contains', starts: 'starts_with', ends: 'ends_with' }[node.test];
        return `(${test}(lower(CAST(${sqlName(name)} AS VARCHAR)), lower(${bind(node.value)})))`;
      }
    }
  }

  return { where: toSql(expression), values };
}

function bindLiteral(
  column: FilterColumn,
  value: FilterLiteral,
  bind: (value: DuckDBValue) => string,
): string {
  switch (column.type) {
    case 'number':
    case 'integer': {
      const number = typeof value === 'string' ? Number(value) : value;
      if (typeof number !== 'number' || Number.isNaN(number) || value === '') {
        throw misfit(column, value, 'a number');
      }
      return `${bind(number)}::DOUBLE`;
    }
    case 'boolean': {
      const truth = truthOf(value);
      if (truth === null) throw misfit(column, value, 'true or false');
      return `${bind(truth)}::BOOLEAN`;
    }
    case 'datetime': {
      const moment = typeof value === 'string' ? Date.parse(asUtc(value)) : Number.NaN;
      if (Number.isNaN(moment)) throw misfit(column, value, 'a date such as "2020-01-31"');
      return `make_timestamp((${bind(moment)}::DOUBLE * 1000)::BIGINT)`;
    }
    case 'category':
    case 'text':
      return `${bind(String(value))}::VARCHAR`;
  }
}

function truthOf(value: FilterLiteral): boolean | null {
  if (typeof value === 'boolean') return value;
  if (value === 1 || value === 0) return value === 1;
  const word = String(value).toLowerCase();
  return word === 'true' ? true : word === 'false' ? false : null;
}

/** ISO text without an offset means UTC here. */
function asUtc(text: string): string {
  const iso = text.trim().replace(' ', 'T');
  return /^\d{4}-\d{2}-\d{2}T[\d:.]+$/.test(iso) ? `${iso}Z` : iso;
}

function misfit(column: FilterColumn, value: FilterLiteral, wanted: string): AppError {
  return new AppError(
    'INVALID_INPUT',
    `The filter compares ${column.name} (${column.type}) with ${JSON.stringify(value)}`,
    { hint: `Compare it with ${wanted}`, path: 'filter' },
  );
}
