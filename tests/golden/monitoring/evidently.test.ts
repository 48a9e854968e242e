import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { DriftTest } from '../../../core/contract/monitoring.ts';
import { readDelimited } from '../../../core/data/read-delimited.ts';
import { compareTables } from '../../../core/monitoring/drift.ts';
import { takeTableRows, type Table } from '../../../core/table/table.ts';

/** Rows of a file from, to (exclusive) and by which step. */
type Rows = [number, number, number];

interface GoldenCase {
  data: string;
  reference: Rows;
  current: Rows;
  results: {
    column: string;
    asked: DriftTest | 'auto';
    test: DriftTest;
    score: number | null;
    drifted: boolean;
  }[];
}

const golden = JSON.parse(readFileSync(new URL('evidently.json', import.meta.url), 'utf8')) as {
  tolerance: number;
  cases: GoldenCase[];
};

const files = new Map<string, Promise<Table>>();

function readBundled(data: string): Promise<Table> {
  const path = fileURLToPath(new URL(`../../../datasets/${data}.csv`, import.meta.url));
  const reading = files.get(data) ?? readDelimited(path).then(({ table }) => table);
  files.set(data, reading);
  return reading;
}

async function rowsOf(data: string, [from, to, step]: Rows): Promise<Table> {
  const rows = Array.from({ length: Math.ceil((to - from) / step) }, (_, i) => from + i * step);
  return takeTableRows(await readBundled(data), Int32Array.from(rows));
}

describe.each(golden.cases)('Evidently on $data $reference against $current', (item) => {
  const asked = [...new Set(item.results.map((result) => result.asked))];

  it.each(asked)('gives the same test, score and verdict for %s', async (test) => {
    const reference = await rowsOf(item.data, item.reference);
    const current = await rowsOf(item.data, item.current);
    const body = compareTables(reference, current, { test, threshold: null, driftShare: 0.5 });
    const expected = item.results.filter((result) => result.asked === test);
    expect(expected.length).toBeGreaterThan(0);
    for (const { column, score, ...verdict } of expected) {
      const found = body.columns.find((entry) => entry.column === column);
      expect({ column, test: found?.test, drifted: found?.drifted }).toEqual({
        column,
        test: verdict.test,
        drifted: verdict.drifted,
      });
      // Evidently has no p-value for one single category; nothing can have moved in it
      expect(Math.abs(found!.score - (score ?? 1)), column).toBeLessThanOrEqual(golden.tolerance);
    }
  });
});
