import type { ColumnType, Warning } from '../../contract/common.ts';
import { castExpression } from '../cast-sql.ts';
import { askFacts } from '../column-facts.ts';
import { sqlName, type Duck } from '../duckdb.ts';
import {
  askedType,
  forcedPlan,
  plainPlan,
  type FormatReadOptions,
  type SettledColumn,
} from './settle-stage.ts';

/** A column of a relation of the engine, as it describes it. */
export interface EngineColumn {
  readonly name: string;
  /** The engine's type, such as DECIMAL(18,3) or STRUCT(a INTEGER). */
  readonly type: string;
}

/** The columns of a relation. */
export async function describeRelation(duck: Duck, relation: string): Promise<EngineColumn[]> {
  const rows = await duck.rows(`DESCRIBE SELECT * FROM ${relation}`);
  return rows.map((row) => ({
    name: String(row['column_name']),
    type: String(row['column_type']),
  }));
}

export interface RelationColumns {
  readonly columns: readonly SettledColumn[];
  /** The relation with columns c0, c1 ..., as text where a type was asked for. */
  readonly relation: string;
  readonly warnings: readonly Warning[];
}

/**
 * How the engine's types become column types: whole numbers that fit a double exactly are integers,
 * decimals numbers, days and times datetimes in UTC, nested values JSON text, and everything else text.
 * Looks at all values of wide integers. Types asked for are cast from the values' texts.
 */
export async function mapRelation(
  duck: Duck,
  from: string,
  made: {
    readonly engine: readonly EngineColumn[];
    /** By position: the names of the version's columns. */
    readonly names: readonly string[];
    readonly options: FormatReadOptions;
  },
): Promise<RelationColumns> {
  const { engine, names, options } = made;
  const unsafe = await findUnsafe(duck, from, engine);
  const warnings: Warning[] = [];
  const select: string[] = [];
  const columns = engine.map((column, index): SettledColumn => {
    const name = names[index]!;
    const source = sqlName(column.name);
    const mapped = mapType(column.type, unsafe.has(index));
    if (mapped.warning) warnings.push({ ...mapped.warning(name), column: name });
    const asked = askedType(options, name);
    if (asked === undefined || asked === mapped.type) {
      select.push(`${source} AS c${index}`);
      const plan = plainPlan(name, mapped.type, asked !== undefined);
      return { plan: { ...plan, forced: false }, value: mapped.value(`c${index}`) };
    }
    select.push(`${textOf(column.type, source)} AS c${index}`);
    const plan = forcedPlan(name, [], { ...options, type: asked });
    return { plan, value: castExpression(plan, `c${index}`, false) };
  });
  return { columns, relation: `(SELECT ${select.join(', ')} FROM ${from})`, warnings };
}

interface MappedType {
  readonly type: ColumnType;
  readonly value: (column: string) => string;
  readonly warning?: (name: string) => Warning;
}

const small = /^(TINYINT|SMALLINT|INTEGER|UTINYINT|USMALLINT|UINTEGER)$/;
const wide = /^(BIGINT|UBIGINT|HUGEINT|UHUGEINT|DECIMAL\(\d+,0\))$/;

function mapType(type: string, unsafe: boolean): MappedType {
  const plain = (column: string) => column;
  if (small.test(type)) return { type: 'integer', value: plain };
  if (wide.test(type)) return unsafe ? bigIntegers() : { type: 'integer', value: plain };
  const decimal = /^DECIMAL\((\d+),/.exec(type);
  if (decimal) return decimalNumber(Number(decimal[1]));
  if (type === 'DOUBLE' || type === 'FLOAT') {
    return { type: 'number', value: (c) => `nullif(CAST(${c} AS DOUBLE), 'NaN'::DOUBLE)` };
  }
  if (type === 'BOOLEAN') return { type: 'boolean', value: plain };
  if (type === 'DATE' || type.startsWith('TIMESTAMP')) {
    const utc = type.includes('TIME ZONE');
    const time = (c: string) => (utc ? `timezone('UTC', ${c})` : `CAST(${c} AS TIMESTAMP)`);
    return { type: 'datetime', value: (c) => `CASE WHEN isfinite(${c}) THEN ${time(c)} END` };
  }
  if (type === 'VARCHAR' || type.startsWith('ENUM')) {
    return { type: 'text', value: (c) => `CAST(${c} AS VARCHAR)` };
  }
  if (isNested(type)) {
    return {
      type: 'text',
      value: (c) => `CAST(to_json(${c}) AS VARCHAR)`,
      warning: (name) => ({
        kind: 'nested_as_text',
        message: `${name} holds lists or nested records; they are kept as JSON text`,
      }),
    };
  }
  return {
    type: 'text',
    value: (c) => `CAST(${c} AS VARCHAR)`,
    ...(/^(UUID|TIME|"NULL")/.test(type) ? {} : { warning: (name: string) => asText(name, type) }),
  };
}

function asText(name: string, type: string): Warning {
  return {
    kind: 'type_as_text',
    message: `${name} is of type ${type.slice(0, 60)}; its values are kept as text`,
  };
}

function bigIntegers(): MappedType {
  return {
    type: 'text',
    value: (c) => `CAST(${c} AS VARCHAR)`,
    warning: (name) => ({
      kind: 'big_integers',
      message: `${name} has integers beyond 2^53; it is kept as text so that no digit is lost`,
    }),
  };
}

function decimalNumber(digits: number): MappedType {
  return {
    type: 'number',
    value: (c) => `CAST(${c} AS DOUBLE)`,
    ...(digits <= 15
      ? {}
      : {
          warning: (name: string) => ({
            kind: 'decimal_rounded',
            message: `${name} has decimals of up to ${digits} digits; they are rounded to the nearest number`,
          }),
        }),
  };
}

function isNested(type: string): boolean {
  return /^(STRUCT|MAP|UNION|VARIANT|JSON)/.test(type) || type.endsWith(']');
}

/** Whole doubles are written without the decimals that no integer has. */
function textOf(type: string, source: string): string {
  if (type === 'DOUBLE' || type === 'FLOAT') {
    return `regexp_replace(CAST(${source} AS VARCHAR), '\\.0$', '')`;
  }
  return isNested(type) ? `CAST(to_json(${source}) AS VARCHAR)` : `CAST(${source} AS VARCHAR)`;
}

/** Positions of integer columns with a value beyond 2^53. */
async function findUnsafe(
  duck: Duck,
  from: string,
  engine: readonly EngineColumn[],
): Promise<ReadonlySet<number>> {
  const columns = engine.flatMap((column, index) => (wide.test(column.type) ? [index] : []));
  if (columns.length === 0) return new Set();
  const facts = await askFacts(duck, from, {
    columns,
    select: (index) => {
      const name = sqlName(engine[index]!.name);
      return [
        `coalesce(max(${name}) > 9007199254740991 OR min(${name}) < -9007199254740991, false) AS u${index}`,
      ];
    },
  });
  return new Set(columns.filter((index) => facts[`u${index}`] === true));
}
