import { isAppError } from '../base/app-error.ts';
import { subTick, type Tick } from '../base/tick.ts';
import type { Expectation, ExpectationResult } from '../contract/validation.ts';
import type { AggregatePlan, CountRows, Judgement, MapPlan, Plan } from './define-expectation.ts';
import {
  isMostlyKept,
  mapResult,
  partialCount,
  type BrokenRows,
  type MapCounts,
  type ResultFormat,
} from './map-result.ts';
import { conditionOf, countBroken, readBroken, readFirst } from './map-rules.ts';
import { parseRule, type ParsedRule } from './parse-rule.ts';
import { brokenText, holdsText, renderFailure } from './render-result.ts';
import { createAccess } from './rule-access.ts';
import { bound, openRows, type RowsSource, type VersionRows } from './version-rows.ts';

export interface RunOptions {
  readonly format: ResultFormat;
  readonly rowsOf: CountRows;
  readonly thisYear: number;
  readonly tick: Tick;
}

/** A result with what the quality score takes from it. */
export interface RuleOutcome {
  readonly result: ExpectationResult;
  /** Null where the rule is not about rows, or could not be checked. */
  readonly counts: MapCounts | null;
  readonly group: ParsedRule['definition']['group'] | null;
  readonly columns: readonly string[];
}

/** Rows of a COMPLETE result at most; the counts are always exact. */
const mostBrokenRows = 100_000;
/** Rules that share one scan of the file. */
const rulesAtOnce = 40;
/** Rules with a table of their own keep a hash of it in memory during the scan. */
const heavyRulesAtOnce = 8;

interface Ready {
  readonly index: number;
  readonly rule: ParsedRule;
  readonly plan: Plan;
}

/**
 * Checks rules against rows. A rule that cannot be checked (unknown, bad parameters, a missing
 * column, a failing query) becomes a failed result with an exception; the others still run. Rules
 * about rows are counted together, in as few scans as their number allows.
 */
export async function runRules(
  source: RowsSource,
  rules: readonly Expectation[],
  options: RunOptions,
): Promise<RuleOutcome[]> {
  using rows = await openRows(source);
  const outcomes: (RuleOutcome | undefined)[] = rules.map(() => undefined);
  const put = (index: number, outcome: RuleOutcome) => void (outcomes[index] = outcome);
  const ready: Ready[] = [];
  const planTick = subTick(options.tick, 0, 0.4, 'Reading rules');
  for (const [index, rule] of rules.entries()) {
    planTick(index / rules.length);
    try {
      const parsed = parseRule(rule);
      const access = createAccess({ rows, source, rule: parsed, options }, `r${index}`);
      ready.push({
        index,
        rule: parsed,
        plan: await parsed.definition.plan(parsed.kwargs, access),
      });
    } catch (error) {
      put(index, failedOutcome(rule, error));
    }
  }
  const run: Run = { rows, rules, options, put };
  for (const { index, rule, plan } of ready) {
    if (plan.kind === 'judged')
      put(index, judgedOutcome(rules[index]!, rule, plan, options.format));
  }
  await runMaps(run, ready);
  await runAggregates(run, ready);
  options.tick(1);
  return outcomes.map((outcome) => outcome!);
}

interface Run {
  readonly rows: VersionRows;
  readonly rules: readonly Expectation[];
  readonly options: RunOptions;
  put(index: number, outcome: RuleOutcome): void;
}

type ReadyMap = Ready & { readonly plan: MapPlan };
type ReadyAggregate = Ready & { readonly plan: AggregatePlan };

async function runMaps(run: Run, ready: readonly Ready[]): Promise<void> {
  const maps = ready.filter((one): one is ReadyMap => one.plan.kind === 'map');
  const light = maps.filter(({ plan }) => !plan.heavy);
  const heavy = maps.filter(({ plan }) => plan.heavy);
  const tick = subTick(run.options.tick, 0.4, 0.9, 'Checking rows');
  let done = 0;
  for (const chunk of [...chunks(light, rulesAtOnce), ...chunks(heavy, heavyRulesAtOnce)]) {
    tick(done / maps.length);
    await together(run, chunk, async (part) => {
      const { format } = run.options;
      const listsSome = format === 'BASIC' || format === 'SUMMARY';
      const broken = await countBroken(run.rows, part, listsSome ? partialCount : 0);
      const first = await readFirst(run.rows, part, broken);
      for (const [at, one] of part.entries()) {
        await alone(run, one, () =>
          finishMap(run, one, { counts: broken[at]!, first: first[at]! }),
        );
      }
    });
    done += chunk.length;
  }
}

