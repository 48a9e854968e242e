import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noTick } from '../../../core/base/tick.ts';
import type { ColumnType } from '../../../core/contract/common.ts';
import type { ResultFormat } from '../../../core/validation/map-result.ts';
import { runRules } from '../../../core/validation/run-rules.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { writeParquet, type ParquetColumn } from '../../support/write-parquet.ts';
import golden from './great-expectations.json' with { type: 'json' };

interface Case {
  readonly table: string;
  readonly type: string;
  readonly kwargs: Record<string, unknown>;
  readonly format: ResultFormat;
  readonly success: boolean;
  readonly result: Record<string, unknown>;
}

const tables = golden.tables as unknown as Record<string, readonly ParquetColumn[]>;
const cases = golden.cases as unknown as readonly Case[];
const { tolerance } = golden;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const pathOf = (table: string) => join(folder.path, `${table}.parquet`);

beforeAll(async () => {
  folder = await temporaryFolder();
  for (const [name, columns] of Object.entries(tables)) {
    await writeParquet(folder.path, pathOf(name), columns);
  }
});

afterAll(() => folder[Symbol.asyncDispose]());

/** Numbers within the tolerance, everything else to the letter; fields that ours has besides are fine. */
function expectAgreement(ours: unknown, theirs: unknown, path: string): void {
  if (typeof theirs === 'number') {
    expect(typeof ours, path).toBe('number');
    const gap = Math.abs((ours as number) - theirs);
    expect(gap, `${path}: ${String(ours)} for ${theirs}`).toBeLessThanOrEqual(
      tolerance * Math.max(1, Math.abs(theirs)),
    );
  } else if (Array.isArray(theirs)) {
    expect(ours, path).toHaveLength(theirs.length);
    for (const [index, value] of theirs.entries()) {
      expectAgreement((ours as unknown[])[index], value, `${path}[${index}]`);
    }
  } else if (theirs !== null && typeof theirs === 'object') {
    for (const [name, value] of Object.entries(theirs)) {
      expectAgreement((ours as Record<string, unknown> | null)?.[name], value, `${path}.${name}`);
    }
  } else expect(ours, path).toEqual(theirs);
}

describe(`agreement with ${golden.source}`, () => {
  it('covers at least 100 cases', () => {
    expect(cases.length).toBeGreaterThanOrEqual(100);
  });

  it.each(cases.map((one, index) => [`${index} ${one.type}`, one] as const))(
    '%s',
    async (_, one) => {
      const columns = tables[one.table]!.map(({ name, type }) => ({
        name,
        type: type as ColumnType,
      }));
      const [outcome] = await runRules(
        { parquetPath: pathOf(one.table), columns, rowNumbers: null },
        [{ type: one.type, kwargs: one.kwargs, meta: {} }],
        { format: one.format, rowsOf: () => null, thisYear: 2026, tick: noTick },
      );
      const { result } = outcome!;
      const said = `${JSON.stringify(one.kwargs)} ${JSON.stringify(result)}`;
      expect(result.exception_info.exception_message, said).toBeNull();
      expect(result.success, said).toBe(one.success);
      expectAgreement(result.result, one.result, said);
    },
  );
});
