import { describe, expect, it } from 'vitest';
import type { DriftColumn, DriftTest } from '../../../../core/contract/monitoring.ts';
import { driftReportSchema } from '../../../../core/contract/monitoring.ts';
import { compareColumn, compareTables, summariseDrift } from '../../../../core/monitoring/drift.ts';
import type { Column, NumericColumn } from '../../../../core/table/table.ts';

const missing = Number.NaN;

function numbers(values: readonly number[], type: NumericColumn['type'] = 'number'): NumericColumn {
  return { name: 'x', type, values: Float64Array.from(values) };
}

function labels(
  values: readonly (string | null)[],
  type: 'category' | 'text' = 'category',
): Column {
  const dictionary = [...new Set(values.filter((value) => value !== null))];
  const codes = Int32Array.from(values, (value) =>
    value === null ? -1 : dictionary.indexOf(value),
  );
  return { name: 'x', type, codes, dictionary };
}

function repeat(counts: readonly number[]): number[] {
  return counts.flatMap((count, i) => Array.from({ length: count }, () => i + 1));
}

const range = (n: number, from = 0): number[] => Array.from({ length: n }, (_, i) => from + i);

function compare(
  reference: Column,
  current: Column,
  test: DriftTest | 'auto' = 'auto',
  threshold: number | null = null,
): DriftColumn {
  const outcome = compareColumn(reference, current, { test, threshold });
  if (outcome.kind === 'skipped') throw new Error(`skipped: ${outcome.reason}`);
  // what leaves the core must survive JSON unchanged
  expect(JSON.parse(JSON.stringify(outcome))).toEqual(outcome);
  expect(driftReportSchema.shape.columns.element.parse(outcome)).toEqual(outcome);
  return outcome;
}

function reasonOf(reference: Column | undefined, current: Column | undefined): string {
  const outcome = compareColumn(reference, current, { test: 'auto', threshold: null });
  return outcome.kind === 'skipped' ? outcome.reason : `not skipped: ${outcome.test}`;
}

describe('known cases', () => {
  const reference = repeat([16, 18, 16, 14, 12, 12]);
  const current = repeat([16, 16, 16, 16, 16, 8]);

  // tests/stattests/test_stattests.py of Evidently, and values derived from its formulas
  it.each([
    ['chisquare', 0.67309, 5],
    ['jensenshannon', 0.0680482, 7],
    ['psi', 0.0372184, 7],
  ] as const)('six categories: %s %f', (test, score, digits) => {
    const result = compare(numbers(reference, 'integer'), numbers(current, 'integer'), test);
    expect(result).toMatchObject({ test, kind: 'categorical', drifted: false });
    expect(result.score).toBeCloseTo(score, digits);
  });

  it.each([
    ['wasserstein', 0.0544331, 7],
    ['psi', 0.0372184, 7],
  ] as const)('six numbers: %s %f', (test, score, digits) => {
    expect(compare(numbers(reference), numbers(current), test).score).toBeCloseTo(score, digits);
  });

  it.each([
    ['ks', 0.702057, 6, false],
    ['psi', 0.293267, 6, true],
    ['jensenshannon', 0.183551, 6, true],
    ['wasserstein', 0.346427, 6, true],
  ] as const)('1..100 against 11..110: %s %f', (test, score, digits, drifted) => {
    const result = compare(numbers(range(100, 1)), numbers(range(100, 11)), test);
    expect(result.drifted).toBe(drifted);
    expect(result.score).toBeCloseTo(score, digits);
    expect(result.effect).toBeCloseTo(0.1, 12);
    expect(result.verdict).toBe('small');
  });
});

describe('the automatic test', () => {
  const pick = (column: (n: number) => Column, rows: number): string =>
    compare(column(rows), column(rows)).test;
  const modulo = (k: number, type?: NumericColumn['type']) => (rows: number) =>
    numbers(
      range(rows).map((i) => i % k),
      type,
    );
  const words = (k: number) => (rows: number) => labels(range(rows).map((i) => `v${i % k}`));

  it.each([
    ['numbers', modulo(6), 'ks', 'wasserstein'],
    ['five numbers', modulo(5), 'chisquare', 'jensenshannon'],
    ['two numbers', modulo(2), 'z', 'jensenshannon'],
    ['ten integers', modulo(10, 'integer'), 'chisquare', 'jensenshannon'],
    ['eleven integers', modulo(11, 'integer'), 'ks', 'wasserstein'],
    ['truth values', modulo(2, 'boolean'), 'z', 'jensenshannon'],
    ['three categories', words(3), 'chisquare', 'jensenshannon'],
    ['two categories', words(2), 'z', 'jensenshannon'],
    ['one category', words(1), 'z', 'jensenshannon'],
  ] as const)('for %s is %s up to 1,000 reference rows and %s above', (_, column, small, large) => {
    expect(pick(column, 1000)).toBe(small);
    expect(pick(column, 1001)).toBe(large);
  });

  it('counts reference rows that hold a value, and values of both versions', () => {
    const reference = numbers([...range(1000), missing, Infinity]);
    expect(compare(reference, numbers(range(3000))).test).toBe('ks');
    expect(compare(numbers([1, 2, 3, 1]), numbers([4, 5, 6])).test).toBe('ks');
  });

  it('stands in, with a note, for a test that does not fit the column', () => {
    const result = compare(labels(['a', 'b', 'c']), labels(['a', 'b', 'c']), 'ks', 0.01);
    expect(result).toMatchObject({ test: 'chisquare', threshold: 0.01 });
    expect(result.note).toMatch(/ks does not fit/);
  });

  it('keeps its own threshold when it stands in for a score of another meaning', () => {
    const words1001 = words(3)(1001);
    expect(compare(words1001, words1001, 'ks', 0.01).threshold).toBe(0.1);
  });

  it('takes a given threshold for every column', () => {
    const result = compare(numbers(range(100, 1)), numbers(range(100, 11)), 'auto', 0.9);
    expect(result).toMatchObject({ test: 'ks', threshold: 0.9, drifted: true });
  });
});