async function runAggregates(run: Run, ready: readonly Ready[]): Promise<void> {
  const aggregates = ready.filter((one): one is ReadyAggregate => one.plan.kind === 'aggregate');
  run.options.tick(0.9, 'Summing up');
  for (const chunk of chunks(aggregates, rulesAtOnce)) {
    await together(run, chunk, async (part) => {
      const facts = await readFacts(run.rows, part);
      for (const [at, one] of part.entries()) {
        const judgement = one.plan.judge(facts[at]!);
        run.put(
          one.index,
          judgedOutcome(run.rules[one.index]!, one.rule, judgement, run.options.format),
        );
      }
    });
    run.options.tick(0.95);
  }
}

/** Runs a chunk at once; when that fails, each on its own, so that one bad rule spoils no other. */
async function together<T extends Ready>(
  run: Run,
  chunk: readonly T[],
  work: (part: readonly T[]) => Promise<void>,
): Promise<void> {
  try {
    await work(chunk);
  } catch (error) {
    if (isFatal(error)) throw error;
    for (const one of chunk) await alone(run, one, () => work([one]));
  }
}

async function alone(run: Run, one: Ready, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    run.put(one.index, failedOutcome(run.rules[one.index]!, error));
  }
}

function* chunks<T>(list: readonly T[], size: number): Generator<readonly T[]> {
  for (let at = 0; at < list.length; at += size) yield list.slice(at, at + size);
}

async function finishMap(
  run: Run,
  one: ReadyMap,
  found: { readonly counts: MapCounts; readonly first: BrokenRows },
): Promise<void> {
  const { rule, plan } = one;
  const { format } = run.options;
  const { elements, present, unexpected } = found.counts;
  const counts = { elements, present, unexpected };
  const all = format === 'COMPLETE' && unexpected > 0;
  const broken = all ? await readBroken(run.rows, one, mostBrokenRows) : found.first;
  const success = isMostlyKept(counts, rule.mostly);
  const sentence = rule.definition.describe(rule.kwargs);
  run.put(one.index, {
    counts,
    group: rule.definition.group,
    columns: rule.definition.columnsOf(rule.kwargs),
    result: {
      success,
      expectation_config: run.rules[one.index]!,
      result: mapResult(counts, broken, { format, countsMissing: plan.countsMissing }),
      meta:
        counts.unexpected > broken.values.length && format === 'COMPLETE'
          ? { truncated: true }
          : {},
      exception_info: noException,
      rendered: brokenText(sentence, {
        counts,
        values: broken.values,
        mostly: rule.mostly,
        success,
      }),
    },
  });
}

const noException = {
  raised_exception: false,
  exception_message: null,
  exception_traceback: null,
} as const;

async function readFacts(
  rows: VersionRows,
  part: readonly ReadyAggregate[],
): Promise<Record<string, unknown>[]> {
  const statement = bound((bind) => {
    const select = part.flatMap(({ rule, plan }, at) => {
      const condition = conditionOf(rows, rule, bind);
      const filter = condition === null ? '' : ` FILTER (WHERE ${condition})`;
      return Object.entries(plan.facts).map(([name, sql]) => `${sql}${filter} AS ${name}_${at}`);
    });
    return `SELECT ${select.join(', ')} FROM ${rows.from}`;
  });
  const [found] = await rows.duck.rows(statement.sql, statement.values);
  return part.map(({ plan }, at) =>
    Object.fromEntries(Object.keys(plan.facts).map((name) => [name, found![`${name}_${at}`]])),
  );
}

function judgedOutcome(
  config: Expectation,
  rule: ParsedRule,
  { success, result }: Judgement,
  format: ResultFormat,
): RuleOutcome {
  const sentence = rule.definition.describe(rule.kwargs);
  return {
    counts: null,
    group: rule.definition.group,
    columns: rule.definition.columnsOf(rule.kwargs),
    result: {
      success,
      expectation_config: config,
      result: format === 'BOOLEAN_ONLY' ? {} : { ...result },
      meta: {},
      exception_info: noException,
      rendered: holdsText(sentence, { success, observed: result['observed_value'] }),
    },
  };
}

/** Ends the whole run: a cancel, an exhausted machine, a defect of this program. */
function isFatal(error: unknown): boolean {
  if (isAppError(error)) return error.code === 'CANCELLED' || error.code === 'OUT_OF_MEMORY';
  return error instanceof TypeError || error instanceof ReferenceError;
}

function failedOutcome(config: Expectation, error: unknown): RuleOutcome {
  if (isFatal(error)) throw error;
  const known = isAppError(error);
  const message = known
    ? [error.message, error.hint].filter(Boolean).join('. ')
    : String(error instanceof Error ? error.message : error)
        .split('\n', 1)[0]!
        .slice(0, 500);
  return {
    counts: null,
    group: null,
    columns: [],
    result: {
      success: false,
      expectation_config: config,
      result: {},
      meta: {},
      exception_info: {
        raised_exception: true,
        exception_message: message,
        exception_traceback: known
          ? `${error.code}${error.path === undefined ? '' : ` at ${error.path}`}`
          : null,
      },
      rendered: renderFailure(config, message),
    },
  };
}
