import { describe, expect, it } from 'vitest';
import { settingsSchema } from '../../../../core/contract/settings.ts';
import { profileTable } from '../../../../core/eda/profile.ts';
import { renderProfileReport } from '../../../../core/reporting/profile-report.ts';
import { dateScale } from '../../../../core/reporting/svg/date-scale.ts';
import type { Column, Table } from '../../../../core/table/table.ts';
import { categoryColumn, numberColumn } from '../../../support/small-pipeline.ts';

const { alerts: thresholds } = settingsSchema.parse({});
const hostile = '<img src=x onerror=alert(1)>';

function render(table: Table, name = 'data'): string {
  const profile = {
    version: { id: 'dv_1', name, number: 2 },
    ...profileTable(table, thresholds),
  };
  const sample = {
    columns: table.columns.map((column) => ({ name: column.name, type: column.type })),
    rows: [table.columns.map(() => hostile), table.columns.map(() => null)],
  };
  return renderProfileReport({ profile, sample, appVersion: '1.2.3', now: Date.UTC(2026, 0, 2) });
}

const at = Array.from({ length: 400 }, (_, i) => i);
const mixed: Table = {
  rows: 400,
  columns: [
    numberColumn(
      'dose',
      at.map((i) => (i % 7 === 0 ? Number.NaN : (i * 37) % 101)),
    ),
    numberColumn(
      'twice',
      at.map((i) => (i % 9 === 0 ? Number.NaN : 2 * ((i * 37) % 101))),
    ),
    categoryColumn(
      'site',
      at.map((i) => 'abc'[i % 3]!),
    ),
    {
      name: 'seen',
      type: 'datetime',
      values: Float64Array.from(at, (i) => Date.UTC(2024, 0, 1 + i)),
    },
    { name: 'ill', type: 'boolean', values: Float64Array.from(at, (i) => i % 2) },
    numberColumn(
      'hollow',
      at.map(() => Number.NaN),
    ),
  ],
};

describe('the profile report', () => {
  it('tells of every column, its alerts, relations and what is missing', () => {
    const html = render(mixed);
    expect(html.match(/<details id="column-/g)).toHaveLength(6);
    expect(html).toContain('hollow has no values');
    expect(html).toContain('Missing together: clusters');
    expect(html).toContain('dose, twice: 1.00');
    expect(html).toContain('Assay 1.2.3, profile of version dv_1');
  });

  it('writes names and cells as text, never as markup', () => {
    const html = render(
      {
        rows: 3,
        columns: [
          categoryColumn(hostile, [hostile, hostile, 'b']),
          numberColumn(`"${hostile}`, [1, Number.NaN, 3]),
        ],
      },
      hostile,
    );
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
  });

  it('stays below two megabytes for fifty columns', () => {
    const columns = Array.from({ length: 50 }, (_, c): Column => {
      const name = `a column with a long name ${c}`;
      if (c % 5 === 4) {
        return categoryColumn(
          name,
          at.map((i) => `a level with a long name ${(i * (c + 3)) % 60}`),
        );
      }
      return numberColumn(
        name,
        at.map((i) => (i % 11 === c % 11 ? Number.NaN : Math.sin(i * (c + 1)))),
      );
    });
    expect(render({ rows: 400, columns }).length).toBeLessThan(2_000_000);
  });

  it('has something to say of a table without rows or without columns', () => {
    expect(render({ rows: 0, columns: [numberColumn('x', [])] })).toContain('no rows');
    expect(render({ rows: 0, columns: [] })).toContain('data@2');
  });
});

describe('an axis of dates', () => {
  const ticks = (from: string, to: string) => {
    const scale = dateScale([Date.parse(from), Date.parse(to)], [0, 100]);
    return scale.ticks.map((tick) => scale.format(tick));
  };

  it('has ticks at whole units of the calendar', () => {
    expect(ticks('2012-01-01', '2015-12-31')).toEqual(['2012', '2013', '2014', '2015']);
    expect(ticks('2024-01-15', '2024-07-01')).toEqual([
      '2024-02',
      '2024-03',
      '2024-04',
      '2024-05',
      '2024-06',
      '2024-07',
    ]);
    expect(ticks('2024-03-01T00:00Z', '2024-03-01T12:00Z')).toEqual([
      '03-01',
      '03:00',
      '06:00',
      '09:00',
      '12:00',
    ]);
  });
});
