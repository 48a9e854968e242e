import { SlidersHorizontal } from 'lucide-react';
import type { Version } from '../../../../core/contract/data.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { JobProgress } from '../../../components/job-progress.tsx';
import { Section } from '../../../components/section.tsx';
import { StudyList } from './study-list.tsx';
import { TuneForm } from './tune-form.tsx';
import { TuneResult } from './tune-result.tsx';
import { useSearchJob } from './use-search-job.ts';
import form from '../../../components/side-form.module.css';
import styles from '../train.module.css';

/** The parameters of one algorithm, searched in depth. */
export function TuneTab({
  version,
  onVersion,
}: {
  version: Version;
  onVersion: (id: string) => void;
}) {
  const search = useSearchJob('tuning.run', 'search', version.datasetName);
  const { result, running } = search;
  const nothing = !running && result === null && search.error === null;
  return (
    <div className={form.split}>
      <TuneForm version={version} onVersion={onVersion} running={running} onStart={search.start} />
      <div className={form.result}>
        <div className={styles.stack}>
          {running && (
            <Section title="Tuning" description="Each trial is kept as soon as it ends">
              <JobProgress job={search.job} onCancel={search.cancel} />
            </Section>
          )}
          {!running && search.error && (
            <FailureNotice failure={search.error} onClose={search.forgetError} />
          )}
          {nothing && !search.loading && (
            <EmptyState
              icon={<SlidersHorizontal size={22} />}
              title="Find the parameters that suit the data"
              description="Choose an algorithm and the ranges to search. Trials are compared by cross-validation, hopeless ones are given up early, and the best is trained as a run like any other."
            />
          )}
          {result && <TuneResult key={result.study.id} result={result} onResume={search.resume} />}
          <StudyList
            studies={search.studies}
            shown={result?.study.id ?? null}
            onShow={search.show}
          />
        </div>
      </div>
    </div>
  );
}
