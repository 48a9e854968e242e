import { createContext, Script } from 'node:vm';
import { listValue } from '@duckdb/node-api';
import { AppError } from '../../base/app-error.ts';
import { sqlName } from '../../data/duckdb.ts';
import type { MapPlan, RuleAccess, RuleColumn } from '../define-expectation.ts';
import { columnMap, notIn } from './column-map.ts';

/** Time one block of values may take; a pattern that backtracks without end is stopped. */
const blockMs = 5000;
const blockSize = 10_000;

/**
 * A rule that the engine cannot decide: every distinct text is tested here once, and the rows are
 * then counted by the engine. Throws INVALID_INPUT when the test does not come to an end.
 */
export async function testDistinctTexts(
  access: RuleAccess,
  column: RuleColumn,
  test: (text: string) => boolean,
): Promise<MapPlan> {
  const name = sqlName(column.name);
  const values = access.temporaryName();
  await access.run(
    (bind) =>
      `CREATE TEMP TABLE ${values} AS SELECT value, (row_number() OVER ())::INTEGER AS id
       FROM (SELECT DISTINCT ${name} AS value FROM ${access.from(bind)} WHERE ${name} IS NOT NULL)`,
  );
  const broken: number[] = [];
  for (let from = 1; ; from += blockSize) {
    const block = await access.rows(
      () =>
        `SELECT id, value FROM ${values} WHERE id >= ${from} AND id < ${from + blockSize} ORDER BY id`,
    );
    if (block.length === 0) break;
    broken.push(...failing(block as unknown as Block, test));
    access.tick();
  }
  const failed = access.temporaryName();
  await access.run(() => `CREATE TEMP TABLE ${failed} (value VARCHAR)`);
  for (let at = 0; at < broken.length; at += blockSize) {
    const ids = listValue(broken.slice(at, at + blockSize));
    await access.run(
      (bind) =>
        `INSERT INTO ${failed} SELECT value FROM ${values}
         WHERE id IN (SELECT unnest(${bind(ids)}::INTEGER[]))`,
    );
  }
  await access.run(() => `DROP TABLE ${values}`);
  return columnMap(column, ...notIn(name, failed, broken.length));
}

type Block = readonly { readonly id: number; readonly value: string }[];

function failing(block: Block, test: (text: string) => boolean): number[] {
  const broken: number[] = [];
  guarded(() => {
    for (const { id, value } of block) if (!test(value)) broken.push(id);
  });
  return broken;
}

// The engine's patterns cannot backtrack, those of JavaScript can; only this interrupts them.
function guarded(work: () => void): void {
  const context = createContext({ work });
  try {
    new Script('work()').runInContext(context, { timeout: blockMs });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    throw new AppError('INVALID_INPUT', 'The rule needs too long for some values', {
      hint: 'Its pattern backtracks; write it without nested repetitions',
      path: 'kwargs',
    });
  }
}
