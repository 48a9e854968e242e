import { describe, expect, it } from 'vitest';
import type { DriftColumn, DriftReport } from '../../../../core/contract/monitoring.ts';
import { renderDriftReport } from '../../../../core/reporting/drift-report.ts';

const side = { rows: 100, missing: 4, mean: 5.5, std: 1.25 };

function numericColumn(name: string, drifted: boolean): DriftColumn {
  return {
    column: name,
    type: 'number',
    kind: 'numeric',
    test: 'ks',
    score: drifted ? 0.001 : 0.7,
    pValue: drifted ? 0.001 : 0.7,
    statistic: 0.1,
    threshold: 0.05,
    drifted,
    verdict: drifted ? 'moderate' : 'none',
    effect: drifted ? 0.3 : 0.02,
    reference: side,
    current: side,
    distribution: {
      edges: [0, 1, 2, 3],
      labels: null,
      reference: [0.2, 0.5, 0.3],
      current: [0.1, 0.4, 0.5],
    },
  };
}

function report(columns: DriftColumn[], more: Partial<DriftReport> = {}): DriftReport {
  const driftedColumns = columns.filter((column) => column.drifted).length;
  return {
    id: 'drift_1',
    createdAt: Date.UTC(2026, 0, 2, 3, 4),
    reference: { id: 'v1', name: 'heart', number: 1, rows: 151 },
    current: { id: 'v2', name: 'heart', number: 2, rows: 151 },
    drifted: driftedColumns * 2 >= columns.length,
    share: driftedColumns / columns.length,
    driftShare: 0.5,
    driftedColumns,
    columns,
    skipped: [],
    prediction: null,
    target: null,
    html: null,
    ...more,
  };
}

describe('renderDriftReport', () => {
  it('says the verdict, the counts and every column', () => {
    const html = renderDriftReport(
      report([numericColumn('age', true), numericColumn('chol', false)]),
    );
    expect(html).toContain('Drift: the data has moved');
    expect(html.replace(/\s+/g, ' ')).toContain('1 of 2 columns drifted (50.0%)');
    expect(html.match(/<details/g)).toHaveLength(2);
    expect(html).toContain('2026-01-02 03:04 UTC');
  });

  it('lets no text from data become markup', () => {
    const hostile = '"><img src=x onerror=alert(1)><script>alert(2)</script>';
    const column: DriftColumn = {
      ...numericColumn(hostile, true),
      type: 'category',
      kind: 'categorical',
      distribution: { edges: null, labels: [hostile], reference: [1], current: [1] },
    };
    const html = renderDriftReport(
      report([column], {
        reference: { id: 'v1', name: hostile, number: 1, rows: 1 },
        skipped: [{ column: hostile, reason: hostile }],
      }),
    );
    expect(html).not.toContain('<img');
    expect(html.match(/<script/g)).toHaveLength(1);
  });

  it('asks for nothing from outside', () => {
    const html = renderDriftReport(report([numericColumn('age', false)]));
    expect(html).toContain('default-src &#39;none&#39;');
    expect(html).not.toMatch(/(?:src|href)="(?!data:,)/);
  });

  it('stays below two megabytes with 50 columns, and opens with 1,000', () => {
    const bins = 30;
    const wide = Array.from({ length: 1000 }, (_, i) => {
      const column = numericColumn(`a rather long column name ${i}`, i % 2 === 0);
      const edges = Array.from({ length: bins + 1 }, (__, k) => k / 7);
      const shares = Array.from({ length: bins }, () => 1 / bins);
      return {
        ...column,
        distribution: { edges, labels: null, reference: shares, current: shares },
      };
    });
    expect(renderDriftReport(report(wide)).length).toBeLessThan(10_000_000);
    expect(renderDriftReport(report(wide.slice(0, 50))).length).toBeLessThan(2_000_000);
  });
});
