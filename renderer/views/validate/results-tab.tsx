import { Button } from '@mantine/core';
import { ClipboardCheck } from 'lucide-react';
import type { Version } from '../../../core/contract/data.ts';
import { useJob } from '../../client/use-job.ts';
import { useQuery } from '../../client/use-query.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { JobProgress } from '../../components/job-progress.tsx';
import { ResultHistory } from './result-history.tsx';
import { ResultPanel } from './result-panel.tsx';
import styles from './results-tab.module.css';
import { useValidateState, useValidateTab } from './validate-state.ts';
import view from './validate-view.module.css';

/** What the last run of a suite found, rule by rule, and the runs before. */
export function ResultsTab({ version }: { readonly version: Version }) {
  const [, show] = useValidateTab();
  const chosen = useValidateState((state) => state.result);
  const choose = useValidateState((state) => state.choose);
  const list = useQuery('validation.results', { version: version.id });
  const check = useJob('validation.run', `run ${version.id}`);
  const results = list.data?.results ?? [];
  const id = results.find((each) => each.id === chosen)?.id ?? results[0]?.id ?? null;
  const shown = useQuery('validation.show', id === null ? null : { id }, { keepPrevious: true });
  if (list.data && id === null && !check.running)
    return (
      <EmptyState
        icon={<ClipboardCheck size={22} />}
        title={`No suite has been run on ${version.datasetName}@${version.number}`}
        description="Run a suite to see which rules hold, which rows break the others, and how that counts for quality."
        action={<Button onClick={() => show('rules')}>Go to the rules</Button>}
      />
    );
  return (
    <div className={view.content}>
      {check.running && <JobProgress job={check.job} onCancel={check.cancel} />}
      {check.error && <FailureNotice failure={check.error} onClose={check.reset} />}
      {(list.error ?? shown.error) && <FailureNotice failure={(list.error ?? shown.error)!} />}
      <div className={styles.split}>
        {shown.data ? (
          <ResultPanel
            key={shown.data.id}
            result={shown.data}
            datasetId={version.datasetId}
            running={check.running}
            onRun={(suite) => {
              void check.start({ version: version.id, suite }).then((made) => {
                if (made) choose({ result: made.id });
              });
            }}
          />
        ) : (
          <div />
        )}
        {results.length > 0 && (
          <ResultHistory results={results} shown={id} onShow={(result) => choose({ result })} />
        )}
      </div>
    </div>
  );
}
