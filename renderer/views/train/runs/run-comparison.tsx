import { Button, Table, Text } from '@mantine/core';
import { Trophy } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { OutputOf } from '../../../../core/contract/contract.ts';
import { useQueries, useQuery } from '../../../client/use-query.ts';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { formatCount, formatNumber } from '../../../components/format.ts';
import { Section } from '../../../components/section.tsx';
import { WideTable } from '../../../components/wide-table.tsx';
import { CompareCurves } from '../evaluation/comparison/compare-curves.tsx';
import { CompareRuns } from '../evaluation/comparison/compare-form.tsx';
import { metricTitle, scoreText } from '../metric-names.ts';
import styles from '../train.module.css';
import { useAlgorithmTitles } from '../../../components/use-algorithm-titles.ts';

type Comparison = OutputOf<'tracking.compare'>;

function valueText(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  if (typeof value === 'number') return formatNumber(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function Group({ title, span }: { title: string; span: number }) {
  return (
    <Table.Tr>
      <Table.Th colSpan={span} scope="colgroup" className="assay-muted" fz="xs" pt="md">
        {title}
      </Table.Th>
    </Table.Tr>
  );
}

/** Parameters that several runs have, and on request those that only one algorithm knows. */
function Parameters({ data }: { data: Comparison }) {
  const [open, setOpen] = useState(false);
  const span = data.runs.length + 1;
  const mixed = new Set(data.runs.map(({ algorithm }) => algorithm)).size > 1;
  const known = (values: readonly unknown[]): number =>
    values.filter((value) => value !== null && value !== undefined).length;
  const alone = mixed ? data.params.filter(({ values }) => known(values) < 2) : [];
  const shown = open ? data.params : data.params.filter((param) => !alone.includes(param));
  return (
    <>
      <Group title="Parameters that differ" span={span} />
      {data.params.length === 0 && (
        <Table.Tr>
          <Table.Td colSpan={span}>None: these runs have the same parameters.</Table.Td>
        </Table.Tr>
      )}
      {shown.map((param) => (
        <Table.Tr key={param.name}>
          <Table.Th scope="row" fw={450}>
            {param.name}
          </Table.Th>
          {param.values.map((value, i) => (
            <Table.Td key={i} className="assay-number">
              {valueText(value)}
            </Table.Td>
          ))}
        </Table.Tr>
      ))}
      {alone.length > 0 && (
        <Table.Tr>
          <Table.Td colSpan={span}>
            <Button
              variant="default"
              size="compact-xs"
              aria-expanded={open}
              onClick={() => setOpen(!open)}
            >
              {open ? 'Fewer' : `${formatCount(alone.length, 'parameter')} of one run only`}
            </Button>
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}

function ComparisonTable({ data, names }: { data: Comparison; names: readonly string[] }) {
  const shown = data.metrics.filter(
    (metric) => metric.name.startsWith('test.') || metric.name.endsWith('.mean'),
  );
  return (
    <WideTable label="Comparison of runs" minWidth={480}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th />
          {names.map((name, i) => (
            <Table.Th key={i} className="assay-number">
              {name}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        <Group title="Metrics" span={names.length + 1} />
        {shown.map((metric) => (
          <Table.Tr key={metric.name}>
            <Table.Th scope="row" fw={450}>
              {metricTitle(metric.name)}
            </Table.Th>
            {metric.values.map((value, i) => (
              <Table.Td key={i} className={`assay-number ${metric.best === i ? styles.best : ''}`}>
                {metric.best === i && (
                  <Trophy size={12} aria-label="best" role="img" style={{ marginRight: 5 }} />
                )}
                {scoreText(value)}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
        <Parameters data={data} />
      </Table.Tbody>
    </WideTable>
  );
}

/** Runs side by side: what was set differently, and what came out. */
export function RunComparison({ runs }: { runs: readonly string[] }) {
  const { data, error } = useQuery('tracking.compare', { runs: [...runs] }, { keepPrevious: true });
  const titles = useAlgorithmTitles();
  const evaluations = useQueries(
    'evaluation.show',
    runs.map((run) => ({ run })),
  );
  const names = useMemo(
    () =>
      (data?.runs ?? []).map(
        (run) => `${titles.get(run.algorithm) ?? run.algorithm} · ${run.id.slice(0, 8)}`,
      ),
    [data, titles],
  );
  const drawn = useMemo(
    () =>
      evaluations.flatMap((evaluation, i) =>
        evaluation ? [{ name: names[i] ?? '', evaluation }] : [],
      ),
    [evaluations, names],
  );
  if (error) return <FailureNotice failure={error} />;
  if (!data) return <div style={{ minHeight: 300 }} />;
  const mixed = new Set(data.runs.map((run) => `${run.task} ${run.target}`)).size > 1;
  const testable = !mixed && data.runs.every((run) => run.modelId !== null);
  return (
    <div className={styles.stack}>
      {testable && (
        <CompareRuns key={data.runs.map(({ id }) => id).join(' ')} runs={data.runs} names={names} />
      )}
      {!mixed && drawn.length === data.runs.length && drawn.length >= 2 && (
        <CompareCurves runs={drawn} target={data.runs[0]!.target} />
      )}
      <Section title={`Comparing ${data.runs.length} runs`}>
        {mixed && (
          <Text size="sm" c="dimmed" mb="xs">
            These runs predict different targets: their scores do not compete.
          </Text>
        )}
        <ComparisonTable data={data} names={names} />
      </Section>
    </div>
  );
}