describe('hostile columns', () => {
  it.each(['auto', 'ks', 'psi', 'wasserstein', 'jensenshannon', 'chisquare', 'z'] as const)(
    'identical columns do not drift: %s',
    (test) => {
      for (const column of [
        numbers(range(50).map((i) => Math.sin(i))),
        numbers(Array(20).fill(7)),
        numbers([3]),
        labels(['a', 'b', 'b']),
        numbers(range(1500).map((i) => i * 0.1)),
      ]) {
        const result = compare(column, column, test);
        expect(result).toMatchObject({ drifted: false, effect: 0, verdict: 'none' });
        expect(result.score).toBeCloseTo(result.pValue === null ? 0 : 1, 12);
      }
    },
  );

  it('tells two different constants apart', () => {
    const result = compare(numbers(Array(30).fill(7)), numbers(Array(30).fill(8)));
    expect(result).toMatchObject({ test: 'z', drifted: true, effect: 1, verdict: 'large' });
  });

  it('gives p = 0 and no statistic for a category that the reference never had', () => {
    const result = compare(labels(['a', 'b', 'c']), labels(['a', 'b', 'd']));
    expect(result).toMatchObject({ score: 0, statistic: null, drifted: true });
  });

  it('sees wholly disjoint categories as the largest effect', () => {
    const many = (prefix: string) => labels(range(1200).map((i) => `${prefix}${i % 40}`));
    const result = compare(many('a'), many('b'));
    expect(result).toMatchObject({ test: 'jensenshannon', verdict: 'large', drifted: true });
    expect(result.effect).toBeCloseTo(1, 12);
    expect(result.score).toBeCloseTo(Math.sqrt(Math.LN2), 12);
    expect(result.distribution.labels).toHaveLength(30);
    expect(result.distribution.labels?.at(-1)).toBe('51 others');
  });

  it('keeps categories named like parts of the language', () => {
    const names = ['__proto__', 'constructor', 'toString', ''];
    const result = compare(labels([...names, ...names, '__proto__']), labels(names));
    expect(result.distribution.labels?.toSorted()).toEqual(names.toSorted());
    expect(result.distribution.reference.reduce((sum, share) => sum + share)).toBeCloseTo(1);
  });

  it('measures values near the largest double', () => {
    const huge = range(1001).map((i) => (i % 2 === 0 ? 1 : -1) * 1.7e308 * (0.5 + i / 2002));
    const result = compare(numbers(huge), numbers(huge.map((value) => value / 2)));
    expect(result).toMatchObject({ test: 'wasserstein', drifted: true });
    expect(result.score).toBeGreaterThan(0.3);
    expect(result.score).toBeLessThan(0.6);
    expect(result.current.std).toBeGreaterThan(1e307);
    expect(result.distribution.edges?.every(Number.isFinite)).toBe(true);
    for (const test of ['psi', 'jensenshannon', 'ks'] as const) {
      expect(compare(numbers(huge), numbers(huge), test).drifted).toBe(false);
    }
  });

  it('bins values that no double lies between', () => {
    const close = range(60).map((i) => 1e15 + i * 0.125);
    expect(compare(numbers(close), numbers(close), 'psi').score).toBe(0);
  });

  it('leaves infinities and missing cells out, and counts them', () => {
    const result = compare(
      numbers([...range(9), Infinity, missing]),
      numbers([...range(9), -Infinity]),
    );
    expect(result).toMatchObject({ effect: 0, reference: { rows: 11, missing: 2 } });
    expect(result.current).toMatchObject({ rows: 10, missing: 1, mean: 4 });
  });

  it('does not tell −0 from 0', () => {
    expect(compare(numbers([0, 0, 1]), numbers([-0, -0, 1])).effect).toBe(0);
  });

  it('draws the bulk when a few values lie far out', () => {
    const bulk = range(3000).map((i) => i / 100);
    const { edges, reference, current } = compare(
      numbers([...bulk, 1e12]),
      numbers(bulk),
    ).distribution;
    expect(edges!.at(-1)).toBeLessThan(100);
    expect(reference.reduce((sum, share) => sum + share)).toBeCloseTo(1);
    expect(Math.max(...current)).toBeLessThan(0.2);
  });

  it('draws integers on bins that hold equally many of them', () => {
    const values = numbers(
      range(3000).map((i) => i % 45),
      'integer',
    );
    const { edges } = compare(values, values).distribution;
    expect(edges!.slice(0, 3)).toEqual([-0.5, 1.5, 3.5]);
    expect(edges!.length).toBeLessThanOrEqual(31);
  });
});

