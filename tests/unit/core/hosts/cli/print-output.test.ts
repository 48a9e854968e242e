import { describe, expect, it } from 'vitest';
import { printOutput } from '../../../../../core/hosts/cli/print-output.ts';
import {
  formatBytes,
  formatDuration,
  formatNumber,
  formatScalar,
} from '../../../../../core/hosts/cli/format-value.ts';

describe('printOutput', () => {
  it('aligns a table of records, numbers to the right', () => {
    const text = printOutput(
      {
        runs: [
          { id: 'run_1', rocAuc: 0.123456789, detail: { a: 1 } },
          { id: 'r', rocAuc: 12, detail: { a: 2 } },
        ],
      },
      80,
    );
    expect(text).toBe(
      [
        'runs',
        '  id      roc auc',
        '  ─────  ────────',
        '  run_1  0.123457',
        '  r            12',
        '',
      ].join('\n'),
    );
  });

  it('prints scalars by name, nested objects below', () => {
    const text = printOutput({ drifted: true, share: 0.25, model: null, version: { rows: 3 } }, 80);
    expect(text).toBe('drifted  yes\nshare    0.25\nmodel    -\n\nversion\n  rows  3\n');
  });

  it('draws the rows of a page under the names of its columns', () => {
    const text = printOutput(
      {
        columns: [{ name: 'age' }, { name: 'sex' }],
        total: 2,
        rows: [
          [63, 'm'],
          [null, 'f'],
        ],
      },
      80,
    );
    expect(text).toBe('total  2\n\nage  sex\n───  ───\n 63  m\n  -  f\n');
  });

  it('names the rows and columns of a matrix', () => {
    const text = printOutput(
      {
        columns: ['a', 'b'],
        matrix: [
          [1, 0.5],
          [0.5, 1],
        ],
      },
      80,
    );
    expect(text).toBe('     a    b\n─  ───  ───\na    1  0.5\nb  0.5    1\n');
  });

  it('summarises what is long', () => {
    const rows = Array.from({ length: 100 }, (_, id) => ({ id }));
    expect(printOutput(rows, 80)).toContain('… 40 more rows');
    expect(printOutput({ values: Array.from({ length: 30 }, (_, i) => i) }, 80)).toContain(
      '… 18 more',
    );
    expect(printOutput({ html: 'x'.repeat(5000) }, 80).length).toBeLessThan(500);
  });

  it('leaves out columns past the width and says so', () => {
    const record = Object.fromEntries(
      Array.from({ length: 20 }, (_, i) => [`column_${i}`, 'value '.repeat(3)]),
    );
    const text = printOutput([record], 80);
    expect(
      Math.max(
        ...text
          .split('\n')
          .slice(0, 3)
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(80);
    expect(text).toContain('… 16 more columns');
    const few = printOutput([{ a: 'x'.repeat(40), b: 'x'.repeat(40), c: 1 }], 80);
    expect(few).toContain('… not shown: b, c (--json has all)');
  });

  it('puts the metrics of a run side by side', () => {
    const metrics = { 'train.auc': 1, 'test.auc': 0.5, 'cv.auc.mean': 0.6, 'cv.auc.std': null };
    expect(printOutput({ metrics, fitMs: 20 }, 80)).toBe(
      'fit  20 ms\n\nmetrics\n  metric  train  test  cv mean\n  ──────  ─────  ────  ───────\n  auc         1   0.5      0.6\n',
    );
    const runs = [{ id: 'r', versionId: 'v', error: null, metrics }];
    expect(printOutput(runs, 80).split('\n')[0]).toBe('id  test.auc  version id');
  });

  it('draws named records of one shape as a table', () => {
    const interval = { value: 1, low: 0, high: 2 };
    expect(printOutput({ auc: interval, f1: interval }, 80).split('\n')[0]).toBe(
      'name  value  low  high',
    );
  });

  it('does not tell twice what a list of one repeats', () => {
    const dataset = { name: 'heart' };
    expect(printOutput({ dataset, imports: [{ dataset }] }, 80)).toBe('dataset\n  name  heart\n');
    const two = printOutput({ dataset, imports: [{ dataset }, { dataset: { name: 'b' } }] }, 80);
    expect(two).toContain('dataset.name');
    const models = [{ name: 'heart', versions: [{ number: 1 }, { number: 2 }], tags: [] }];
    expect(printOutput(models, 80)).toBe('name   versions\n─────  ────────\nheart         2\n');
  });

  it('shows a newline that is a value', () => {
    expect(printOutput({ newline: '\n', quote: '' }, 80)).toBe('newline  "\\n"\nquote\n');
  });

  it('counts many left out columns instead of naming them', () => {
    const values = [Array.from({ length: 300 }, (_, i) => i + 0.123456)];
    expect(printOutput({ values }, 80)).toMatch(/… \d+ more columns/);
  });

  it('says none for nothing', () => {
    expect(printOutput({ datasets: [] }, 80)).toBe('datasets  none\n');
  });

  it('lets no text from data steer the terminal', () => {
    const text = printOutput({ name: 'a\u001b[2J\u0007\u202eb\nc' }, 80);
    expect(text).toBe('name  a\\x1b[2J\\x07\\x202eb c\n');
  });
});

describe('scalars', () => {
  it('keep six digits', () => {
    expect([0.1 + 0.2, 1234567.891, 1e-9, 3, 2 / 3e-20].map(formatNumber)).toEqual([
      '0.3',
      '1234568',
      '1e-9',
      '3',
      '66666700000000000000',
    ]);
  });

  it('are told by their key', () => {
    expect(formatScalar('createdAt', Date.UTC(2026, 0, 2, 3, 4, 5))).toBe('2026-01-02 03:04:05');
    expect(formatScalar('at', 12)).toBe('12');
    expect(formatScalar('fitMs', 1500)).toBe('1.5 s');
    expect(formatScalar('bytes', 1_500_000)).toBe('1.5 MB');
    expect(formatScalar('sha256', 'a'.repeat(64))).toBe('aaaaaaaaaaaa…');
  });

  it('round durations and sizes', () => {
    expect([3, 999, 61_000].map(formatDuration)).toEqual(['3 ms', '999 ms', '1 min 1 s']);
    expect([12, 12_000, 5e9].map(formatBytes)).toEqual(['12 B', '12.0 kB', '5.0 GB']);
  });
});
