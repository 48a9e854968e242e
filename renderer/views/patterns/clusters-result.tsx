import { Table } from '@mantine/core';
import { useMemo } from 'react';
import type { Version } from '../../../core/contract/data.ts';
import type { Analysis } from '../../../core/contract/patterns.ts';
import { Chart } from '../../charts/chart.tsx';
import type { HeatmapSpec, LineSpec } from '../../charts/spec.ts';
import { formatInteger, formatNumber, formatPercent } from '../../components/format.ts';
import { Section } from '../../components/section.tsx';
import { Stat, StatRow } from '../../components/stat.tsx';
import { WideTable } from '../../components/wide-table.tsx';
import { clusterName, metricWords } from './pattern-words.ts';
import { PatternMap } from './pattern-map.tsx';
import styles from './patterns.module.css';

type Clusters = Extract<Analysis, { kind: 'clusters' }>;

/** Columns in which clusters differ most, the most telling first. */
function tellingColumns({ clusters }: Clusters, most: number): string[] {
  const reach = new Map<string, number>();
  for (const { differences } of clusters)
    for (const { column, effect } of differences)
      reach.set(column, Math.max(reach.get(column) ?? 0, Math.abs(effect)));
  return [...reach]
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, most)
    .map(([column]) => column);
}

function Differences({ output }: { output: Clusters }) {
  const spec = useMemo<HeatmapSpec>(() => {
    const columns = tellingColumns(output, 16);
    return {
      kind: 'heatmap',
      rows: output.clusters.map(({ label }) => clusterName(label)),
      columns,
      matrix: output.clusters.map(({ differences }) =>
        columns.map((name) => differences.find(({ column }) => column === name)?.effect ?? null),
      ),
      scale: 'diverging',
      valueTitle: 'Standard deviations from the mean of all rows',
    };
  }, [output]);
  if (spec.columns.length === 0) return null;
  return (
    <Section
      title="What sets them apart"
      description="How far the mean of each cluster lies from that of all rows, in standard deviations"
    >
      <Chart spec={spec} height={Math.min(520, 120 + 34 * spec.rows.length)} />
    </Section>
  );
}

function Sweep({ output }: { output: Clusters }) {
  const spec = useMemo<LineSpec>(() => {
    const x = output.sweep.map(({ clusters }) => clusters);
    const y = output.sweep.map(({ metrics }) => metrics['silhouette'] ?? null);
    return {
      kind: 'line',
      series: [{ name: 'Silhouette', x, y, markers: true }],
      xTitle: 'Clusters',
      yTitle: 'Silhouette (higher is better)',
    };
  }, [output]);
  if (output.sweep.length === 0) return null;
  return (
    <Section title="How many clusters">
      <Chart spec={spec} height={260} />
    </Section>
  );
}

function Members({ output }: { output: Clusters }) {
  const raw = new Set(output.clusters.flatMap(({ typical }) => Object.keys(typical)));
  const columns = tellingColumns(output, 30)
    .filter((name) => raw.has(name))
    .slice(0, 6);
  return (
    <Section title="The clusters" description="Typical values of the most telling columns" flush>
      <WideTable label="The clusters" minWidth={640} maxHeight={420}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Cluster</Table.Th>
            <Table.Th className="assay-number">Rows</Table.Th>
            <Table.Th className="assay-number">Share</Table.Th>
            {columns.map((column) => (
              <Table.Th key={column} className="assay-number">
                {column}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {output.clusters.map((cluster) => (
            <Table.Tr key={cluster.label}>
              <Table.Th scope="row" fw={500}>
                {clusterName(cluster.label)}
              </Table.Th>
              <Table.Td className="assay-number">{formatInteger(cluster.rows)}</Table.Td>
              <Table.Td className="assay-number">{formatPercent(cluster.share)}</Table.Td>
              {columns.map((column) => {
                const value = cluster.typical[column] ?? null;
                return (
                  <Table.Td key={column} className="assay-number">
                    {typeof value === 'number' ? formatNumber(value, 4) : String(value ?? '–')}
                  </Table.Td>
                );
              })}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
    </Section>
  );
}

/** Groups of similar rows: where they lie, what sets them apart. */
export function ClustersResult({ output, version }: { output: Clusters; version: Version | null }) {
  const groups = useMemo(() => output.labels.map(clusterName), [output]);
  const groupOrder = useMemo(
    () =>
      output.clusters
        .map(({ label }) => label)
        .toSorted((a, b) => (a < 0 ? 1 : b < 0 ? -1 : a - b))
        .map(clusterName),
    [output],
  );
  const found = output.clusters.filter(({ label }) => label >= 0).length;
  const noise = output.clusters.find(({ label }) => label < 0);
  return (
    <>
      <StatRow>
        <Stat label="Clusters" value={formatInteger(found)} />
        {noise && (
          <Stat
            label="In none"
            value={formatInteger(noise.rows)}
            hint={formatPercent(noise.share)}
          />
        )}
        {metricWords(output.metrics).map(({ id, title, value, hint }) => (
          <Stat key={id} label={title} value={formatNumber(value, 4)} hint={hint} />
        ))}
      </StatRow>
      <PatternMap
        title="Map of the rows"
        description="Along the two directions in which rows differ most; draw around points to keep them"
        map={output.map}
        version={version}
        groups={groups}
        groupOrder={groupOrder}
      />
      <Members output={output} />
      <div className={styles.pair}>
        <Differences output={output} />
        <Sweep output={output} />
      </div>
    </>
  );
}
