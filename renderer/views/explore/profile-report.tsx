import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { FileDown } from 'lucide-react';
import { useEffect } from 'react';
import { useLocation } from 'wouter';
import type { Version } from '../../../core/contract/data.ts';
import { useCommand } from '../../app/commands.ts';
import { useJob } from '../../client/use-job.ts';
import { useReportSelection } from '../reports/report-selection.ts';

/** Writes the profile of a version into one HTML file and opens it in Reports. */
export function ProfileReport({ version }: { readonly version: Version }) {
  const job = useJob('reporting.render', `profile ${version.id}`);
  const select = useReportSelection((state) => state.select);
  const [, go] = useLocation();
  const render = async (): Promise<void> => {
    const report = await job.start({ kind: 'profile', id: version.id });
    if (!report) return;
    select(report.id);
    go('/reports');
  };
  useCommand({
    id: 'file.export',
    title: `Report on the profile of ${version.datasetName}@${version.number}`,
    group: 'File',
    shortcut: 'mod+s',
    run: () => void render(),
  });
  useEffect(() => {
    if (!job.error) return;
    notifications.show({
      color: 'red',
      title: 'The report was not written',
      message: [job.error.message, job.error.hint].filter(Boolean).join('. '),
    });
  }, [job.error]);
  return (
    <Button
      variant="default"
      loading={job.running}
      leftSection={<FileDown size={15} aria-hidden="true" />}
      onClick={() => void render()}
    >
      Report
    </Button>
  );
}
