import { VisuallyHidden } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { Comparison } from '../../../core/contract/eda-relations.ts';
import { Chart } from '../../charts/chart.tsx';
import { MiniBars } from '../../charts/mini-bars.tsx';
import type { ChartSpec } from '../../charts/spec.ts';
import { formatInteger, formatNumber, formatPercent } from '../../components/format.ts';
import { Section } from '../../components/section.tsx';
import { Stat, StatRow } from '../../components/stat.tsx';
import { TypeGlyph } from '../../components/type-glyph.tsx';
import { WarningNotice } from '../../components/warning-notice.tsx';
import tab from './compare-tab.module.css';
import controls from './controls.module.css';
import { dateText } from './date-text.ts';
import { pValueText } from './statistic-text.ts';

type Column = Comparison['columns'][number];
type SideFacts = Column['a'];

const share = (counts: readonly number[]): number[] => {
  const all = counts.reduce((sum, count) => sum + count, 0) || 1;
  return counts.map((count) => count / all);
};

/** Shares of both sides on common bins or labels. */
export function overlaySpec(column: Column, names: readonly [a: string, b: string]): ChartSpec {
  const { edges, labels, a, b } = column.distribution;
  if (edges)
    return {
      kind: 'histogram',
      edges,
      counts: share(a),
      name: names[0],
      overlay: { name: names[1], counts: share(b) },
      xTitle: column.name,
      yTitle: 'Share of rows',
      yKind: 'percent',
      ...(column.type === 'datetime' ? { xKind: 'date' as const } : {}),
    };
  return {
    kind: 'bar',
    labels: labels ?? [],
    series: [
      { name: names[0], values: share(a) },
      { name: names[1], values: share(b) },
    ],
    valueTitle: 'Share of rows',
    valueKind: 'percent',
    labelTitle: column.name,
    orientation: (labels ?? []).length > 6 ? 'horizontal' : 'vertical',
  };
}

const signed = (value: number): string =>
  value === 0 ? '–' : `${value > 0 ? '+' : '−'}${formatPercent(Math.abs(value))}`;

/** Columns ranked by difference, and the chosen one's two distributions over each other. */
export function CompareResult(props: {
  readonly comparison: Comparison;
  readonly names: readonly [a: string, b: string];
}) {
  const { comparison, names } = props;
  const { a, b, columns, schema } = comparison;
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = columns.find((column) => column.name === chosen) ?? columns[0];
  const moved = columns.filter((column) => (column.pValue ?? 1) < 0.05).length;
  return (
    <>
      <StatRow>
        <Stat label="Rows A" value={formatInteger(a.rows)} hint={names[0]} />
        <Stat label="Rows B" value={formatInteger(b.rows)} hint={names[1]} />
        <Stat label="Columns in both" value={formatInteger(columns.length)} />
        <Stat label="Beyond chance" value={formatInteger(moved)} hint="p below 0.05, each alone" />
      </StatRow>
      <SchemaChanges schema={schema} />
      {shown && (
        <div className={tab.split}>
          <Section title="Most different first" flush>
            <div
              className={tab.frame}
              role="region"
              aria-label="Columns by difference, scrollable"
              // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the keyboard must scroll it
              tabIndex={0}
            >
              <table className={tab.table} aria-label="Columns by difference">
                <thead>
                  <tr>
                    <th scope="col">Column</th>
                    <th scope="col">Difference</th>
                    <th scope="col">A and B</th>
                    <th scope="col" data-number>
                      p-value
                    </th>
                    <th scope="col" data-number>
                      Missing
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {columns.map((column) => (
                    <tr
                      key={column.name}
                      data-shown={column === shown}
                      onClick={() => setChosen(column.name)}
                    >
                      <th scope="row">
                        <button
                          type="button"
                          className={tab.name}
                          aria-current={column === shown}
                          title={column.name}
                        >
                          <TypeGlyph type={column.type} />
                          <span>{column.name}</span>
                        </button>
                      </th>
                      <td>
                        <span className={tab.difference}>
                          <span className={tab.bar} aria-hidden="true">
                            <span style={{ width: `${Math.min(1, column.difference) * 100}%` }} />
                          </span>
                          {column.difference.toFixed(3)}
                        </span>
                      </td>
                      <td>
                        <MiniBars
                          values={share(column.distribution.a)}
                          overlay={share(column.distribution.b)}
                          width={96}
                          height={24}
                        />
                      </td>
                      <td data-number>{pValueText(column.pValue)}</td>
                      <td data-number>{signed(column.missingDifference)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </Section>
          <Detail column={shown} names={names} />
        </div>
      )}
    </>
  );
}

function SchemaChanges({ schema }: { readonly schema: Comparison['schema'] }) {
  const { onlyA, onlyB, retyped } = schema;
  if (onlyA.length + onlyB.length + retyped.length === 0) return null;
  return (
    <WarningNotice title="The columns differ">
      <ul className={tab.schema}>
        {onlyA.length > 0 && <li>Only in A: {onlyA.join(', ')}</li>}
        {onlyB.length > 0 && <li>Only in B: {onlyB.join(', ')}</li>}
        {retyped.map((each) => (
          <li key={each.name}>
            {each.name} is {each.a} in A and {each.b} in B
          </li>
        ))}
      </ul>
    </WarningNotice>
  );
}

function Detail({
  column,
  names,
}: {
  readonly column: Column;
  readonly names: readonly [string, string];
}) {
  const [a, b] = names;
  const spec = useMemo(() => overlaySpec(column, [a, b]), [column, a, b]);
  const number =
    column.type === 'datetime' ? dateText : (value: number | null) => formatNumber(value);
  const facts: readonly [string, (side: SideFacts) => string][] = [
    ['Values', (side) => formatInteger(side.count)],
    ['Missing', (side) => formatInteger(side.missing)],
    ['Distinct', (side) => formatInteger(side.distinct)],
    ...(column.a.mean !== null || column.b.mean !== null
      ? ([
          ['Mean', (side) => number(side.mean)],
          ['Standard deviation', (side) => formatNumber(side.std)],
          ['Median', (side) => number(side.median)],
          ['Minimum', (side) => number(side.min)],
          ['Maximum', (side) => number(side.max)],
        ] as [string, (side: SideFacts) => string][])
      : []),
  ];
  return (
    <Section>
      <Chart spec={spec} title={column.name} height={300} label={`${column.name} in A and B`} />
      <table className={controls.table} aria-label={`Facts on ${column.name}`}>
        <thead>
          <tr>
            <th scope="col">
              <VisuallyHidden>Fact</VisuallyHidden>
            </th>
            <th scope="col" data-number>
              A
            </th>
            <th scope="col" data-number>
              B
            </th>
          </tr>
        </thead>
        <tbody>
          {facts.map(([name, text]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td data-number>{text(column.a)}</td>
              <td data-number>{text(column.b)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
