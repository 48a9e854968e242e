import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Comparison, Relation } from '../../../core/contract/eda-relations.ts';
import { openTestCore, type TestCore } from '../../support/open-test-core.ts';
import { importSample } from '../../support/train-sample.ts';

type Compared = Comparison['columns'][number];
type Box = Extract<Relation, { kind: 'box' }>;
type Expected =
  | { kind: 'scatter'; rows: number; pearson: number; spearman: number }
  | { kind: 'mosaic'; rows: number; cramersV: number; pValue: number }
  | (Omit<Box, 'groups'> & {
      groups: (Omit<Box['groups'][number], 'outliers'> & { outliers: number })[];
    });

interface Golden {
  tolerance: { statistic: number; pValue: number };
  relations: { dataset: string; x: string; y: string; expected: Expected }[];
  comparisons: {
    dataset: string;
    a: string;
    b: string;
    columns: Omit<Compared, 'distribution' | 'type'>[];
  }[];
  targets: {
    dataset: string;
    target: string;
    name: string;
    measure: string;
    value: number;
    pValue: number;
  }[];
}

const golden = JSON.parse(
  readFileSync(new URL('relations.json', import.meta.url), 'utf8'),
) as Golden;
const { tolerance } = golden;
let test: TestCore;

beforeAll(async () => {
  test = await openTestCore();
  const all = [...golden.relations, ...golden.comparisons, ...golden.targets];
  for (const name of new Set(all.map(({ dataset }) => dataset)))
    await importSample(test, name, name);
}, 60_000);
afterAll(() => test[Symbol.asyncDispose]());

/** Relative, except that a p-value below 1e-290 may vanish. */
function near(actual: number | null, expected: number, allowed = tolerance.statistic): void {
  expect(actual).not.toBeNull();
  const error = Math.abs(actual! - expected);
  const why = `${actual} is not ${expected}`;
  expect(error, why).toBeLessThanOrEqual(Math.max(1e-290, allowed * Math.abs(expected)));
}

describe('eda.relation agrees with scipy', () => {
  it.each(golden.relations)('$dataset: $x and $y', async ({ dataset: version, x, y, expected }) => {
    const actual = await test.client.call('eda.relation', { version, x, y });
    expect(actual).toMatchObject({ kind: expected.kind, rows: expected.rows });
    if (actual.kind === 'scatter' && expected.kind === 'scatter') {
      near(actual.pearson, expected.pearson);
      near(actual.spearman, expected.spearman);
    }
    if (actual.kind === 'mosaic' && expected.kind === 'mosaic') {
      near(actual.cramersV, expected.cramersV);
      near(actual.pValue, expected.pValue, tolerance.pValue);
    }
    if (actual.kind !== 'box' || expected.kind !== 'box') return;
    near(actual.correlationRatio, expected.correlationRatio!);
    near(actual.anova.f, expected.anova.f!);
    near(actual.anova.pValue, expected.anova.pValue!, tolerance.pValue);
    for (const { label, outliers, ...group } of expected.groups) {
      const drawn = actual.groups.find((candidate) => candidate.label === label)!;
      expect(drawn.outliers).toHaveLength(outliers);
      for (const key of Object.keys(group) as (keyof typeof group)[]) near(drawn[key], group[key]);
    }
    expect(actual.groups).toHaveLength(expected.groups.length);
  });
});

describe('eda.compare agrees with scipy and pandas', () => {
  it.each(golden.comparisons)('$dataset: $a', async ({ dataset: version, a, b, columns }) => {
    const segment = async (filter: string) =>
      (await test.client.call('eda.saveSegment', { version, name: filter, filter })).id;
    const actual = await test.client.run('eda.compare', {
      a: version,
      b: version,
      segmentA: await segment(a),
      segmentB: await segment(b),
    });
    for (const expected of columns) {
      const column = actual.columns.find(({ name }) => name === expected.name)!;
      near(column.difference, expected.difference);
      near(column.pValue, expected.pValue!, tolerance.pValue);
      expect(column.missingDifference).toBeCloseTo(expected.missingDifference, 12);
      for (const side of ['a', 'b'] as const) {
        for (const [key, value] of Object.entries(expected[side])) {
          near(column[side][key as keyof Compared['a']], value!);
        }
      }
    }
  });
});

describe('eda.target agrees with scipy', () => {
  it.each(golden.targets)('$dataset: $name with $target', async (expected) => {
    const { columns } = await test.client.run('eda.target', {
      version: expected.dataset,
      target: expected.target,
    });
    const column = columns.find(({ name }) => name === expected.name)!;
    expect(column.measure).toBe(expected.measure);
    near(column.value, expected.value);
    near(column.pValue, expected.pValue, tolerance.pValue);
  });
});