describe('columns that are skipped', () => {
  it.each([
    ['only in the reference version', numbers([1]), undefined],
    ['only in the current version', undefined, numbers([1])],
    ['no value in the current version', numbers([1, 2]), numbers([missing, missing])],
    ['no value in the reference version', labels([null]), labels(['a'])],
    ['no value in the current version', labels(['a', 'a']), labels([])],
    ['no value in the current version', labels(['a', 'a']), numbers([missing])],
    ['dates and times have no drift test', numbers([1], 'datetime'), numbers([1], 'datetime')],
    [
      'free text: 3 distinct values in 3 cells',
      labels(['a', 'b', 'c'], 'text'),
      labels(['a', 'b', 'c'], 'text'),
    ],
    [
      'datetime in the reference, number in the current version',
      numbers([1], 'datetime'),
      numbers([1]),
    ],
  ])('%s', (reason, reference, current) => {
    expect(reasonOf(reference, current)).toBe(reason);
  });

  it('compares text of few distinct values', () => {
    const text = labels(['yes', 'no', 'yes', 'no', 'yes'], 'text');
    expect(compare(text, text)).toMatchObject({ kind: 'categorical', type: 'text', test: 'z' });
  });
});

describe('columns whose type differs', () => {
  it('compares integers and numbers as numbers', () => {
    const result = compare(numbers(range(9), 'integer'), numbers(range(9)));
    expect(result).toMatchObject({ kind: 'numeric', type: 'number', effect: 0 });
    expect(result.note).toMatch(/integer in the reference, number in the current/);
  });

  it('compares 0 and 1 with truth values, and no other numbers', () => {
    expect(compare(numbers([0, 1, 1], 'boolean'), numbers([0, 1, 1], 'integer'))).toMatchObject({
      type: 'boolean',
      effect: 0,
      distribution: { labels: ['true', 'false'] },
    });
    expect(reasonOf(numbers([0, 1], 'boolean'), numbers([1, 2], 'integer'))).toMatch(
      /not comparable/,
    );
  });

  it('compares numbers with categories by their text', () => {
    const result = compare(numbers([1, 2, 2, 1], 'integer'), labels(['1', '2', '2', '1']));
    expect(result).toMatchObject({ kind: 'categorical', effect: 0 });
    expect(result.note).toMatch(/compared as text/);
    expect(reasonOf(numbers(range(50)), labels(['1', '2', '2', '1']))).toMatch(/not comparable/);
  });
});

describe('the verdict for the set', () => {
  const table = (...columns: Column[]) => ({
    rows: 30,
    columns: columns.map((column, i) => ({ ...column, name: `c${i}` })),
  });
  const ones = numbers(Array(30).fill(1));
  const twos = numbers(Array(30).fill(2));
  const auto = { test: 'auto', threshold: null, driftShare: 0.5 } as const;

  it('counts the set as drifted from the given share on', () => {
    const body = compareTables(table(ones, ones), table(twos, ones), auto);
    expect(body).toMatchObject({ drifted: true, share: 0.5, driftedColumns: 1 });
    expect(body.columns.map(({ column }) => column)).toEqual(['c0', 'c1']);
    const strict = compareTables(table(ones, ones), table(twos, ones), {
      ...auto,
      driftShare: 0.51,
    });
    expect(strict.drifted).toBe(false);
  });

  it('never counts a set as drifted when no column is', () => {
    expect(compareTables(table(ones), table(ones), { ...auto, driftShare: 0 }).drifted).toBe(false);
  });

  it('leaves skipped columns out of the share', () => {
    const dates = numbers([1], 'datetime');
    const body = compareTables(table(twos, dates), table(ones, dates), auto);
    expect(body).toMatchObject({ share: 1, skipped: [{ column: 'c1' }] });
  });

  it('refuses to call it stable when nothing could be tested', () => {
    expect(() => summariseDrift([], 0.5)).toThrow(/No column can be compared/);
    const empty = table(numbers([missing]));
    expect(() => compareTables(table(ones), empty, auto)).toThrow(/c0: no value in the current/);
  });
});
