import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settingsSchema } from '../../../../core/contract/settings.ts';
import { dateSteps } from '../../../../core/eda/date-steps.ts';
import { evenSample } from '../../../../core/eda/even-sample.ts';
import { monotony } from '../../../../core/eda/numeric-profile.ts';
import { profileTable } from '../../../../core/eda/profile.ts';
import { commonShapes, dateFormatsOf, shapeOf } from '../../../../core/eda/text-shapes.ts';
import type { Column } from '../../../../core/table/table.ts';
import { categoryColumn, numberColumn } from '../../../support/small-pipeline.ts';

const { alerts: thresholds } = settingsSchema.parse({});
const none = Number.NaN;
const day = 86_400_000;

function alertsOf(...columns: Column[]): string[] {
  const first = columns[0]!;
  const rows = 'codes' in first ? first.codes.length : first.values.length;
  return profileTable({ rows, columns }, thresholds).alerts.map(
    ({ kind, column }) => `${kind} ${column}`,
  );
}

describe('the order of the rows', () => {
  it.each([
    [[1, 2, none, 3], 'strictly increasing'],
    [[1, 2, 2, 3], 'increasing'],
    [[3, none, 2, -Infinity], 'strictly decreasing'],
    [[3, 3, 2], 'decreasing'],
    [[5, 5, 5], 'increasing'],
    [[1, 3, 2], 'none'],
    [[none, 7], 'strictly increasing'],
    [[none], null],
  ] as const)('of %s is %s', (values, order) => {
    expect(monotony(Float64Array.from(values))).toBe(order);
  });
});

describe('shapes of texts', () => {
  it.each([
    ['AB-1234', 'AA-9999'],
    ['Braund, Mr. Owen', 'Aa+, Aa. Aaaa'],
    ['ÄÖ élan 9٣', 'AA a+ 99'],
    ['2024-01-31T10:00', '9999-99-99A99:99'],
    ['123456789012345', '9+'],
    ['a\tb', 'a a'],
    ['', ''],
  ])('of %s', (text, shape) => {
    expect(shapeOf(text)).toBe(shape);
  });

  it('count rows, with an example, the commonest first', () => {
    const { codes, dictionary } = categoryColumn('c', ['x1', 'y2', 'z', 'x1', null]) as never as {
      codes: Int32Array;
      dictionary: string[];
    };
    const perLevel = new Float64Array(dictionary.length);
    for (const code of codes) if (code >= 0) perLevel[code]!++;
    expect(commonShapes(dictionary, perLevel)).toEqual([
      { pattern: 'a9', count: 3, example: 'x1' },
      { pattern: 'a', count: 1, example: 'z' },
    ]);
  });

  it('tell dates, and how many ways they are written in', () => {
    const formats = (texts: string[]) =>
      dateFormatsOf(texts, new Float64Array(texts.length).fill(1)).length;
    expect(formats(['2024-01-31', '2024-02-01 10:30', '2024-02-01T10:30:00.5Z'])).toBe(1);
    expect(formats(['01/02/1965', '1975-02-23T02:58:41.000Z'])).toBe(2);
    expect(formats(['31 Jan 2020', '1 February 2021'])).toBe(1);
    expect(formats(['99/99/2020', '2024-13-32'])).toBe(0);
    expect(formats(['1.2.2020', 'unknown', 'unclear', 'x'])).toBe(0);
  });

  it('raise alerts of dates kept as texts and of one length', () => {
    const texts = Array.from(
      { length: 60 },
      (_, i) => `2024-01-${String((i % 28) + 1).padStart(2, '0')}`,
    );
    expect(alertsOf(categoryColumn('when', texts))).toEqual(
      expect.arrayContaining(['type_date when', 'constant_length when']),
    );
    const mixed = texts.map((text, i) => (i % 3 === 0 ? '01/02/2024' : text));
    expect(alertsOf(categoryColumn('when', mixed))).toContain('mixed_dates when');
    expect(alertsOf(categoryColumn('when', mixed))).not.toContain('type_date when');
  });
});

