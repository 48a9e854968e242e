import type { DuckDBValue } from '@duckdb/node-api';
import { z } from 'zod';
import type { ColumnType } from '../contract/common.ts';

export const expectationGroups = [
  'column_map',
  'column_aggregate',
  'pair',
  'multicolumn',
  'table',
] as const;
export type ExpectationGroup = (typeof expectationGroups)[number];

export interface RuleColumn {
  readonly name: string;
  readonly type: ColumnType;
}

/** Adds a value to a statement; the answer stands for it in the SQL. */
export type Bind = (value: DuckDBValue) => string;

/** A fact about another version that a rule may ask for; null when there is no such version. */
export type CountRows = (versionRef: string) => number | null;

/** What a rule may look at while it is planned. */
export interface RuleAccess {
  readonly columns: readonly RuleColumn[];
  /** The column of that name; throws INVALID_INPUT, which names the columns there are. */
  column(name: string): RuleColumn;
  /** The rows the rule is about, to stand after FROM. Beside the columns it has `rowNumber`, from 0. */
  from(bind: Bind): string;
  readonly rowNumber: string;
  /** A name for a temporary table that nobody else has. */
  temporaryName(): string;
  /** Runs a statement whose values were bound while its text was made. */
  run(sql: (bind: Bind) => string): Promise<void>;
  rows(sql: (bind: Bind) => string): Promise<Record<string, unknown>[]>;
  /** Rows of a temporary table. */
  countOf(table: string): Promise<number>;
  /** Runs SQL that a person wrote on an engine of its own, for at most a minute. */
  sandbox<T>(work: (engine: Pick<RuleAccess, 'from' | 'rows'>) => Promise<T>): Promise<T>;
  rowsOf: CountRows;
  /** The year of the run, for dates that name none. */
  readonly thisYear: number;
  /** Reports progress inside the rule, and notices a cancel. */
  tick(): void;
}

/** A rule that looks at each row. */
export interface MapPlan {
  readonly kind: 'map';
  /** Whose values are listed when they break the rule. */
  readonly columns: readonly RuleColumn[];
  /** How these values are listed: one value, a pair, or an object by column. */
  readonly shape: 'value' | 'pair' | 'record';
  /** Rows that hold this are left out as missing; null when no row is. */
  readonly missing: string | null;
  /** A rule about missing cells themselves has no count of missing ones. */
  readonly countsMissing: boolean;
  /** Holds on the rows that keep the rule; NULL does not. */
  expected(bind: Bind): string;
  /** Looks up in another table, so that fewer of its kind share one scan. */
  readonly heavy?: boolean;
}

/** A rule about one value that the engine's aggregates give. */
export interface AggregatePlan {
  readonly kind: 'aggregate';
  /** Each one call of an aggregate function. */
  readonly facts: Readonly<Record<string, string>>;
  judge(facts: Readonly<Record<string, unknown>>): Judgement;
}

/** A rule that came to its answer while it was planned. */
export interface JudgedPlan extends Judgement {
  readonly kind: 'judged';
}

export interface Judgement {
  readonly success: boolean;
  /** `observed_value`, `details` and the like. */
  readonly result: Readonly<Record<string, unknown>>;
}

export type Plan = MapPlan | AggregatePlan | JudgedPlan;

interface Declaration<S extends z.ZodObject> {
  readonly type: string;
  readonly title: string;
  readonly group: ExpectationGroup;
  /** The rule's own parameters; those every rule has are added. */
  readonly kwargs: S;
  /** Columns the parameters name, for messages, reports and the quality score. */
  columnsOf?(kwargs: z.infer<S>): readonly string[];
  /** The rule as a sentence, such as "values of age are between 0 and 120". */
  describe(kwargs: z.infer<S>): string;
  plan(kwargs: z.infer<S>, access: RuleAccess): Plan | Promise<Plan>;
}

/** A declared rule; the schema is the one source of its form and of the messages about bad input. */
export interface ExpectationDefinition {
  readonly type: string;
  readonly title: string;
  readonly group: ExpectationGroup;
  readonly kwargs: z.ZodObject;
  columnsOf(kwargs: Record<string, unknown>): readonly string[];
  describe(kwargs: Record<string, unknown>): string;
  plan(kwargs: Record<string, unknown>, access: RuleAccess): Plan | Promise<Plan>;
}

const rowCondition = z
  .union([z.string().max(5000), z.record(z.string(), z.unknown())])
  .nullish()
  .meta({
    title: 'Only rows where',
    description: 'such as age > 60 and sex = "female"; a missing value does not hold',
  });

/** Parameters that every rule has. Those of Great Expectations without a meaning here are let pass. */
const commonKwargs = {
  row_condition: rowCondition,
  condition_parser: z.string().nullish().meta({ hidden: true }),
  result_format: z.unknown().optional().meta({ hidden: true }),
  include_config: z.unknown().optional().meta({ hidden: true }),
  catch_exceptions: z.unknown().optional().meta({ hidden: true }),
  batch_id: z.unknown().optional().meta({ hidden: true }),
  meta: z.unknown().optional().meta({ hidden: true }),
  severity: z.unknown().optional().meta({ hidden: true }),
};

const mostly = z
  .number()
  .min(0)
  .max(1)
  .nullish()
  .meta({ title: 'Mostly', description: 'share of rows that must keep the rule; default 1' });

/** Declares a rule. Adding the file and its line in the catalogue is the whole change. */
export function defineExpectation<S extends z.ZodObject>(
  declared: Declaration<S>,
): ExpectationDefinition {
  const perRow =
    declared.group === 'table' || declared.group === 'column_aggregate' ? {} : { mostly };
  return {
    type: declared.type,
    title: declared.title,
    group: declared.group,
    kwargs: declared.kwargs.extend({ ...perRow, ...commonKwargs }).strict(),
    columnsOf: (kwargs) => declared.columnsOf?.(kwargs as z.infer<S>) ?? namedColumns(kwargs),
    describe: (kwargs) => declared.describe(kwargs as z.infer<S>),
    plan: (kwargs, access) => declared.plan(kwargs as z.infer<S>, access),
  };
}

function namedColumns(kwargs: Record<string, unknown>): string[] {
  const names = [kwargs['column'], kwargs['column_A'], kwargs['column_B']];
  const list = Array.isArray(kwargs['column_list']) ? kwargs['column_list'] : [];
  return [...names, ...list].filter((name) => typeof name === 'string');
}
