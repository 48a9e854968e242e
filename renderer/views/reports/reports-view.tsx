import { Button, Group } from '@mantine/core';
import { Download, FileText, RefreshCw } from 'lucide-react';
import { useRef } from 'react';
import { useLocation } from 'wouter';
import type { Report } from '../../../core/contract/reporting.ts';
import { useCommand } from '../../app/commands.ts';
import { useJob } from '../../client/use-job.ts';
import { useQuery } from '../../client/use-query.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { formatBytes, formatDateTime } from '../../components/format.ts';
import { JobProgress } from '../../components/job-progress.tsx';
import { Page } from '../../components/page.tsx';
import { useReportSelection } from './report-selection.ts';
import styles from './reports.module.css';

const kindTitles: Readonly<Record<Report['kind'], string>> = {
  training: 'Training',
  drift: 'Drift',
  profile: 'Profile',
  validation: 'Validation',
};

/** A name any system takes for the saved file. */
function fileName(report: Report): string {
  const name = report.title.replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-+|-+$/g, '');
  return `${name || 'report'}.html`;
}

function Reader({ report }: { report: Report }) {
  const job = useJob('reporting.render', `again ${report.id}`);
  const select = useReportSelection((state) => state.select);
  const address = `/api/reports/${encodeURIComponent(report.id)}`;
  const save = useRef<HTMLAnchorElement>(null);
  useCommand({
    id: 'file.export',
    title: 'Save the report',
    group: 'File',
    shortcut: 'mod+s',
    run: () => save.current?.click(),
  });
  const again = async (): Promise<void> => {
    const made = await job.start({ kind: report.kind, id: report.subjectId });
    if (made) select(made.id);
  };
  return (
    <div className={styles.reader}>
      <div className={styles.bar}>
        <div className={styles.barText}>
          <div className={styles.itemTitle}>{report.title}</div>
          <div className={styles.itemDetail}>
            {kindTitles[report.kind]} report · {formatDateTime(report.createdAt)} ·{' '}
            {formatBytes(report.bytes)} · one file that opens anywhere
          </div>
        </div>
        <Group gap="xs" wrap="nowrap">
          <Button
            variant="default"
            leftSection={<RefreshCw size={14} aria-hidden />}
            loading={job.running}
            onClick={() => void again()}
          >
            Render again
          </Button>
          <Button
            component="a"
            ref={save}
            href={address}
            download={fileName(report)}
            leftSection={<Download size={14} aria-hidden />}
          >
            Download
          </Button>
        </Group>
      </div>
      {job.running && (
        <div style={{ padding: '12px 20px' }}>
          <JobProgress job={job.job} onCancel={job.cancel} />
        </div>
      )}
      {job.error && (
        <div style={{ padding: '12px 20px' }}>
          <FailureNotice failure={job.error} onClose={job.reset} />
        </div>
      )}
      <iframe
        key={`${report.id} ${report.createdAt}`}
        className={styles.frame}
        src={address}
        title={report.title}
        sandbox="allow-scripts allow-downloads allow-popups"
      />
    </div>
  );
}

/** The reports made so far, read in place. */
export function ReportsView() {
  const { data, error } = useQuery('reporting.list', {});
  const { id, select } = useReportSelection();
  const [, go] = useLocation();
  const reports = data?.reports ?? [];
  const shown = reports.find((report) => report.id === id) ?? reports[0];
  return (
    <Page
      title="Reports"
      subtitle="Single HTML files: send them, archive them, open them without Assay"
      fill
    >
      {error && (
        <div style={{ flex: 1, padding: 24 }}>
          <FailureNotice failure={error} />
        </div>
      )}
      {data && !shown && (
        <EmptyState
          icon={<FileText size={22} />}
          title="No reports yet"
          description="A run in Train and a check in Monitor each offer a report: one HTML file that opens anywhere, without a server."
          action={
            <>
              <Button onClick={() => go('/train')}>Go to Train</Button>
              <Button variant="default" onClick={() => go('/monitor')}>
                Go to Monitor
              </Button>
            </>
          }
        />
      )}
      {shown && (
        <div className={styles.split}>
          <ul className={styles.list} aria-label="Reports">
            {reports.map((report) => (
              <li key={report.id}>
                <button
                  type="button"
                  className={styles.item}
                  aria-current={report.id === shown.id}
                  onClick={() => select(report.id)}
                >
                  <div className={styles.itemTitle} title={report.title}>
                    {report.title}
                  </div>
                  <div className={styles.itemDetail}>
                    {kindTitles[report.kind]} · {formatDateTime(report.createdAt)}
                  </div>
                </button>
              </li>
            ))}
          </ul>
          <Reader key={shown.id} report={shown} />
        </div>
      )}
    </Page>
  );
}
