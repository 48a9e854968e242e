import { Select, Table } from '@mantine/core';
import { Scale } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Fairness } from '../../../../../core/contract/evaluation-comparison.ts';
import { Chart } from '../../../../charts/chart.tsx';
import type { BarSpec } from '../../../../charts/spec.ts';
import { formatCount, formatInteger } from '../../../../components/format.ts';
import { WarningNotice } from '../../../../components/warning-notice.tsx';
import { WideTable } from '../../../../components/wide-table.tsx';
import { RunRemarks } from '../../runs/run-warnings.tsx';
import { FairnessMitigation } from './fairness-mitigation.tsx';
import { groupTitle, measureWords } from './measure-words.ts';
import { MetricCell } from '../metric-cell.tsx';
import { boundsText, isRate, metricWords } from '../metric-words.ts';
import styles from '../evaluation.module.css';

/** Metrics that bars are drawn for first, and those of the table, of classes and of numbers. */
const first = [
  'selection_rate',
  'true_positive_rate',
  'false_positive_rate',
  'precision',
  'accuracy',
  'mae',
  'rmse',
  'mean_error',
  'mean_prediction',
] as const;

function groupSpec(fairness: Fairness, metric: string): BarSpec {
  const { groups, overall } = fairness;
  const all = overall[metric]?.value ?? null;
  const ends = (end: 'value' | 'low' | 'high') =>
    groups.map(({ metrics }) => metrics[metric]?.[end] ?? null);
  return {
    kind: 'bar',
    labels: groups.map(({ values }) => groupTitle(values)),
    series: [
      {
        name: metricWords(metric).title,
        values: ends('value'),
        low: ends('low'),
        high: ends('high'),
      },
    ],
    muted: groups.map(({ small }) => small),
    notes: groups.map(({ rows, small, metrics }) => {
      const interval = metrics[metric];
      const bounds = interval ? boundsText(metric, interval) : '';
      return [bounds, `${formatCount(rows, 'row')}${small ? ', few' : ''}`]
        .filter(Boolean)
        .join(' · ');
    }),
    valueTitle: metricWords(metric).title,
    ...(isRate(metric) ? { valueKind: 'percent' as const } : {}),
    ...(all === null ? {} : { reference: { value: all, label: 'all rows' } }),
  };
}

function GroupChart({ fairness, metric }: { fairness: Fairness; metric: string }) {
  const spec = useMemo(() => groupSpec(fairness, metric), [fairness, metric]);
  return (
    <Chart
      title={`${metricWords(metric).title} by ${fairness.columns.join(' and ')}`}
      spec={spec}
      height={Math.min(640, 80 + 32 * fairness.groups.length)}
    />
  );
}

function GroupTable({ fairness, ids }: { fairness: Fairness; ids: readonly string[] }) {
  return (
    <WideTable label="Groups" minWidth={240 + 108 * ids.length} maxHeight={420}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Group</Table.Th>
          <Table.Th className="assay-number">Rows</Table.Th>
          {ids.map((id) => (
            <Table.Th key={id} className="assay-number" title={metricWords(id).meaning}>
              {metricWords(id).title}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {fairness.groups.map((group) => (
          <Table.Tr
            key={groupTitle(group.values)}
            className={group.small ? styles.smallGroup : undefined}
          >
            <Table.Th scope="row" fw={500}>
              {groupTitle(group.values)}
              {group.small && <span className={styles.bounds}> · few rows</span>}
            </Table.Th>
            <Table.Td className="assay-number">{formatInteger(group.rows)}</Table.Td>
            {ids.map((id) => (
              <Table.Td key={id} className="assay-number">
                <MetricCell id={id} interval={group.metrics[id]} />
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
        <Table.Tr>
          <Table.Th scope="row">All rows</Table.Th>
          <Table.Td className="assay-number">{formatInteger(fairness.rows)}</Table.Td>
          {ids.map((id) => (
            <Table.Td key={id} className="assay-number">
              <MetricCell id={id} interval={fairness.overall[id]} />
            </Table.Td>
          ))}
        </Table.Tr>
      </Table.Tbody>
    </WideTable>
  );
}

function Measures({ fairness }: { fairness: Fairness }) {
  const ids = Object.keys(measureWords).filter((id) => id in fairness.measures);
  const large = fairness.measuresOfLarge;
  return (
    <section aria-label="Measures" className={styles.narrow}>
      <h3 className={styles.title}>Measures</h3>
      <WideTable label="Measures of fairness" minWidth={560}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Measure</Table.Th>
            <Table.Th className="assay-number">Alike at</Table.Th>
            <Table.Th className="assay-number">All groups</Table.Th>
            {large && <Table.Th className="assay-number">Without small groups</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {ids.map((id) => {
            const { title, plain, even } = measureWords[id]!;
            return (
              <Table.Tr key={id}>
                <Table.Th scope="row">
                  <span className={styles.measure}>{title}</span>
                  <span className={styles.plain}>{plain}</span>
                </Table.Th>
                <Table.Td className="assay-number assay-muted">{even}</Table.Td>
                <Table.Td className="assay-number">
                  <MetricCell id={id} interval={fairness.measures[id]} />
                </Table.Td>
                {large && (
                  <Table.Td className="assay-number">
                    <MetricCell id={id} interval={large[id]} />
                  </Table.Td>
                )}
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </WideTable>
    </section>
  );
}

/** Groups side by side, measures in plain words, the screen, and mitigation where it was asked for. */
export function FairnessResult({ fairness }: { fairness: Fairness }) {
  const available = Object.keys(fairness.overall);
  const ids = first.filter((id) => available.includes(id));
  const [chosen, setChosen] = useState<string | null>(null);
  const metric = chosen !== null && available.includes(chosen) ? chosen : (ids[0] ?? available[0]!);
  const classes = fairness.positive !== null;
  return (
    <>
      {classes && (
        <WarningNotice icon={Scale} title="Four-fifths screen">
          {fairness.fourFifths.reading}
        </WarningNotice>
      )}
      <section aria-label="Groups">
        <div className={styles.heading}>
          <h3 className={styles.title}>Groups</h3>
          <Select
            aria-label="Metric of the chart"
            w={230}
            size="xs"
            allowDeselect={false}
            searchable
            data={[...ids, ...available.filter((id) => !ids.includes(id as never))].map((id) => ({
              value: id,
              label: metricWords(id).title,
            }))}
            value={metric}
            onChange={setChosen}
          />
        </div>
        <p className={styles.lead}>
          {metricWords(metric).meaning && `${metricWords(metric).meaning}. `}
          {classes && `“${fairness.positive}” is the favourable answer. `}
          Whiskers are 95% intervals; grey bars rest on few rows. Largest group:{' '}
          {groupTitle(fairness.reference)}.
        </p>
        <GroupChart fairness={fairness} metric={metric} />
        <GroupTable fairness={fairness} ids={ids} />
      </section>
      <Measures fairness={fairness} />
      {fairness.mitigation && <FairnessMitigation mitigation={fairness.mitigation} />}
      <RunRemarks warnings={fairness.warnings} />
    </>
  );
}
