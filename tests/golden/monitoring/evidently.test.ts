import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DriftTest } from '../../../core/contract/monitoring.ts';
import { compareTables } from '../../../core/monitoring/drift.ts';
import { takeTableRows, type Column, type Table } from '../../../core/table/table.ts';

type GoldenColumn =
  | { name: string; type: 'number' | 'integer' | 'boolean'; values: (number | null)[] }
  | { name: string; type: 'category'; codes: number[]; dictionary: string[] };

interface GoldenCase {
  data: string;
  reference: [number, number];
  current: [number, number];
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
  data: Record<string, GoldenColumn[]>;
  cases: GoldenCase[];
};

function toColumn(column: GoldenColumn): Column {
  if (column.type === 'category') return { ...column, codes: Int32Array.from(column.codes) };
  const values = Float64Array.from(column.values, (value) => value ?? Number.NaN);
  return { name: column.name, type: column.type, values };
}

function rowsOf(data: string, [from, to]: [number, number]): Table {
  const columns = golden.data[data]!.map(toColumn);
  const rows = Int32Array.from({ length: to - from }, (_, i) => from + i);
  return takeTableRows({ rows: to, columns }, rows);
}

describe.each(golden.cases)('Evidently on $data $reference against $current', (item) => {
  const reference = rowsOf(item.data, item.reference);
  const current = rowsOf(item.data, item.current);
  const asked = [...new Set(item.results.map((result) => result.asked))];

  it.each(asked)('gives the same test, score and verdict for %s', (test) => {
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
      expect(Math.abs(found!.score - score!), column).toBeLessThanOrEqual(golden.tolerance);
    }
  });
});
