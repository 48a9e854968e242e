import { Button, NumberInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { InputOf } from '../../../../../core/contract/contract.ts';
import { useJob } from '../../../../client/use-job.ts';
import { useQuery } from '../../../../client/use-query.ts';
import { FailureNotice } from '../../../../components/failure-notice.tsx';
import { JobProgress } from '../../../../components/job-progress.tsx';
import { SegmentDialog, type SegmentDraft } from '../../../explore/segment-dialog.tsx';
import { RunRemarks } from '../../runs/run-warnings.tsx';
import { ErrorSegments } from './error-segments.tsx';
import { mainMetric, MetricSelect } from '../metric-select.tsx';
import { useSegmentTab } from '../segments/segment-focus.ts';
import { WorstRows } from './worst-rows.tsx';
import styles from '../evaluation.module.css';

const mostConditions = 8;

/** Where a model is worst: segments of rows by their columns, and single rows. */
export function RunErrors({ runId, task }: { runId: string; task: string }) {
  const job = useJob('evaluation.errors', runId);
  const [metric, setMetric] = useState(mainMetric);
  const [maxDepth, setMaxDepth] = useState<string | number>(3);
  const [draft, setDraft] = useState<SegmentDraft | null>(null);
  const lead = useSegmentTab(runId);
  const { output, running, error, start } = job;
  const shown = useQuery('data.show', output ? { version: output.versionId } : null);
  const fresh = !output && !running && !error;
  useEffect(() => {
    if (fresh) void start({ run: runId });
    // Only when the tab is opened: a cancelled search stays cancelled.
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- see above
  }, []);
  const request = (): InputOf<'evaluation.errors'> => ({
    run: runId,
    maxDepth: Number(maxDepth) || 3,
    ...(metric === mainMetric ? {} : { metric }),
  });
  const version = shown.data?.version;
  return (
    <div className={styles.stack}>
      <form
        className={styles.fields}
        onSubmit={(event) => {
          event.preventDefault();
          void start(request());
        }}
      >
        <MetricSelect task={task} value={metric} onChange={setMetric} />
        <NumberInput
          label="Conditions at most"
          w={150}
          min={1}
          max={mostConditions}
          allowDecimal={false}
          value={maxDepth}
          onChange={setMaxDepth}
        />
        <Button type="submit" variant="default" disabled={running}>
          Look again
        </Button>
      </form>
      {running && <JobProgress job={job.job} onCancel={job.cancel} />}
      {error && <FailureNotice failure={error} />}
      {output && (
        <>
          <ErrorSegments
            analysis={output}
            onSave={version ? (filter) => setDraft({ kind: 'filter', filter }) : undefined}
          />
          <WorstRows
            analysis={output}
            task={task}
            columns={version?.columns ?? []}
            onSave={version ? (rows) => setDraft({ kind: 'rows', rows }) : undefined}
          />
          <RunRemarks warnings={output.warnings} />
        </>
      )}
      {version && (
        <SegmentDialog version={version} lead={lead} draft={draft} onClose={() => setDraft(null)} />
      )}
    </div>
  );
}
