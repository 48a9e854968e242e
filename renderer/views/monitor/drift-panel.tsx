import { Button, List } from '@mantine/core';
import { CircleCheck, FileText, TriangleAlert } from 'lucide-react';
import { useLocation } from 'wouter';
import type { DriftReport } from '../../../core/contract/monitoring.ts';
import { useJob } from '../../client/use-job.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { formatInteger, formatPercent } from '../../components/format.ts';
import { Section } from '../../components/section.tsx';
import { useReportSelection } from '../reports/report-selection.ts';
import { DriftKey, DriftTable } from './drift-table.tsx';
import styles from './monitor.module.css';

/** The verdict in a sentence a person can repeat. */
export function verdictSentence(report: DriftReport): string {
  const { driftedColumns, columns, share, driftShare } = report;
  const moved =
    driftedColumns === 0
      ? `None of ${columns.length} columns moved`
      : `${driftedColumns} of ${columns.length} columns moved (${formatPercent(share)})`;
  return `${moved}; from ${formatPercent(driftShare)} on the data counts as drifted`;
}

/** A drift report: verdict first, then every column. */
export function DriftPanel({ report }: { report: DriftReport }) {
  const [, go] = useLocation();
  const job = useJob('reporting.render', `drift ${report.id}`);
  const showReport = useReportSelection((state) => state.select);
  const render = async (): Promise<void> => {
    const made = await job.start({ kind: 'drift', id: report.id });
    if (!made) return;
    showReport(made.id);
    go('/reports');
  };
  const Icon = report.drifted ? TriangleAlert : CircleCheck;
  return (
    <div className={styles.stack}>
      <section
        className={styles.verdict}
        data-drifted={report.drifted}
        aria-label="Verdict"
        aria-live="polite"
      >
        <Icon size={28} aria-hidden />
        <div className={styles.verdictText}>
          <h2 className={styles.verdictTitle}>
            {report.drifted ? 'The data has drifted' : 'The data has not drifted'}
          </h2>
          <div className={styles.verdictDetail}>{verdictSentence(report)}</div>
          <div className="assay-muted">
            {report.reference.name}@{report.reference.number} (
            {formatInteger(report.reference.rows)} rows) against {report.current.name}@
            {report.current.number} ({formatInteger(report.current.rows)} rows)
          </div>
        </div>
        <Button
          variant="default"
          leftSection={<FileText size={15} aria-hidden />}
          loading={job.running}
          onClick={() => void render()}
        >
          HTML report
        </Button>
      </section>
      {job.error && <FailureNotice failure={job.error} onClose={job.reset} />}
      <Section
        title="Columns"
        description="Drifted first, by effect. Open one for its distributions."
        actions={<DriftKey />}
        flush
      >
        <DriftTable report={report} />
      </Section>
      {report.skipped.length > 0 && (
        <Section title="Left out">
          <List size="sm" spacing={2}>
            {report.skipped.map((entry) => (
              <List.Item key={entry.column}>
                <strong>{entry.column}</strong>: {entry.reason}
              </List.Item>
            ))}
          </List>
        </Section>
      )}
    </div>
  );
}
