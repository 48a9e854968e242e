import { Button, Switch, Table } from '@mantine/core';
import { Download } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Failure } from '../../../core/contract/failure.ts';
import type { OutputOf } from '../../../core/contract/contract.ts';
import { baseName, download, uploadFile } from '../../client/files.ts';
import { toFailure } from '../../client/to-failure.ts';
import { useJob } from '../../client/use-job.ts';
import { Chart } from '../../charts/chart.tsx';
import type { BarSpec } from '../../charts/spec.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { formatBytes, formatInteger, formatNumber } from '../../components/format.ts';
import { JobProgress } from '../../components/job-progress.tsx';
import { Section } from '../../components/section.tsx';
import { WideTable } from '../../components/wide-table.tsx';
import { WarningList } from '../../components/warning-list.tsx';
import { DropZone } from './drop-zone.tsx';
import styles from './predict.module.css';

type Scored = OutputOf<'serving.predict'>;

function Preview({ scored }: { scored: Scored }) {
  return (
    <WideTable label="First rows of the scored file" minWidth={500} maxHeight={420}>
      <Table.Thead>
        <Table.Tr>
          {scored.columns.map((column, i) => (
            <Table.Th key={i} style={{ whiteSpace: 'nowrap' }}>
              {column}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {scored.preview.map((row, r) => (
          <Table.Tr key={r}>
            {row.map((cell, c) => (
              <Table.Td key={c} className={typeof cell === 'number' ? 'assay-number' : undefined}>
                {cell === null ? (
                  <span className="assay-muted">missing</span>
                ) : typeof cell === 'number' ? (
                  formatNumber(cell)
                ) : (
                  String(cell)
                )}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </WideTable>
  );
}

function ScoredFile({ scored }: { scored: Scored }) {
  const spec = useMemo<BarSpec>(
    () => ({
      kind: 'bar',
      labels: scored.summary.map((entry) => entry.label),
      series: [{ name: 'Rows', values: scored.summary.map((entry) => entry.count) }],
      valueTitle: 'Rows',
      labelTitle: 'Prediction',
    }),
    [scored],
  );
  return (
    <>
      <Section
        title={`${formatInteger(scored.rows)} rows scored`}
        description={`${baseName(scored.path)} · ${formatBytes(scored.bytes)}`}
        actions={
          <Button
            leftSection={<Download size={14} aria-hidden />}
            onClick={() => download(scored.path)}
          >
            Download
          </Button>
        }
      >
        <div style={{ marginBottom: scored.warnings.length > 0 ? 12 : 0 }}>
          <WarningList warnings={scored.warnings} />
        </div>
        {scored.summary.length > 0 && (
          <Chart
            title="Predictions"
            spec={spec}
            height={Math.min(420, 70 + scored.summary.length * 28)}
          />
        )}
      </Section>
      <Section title="First rows" flush>
        <Preview scored={scored} />
      </Section>
    </>
  );
}

/** Scores a whole file: its columns, then the prediction and the probability of each class. */
export function ScoreFile({ modelRef }: { modelRef: string }) {
  const job = useJob('serving.predict', 'predict-view');
  const [escape, setEscape] = useState(false);
  const [sending, setSending] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const busy = sending !== null || job.running;
  const score = async (file: File): Promise<void> => {
    setFailure(null);
    job.reset();
    setSending(file.name);
    try {
      const path = await uploadFile(file);
      setSending(null);
      await job.start({ model: modelRef, file: path, escapeFormulas: escape });
    } catch (error) {
      setFailure(toFailure(error));
    } finally {
      setSending(null);
    }
  };
  const error = failure ?? job.error;
  return (
    <div className={styles.stack}>
      <Section
        title="Score a file"
        actions={
          <Switch
            label="Escape formulas for spreadsheets"
            checked={escape}
            disabled={busy}
            onChange={(event) => setEscape(event.currentTarget.checked)}
          />
        }
      >
        {busy ? (
          sending !== null ? (
            <div style={{ minHeight: 66 }} aria-live="polite">
              Reading {sending}
            </div>
          ) : (
            <JobProgress job={job.job} onCancel={job.cancel} />
          )
        ) : (
          <DropZone
            label="Drop a file to score"
            disabled={busy}
            onFile={(file) => void score(file)}
          />
        )}
      </Section>
      {error && (
        <FailureNotice
          failure={error}
          onClose={() => {
            setFailure(null);
            job.reset();
          }}
        />
      )}
      {!busy && job.output && <ScoredFile scored={job.output} />}
    </div>
  );
}
