import { AppError } from '../base/app-error.ts';
import { noTick } from '../base/tick.ts';
import type { OutputOf } from '../contract/contract.ts';
import type { Expectation } from '../contract/validation.ts';
import { parseRule } from './parse-rule.ts';
import { countBroken, readBroken } from './map-rules.ts';
import { createAccess } from './rule-access.ts';
import { openRows, type RowsSource } from './version-rows.ts';

/**
 * Numbers of the rows that break one rule, ascending, at most `limit`, and how many there are. Throws
 * what is wrong with the rule, and UNSUPPORTED for rules that are not about rows.
 */
export async function findFailures(
  source: RowsSource,
  expectation: Expectation,
  options: {
    readonly limit: number;
    readonly rowsOf: (ref: string) => number | null;
    readonly thisYear: number;
  },
): Promise<OutputOf<'validation.failures'>> {
  const rule = parseRule(expectation);
  using rows = await openRows(source);
  const access = createAccess({ rows, source, rule, options: { ...options, tick: noTick } }, 'f');
  const plan = await rule.definition.plan(rule.kwargs, access);
  if (plan.kind !== 'map') {
    throw new AppError('UNSUPPORTED', `${rule.definition.title} is not a rule about single rows`, {
      hint: 'Choose a rule about the values of columns',
      path: 'expectation.type',
    });
  }
  const [counts] = await countBroken(rows, [{ rule, plan }], 0);
  const { rowNumbers } = await readBroken(rows, { rule, plan }, options.limit);
  return { rows: [...rowNumbers], total: counts!.unexpected };
}
