import { Button, Group } from '@mantine/core';
import { BadgeCheck, FileText, Lightbulb, Target } from 'lucide-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Run } from '../../../../core/contract/tracking.ts';
import { useJob } from '../../../client/use-job.ts';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { useSelection } from '../../../stores/selection.ts';
import { useReportSelection } from '../../reports/report-selection.ts';
import { RegisterDialog } from './register-dialog.tsx';

/** What a person does next with a finished run. */
export function RunActions({ run }: { run: Run }) {
  const [, go] = useLocation();
  const [registering, setRegistering] = useState(false);
  const report = useJob('reporting.render', run.id);
  const { selectModel, selectVersion } = useSelection();
  const showReport = useReportSelection((state) => state.select);
  if (run.modelId === null) return null;
  const withModel = (path: string): void => {
    selectModel(run.modelId);
    selectVersion(run.versionId);
    go(path);
  };
  const render = async (): Promise<void> => {
    const made = await report.start({ kind: 'training', id: run.id });
    if (!made) return;
    showReport(made.id);
    go('/reports');
  };
  return (
    <div>
      <Group gap="xs" wrap="nowrap">
        <Button
          leftSection={<BadgeCheck size={15} aria-hidden />}
          onClick={() => setRegistering(true)}
        >
          Register
        </Button>
        <Button
          variant="default"
          leftSection={<Lightbulb size={15} aria-hidden />}
          onClick={() => withModel('/explain')}
        >
          Explain
        </Button>
        <Button
          variant="default"
          leftSection={<Target size={15} aria-hidden />}
          onClick={() => withModel('/predict')}
        >
          Predict
        </Button>
        <Button
          variant="default"
          leftSection={<FileText size={15} aria-hidden />}
          loading={report.running}
          onClick={() => void render()}
        >
          Report
        </Button>
      </Group>
      {report.error && (
        <div style={{ marginTop: 8 }}>
          <FailureNotice failure={report.error} onClose={report.reset} />
        </div>
      )}
      <RegisterDialog run={run} opened={registering} onClose={() => setRegistering(false)} />
    </div>
  );
}