describe('steps of dates', () => {
  const days = (numbers: number[]) =>
    Float64Array.from(numbers, (n) => Date.UTC(2024, 0, 1) + n * day);

  it('are the commonest distance, gaps are where it is broken', () => {
    const found = dateSteps(days([0, 1, 2, 2, 3, 6, 7]))!;
    expect(found).toMatchObject({ step: day, gapCount: 1 });
    expect(found.gaps).toEqual([
      { from: Date.UTC(2024, 0, 4), to: Date.UTC(2024, 0, 7), missing: 2 },
    ]);
  });

  it('are weekdays where there never is a weekend', () => {
    const weekdays = Array.from({ length: 60 }, (_, i) => i).filter((i) => i % 7 < 5);
    expect(dateSteps(days(weekdays))).toMatchObject({ step: day, gapCount: 0 });
    expect(dateSteps(days(weekdays.filter((i) => i !== 16)))!.gaps).toHaveLength(1);
  });

  it('are months of unequal length without gaps', () => {
    const months = Float64Array.from({ length: 40 }, (_, i) => Date.UTC(2020, i, 1));
    expect(dateSteps(months)).toMatchObject({ step: 31 * day, gapCount: 0 });
  });

  it('have no gaps where moments follow no clock', () => {
    const wild = Float64Array.from({ length: 50 }, (_, i) => 1000 * i ** 3);
    expect(dateSteps(wild)).toMatchObject({ gapCount: 0, gaps: [] });
    expect(dateSteps(new Float64Array())).toBeNull();
    expect(dateSteps(days([3]))).toMatchObject({ step: null, gapCount: 0 });
  });

  it('name the twenty longest gaps of many', () => {
    let at = 0;
    const moments = Array.from({ length: 500 }, (_, i) => (at += i % 5 === 4 ? 2 + (i % 43) : 1));
    const found = dateSteps(days(moments))!;
    expect(found.gapCount).toBeGreaterThan(20);
    expect(found.gaps).toHaveLength(20);
    expect(Math.max(...found.gaps.map(({ missing }) => missing))).toBe(43);
  });
});

describe('numbers at the edge', () => {
  const profileOf = (values: number[]) =>
    profileTable({ rows: values.length, columns: [numberColumn('x', values)] }, thresholds)
      .columns[0]!;

  it('count infinities apart, and leave them out of extremes and fences', () => {
    const got = profileOf([1, 2, 2, 3, Infinity, -Infinity, none]);
    expect(got).toMatchObject({ infinite: 2, missing: 1, count: 6, min: 1, max: 3 });
    expect(got.extremes!.smallest).toEqual([
      { value: 1, count: 1 },
      { value: 2, count: 2 },
      { value: 3, count: 1 },
    ]);
    expect(got.extremes!.largest[0]).toEqual({ value: 3, count: 1 });
  });

  it('have no modified z without a deviation', () => {
    expect(profileOf([5, 5, 5, 5, 900]).outliers!.mad.count).toBe(0);
    expect(profileOf([1, 2, 3, 4, 5, 6, 900]).outliers!.mad.count).toBe(1);
  });

  it('take −0 for 0 and empty columns for empty', () => {
    expect(profileOf([-0, 0, 1])).toMatchObject({ distinct: 2, zeros: 2 });
    expect(profileOf([none, none])).toMatchObject({ extremes: null, monotonic: null, distinct: 0 });
  });
});

describe('series', () => {
  it('are told to wander or to repeat where the rows follow dates', () => {
    const rows = 400;
    const when: Column = {
      name: 'when',
      type: 'datetime',
      values: Float64Array.from({ length: rows }, (_, i) => i * day),
    };
    const noise = (i: number) => ((i * 7919) % 101) / 101 - 0.5;
    let sum = 0;
    const walk = Array.from({ length: rows }, (_, i) => (sum += noise(i) + 0.05));
    const wave = Array.from(
      { length: rows },
      (_, i) => 10 * Math.sin((2 * Math.PI * i) / 20) + noise(i),
    );
    const columns = [numberColumn('walk', walk), numberColumn('wave', wave)];
    const found = alertsOf(when, ...columns);
    expect(found).toContain('non_stationary walk');
    expect(found).toContain('seasonal wave');
    expect(found).not.toContain('non_stationary wave');
    expect(alertsOf(...columns).some((alert) => /stationary|seasonal/.test(alert))).toBe(false);
  });
});

describe('an even sample', () => {
  it('takes one row of each stretch, always the same ones', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 5000 }),
        fc.integer({ min: 1, max: 500 }),
        (rows, most) => {
          const sample = evenSample(rows, most);
          if (rows <= most) return sample === null;
          return (
            sample!.length === most &&
            sample!.every(
              (row, i) =>
                row >= Math.floor((i * rows) / most) && row < Math.floor(((i + 1) * rows) / most),
            )
          );
        },
      ),
    );
    const hours = evenSample(24_000, 1000)!.map((row) => row % 24);
    expect(new Set(hours).size).toBe(24);
  });
});
