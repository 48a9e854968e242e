import { Button, Table } from '@mantine/core';
import { BookmarkPlus } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Version } from '../../../core/contract/data.ts';
import type { Analysis } from '../../../core/contract/patterns.ts';
import { Chart } from '../../charts/chart.tsx';
import type { HistogramSpec } from '../../charts/spec.ts';
import { cellText } from '../../charts/text.ts';
import { formatInteger, formatNumber, formatPercent } from '../../components/format.ts';
import { Section } from '../../components/section.tsx';
import { Stat, StatRow } from '../../components/stat.tsx';
import { WideTable } from '../../components/wide-table.tsx';
import { SegmentDialog, type SegmentDraft } from '../explore/segment-dialog.tsx';
import { PatternMap } from './pattern-map.tsx';
import styles from './patterns.module.css';

type Outliers = Extract<Analysis, { kind: 'outliers' }>;

function Found({ output, version }: { output: Outliers; version: Version | null }) {
  const [draft, setDraft] = useState<SegmentDraft | null>(null);
  const rows = output.found.map(({ row }) => row);
  return (
    <Section
      title="Most unusual first"
      description="With the columns that make them so, in robust deviations from the median"
      actions={
        version && (
          <Button
            variant="default"
            leftSection={<BookmarkPlus size={14} aria-hidden />}
            onClick={() => setDraft({ kind: 'rows', rows })}
          >
            Save as segment
          </Button>
        )
      }
      flush
    >
      <WideTable label="Outliers" minWidth={560} maxHeight={420}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th className="assay-number">Row</Table.Th>
            <Table.Th className="assay-number">Score</Table.Th>
            <Table.Th>Because of</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {output.found.map((each) => (
            <Table.Tr key={each.row}>
              <Table.Td className="assay-number">{formatInteger(each.row + 1)}</Table.Td>
              <Table.Td className="assay-number">{formatNumber(each.score, 4)}</Table.Td>
              <Table.Td>
                {each.reasons.slice(0, 4).map((reason) => (
                  <span key={reason.column} className={styles.reason}>
                    {reason.column} <b>{cellText(reason.value)}</b>{' '}
                    <span className="assay-muted">
                      {reason.z > 0 ? '+' : ''}
                      {formatNumber(reason.z, 2)}
                    </span>
                  </span>
                ))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
      {version && <SegmentDialog version={version} draft={draft} onClose={() => setDraft(null)} />}
    </Section>
  );
}

const outlierOrder = ['Usual', 'Outlier'];

/** Rows unlike the others in several columns together. */
export function OutliersResult({ output, version }: { output: Outliers; version: Version | null }) {
  const groups = useMemo(
    () => output.flagged.map((flagged) => (flagged ? 'Outlier' : 'Usual')),
    [output],
  );
  const scores = useMemo<HistogramSpec>(
    () => ({
      kind: 'histogram',
      edges: output.scores.edges,
      counts: output.scores.counts,
      xTitle: `Score; outliers from ${formatNumber(output.threshold, 4)} on`,
    }),
    [output],
  );
  return (
    <>
      <StatRow>
        <Stat
          label="Outliers"
          value={formatInteger(output.outliers)}
          hint={formatPercent(output.rows > 0 ? output.outliers / output.rows : 0)}
        />
        <Stat label="Threshold" value={formatNumber(output.threshold, 4)} hint="of the score" />
        <Stat
          label="Columns"
          value={formatInteger(output.columns.length)}
          hint={output.columns.join(', ')}
        />
      </StatRow>
      <Found output={output} version={version} />
      <div className={styles.pair}>
        <PatternMap
          title="Map of the rows"
          map={output.map}
          version={version}
          groups={groups}
          groupOrder={outlierOrder}
        />
        <Section title="All scores">
          <Chart spec={scores} height={420} />
        </Section>
      </div>
    </>
  );
}
