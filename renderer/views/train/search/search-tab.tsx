import type { ReactNode } from 'react';
import { EmptyState } from '../../../components/empty-state.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { JobProgress } from '../../../components/job-progress.tsx';
import { Section } from '../../../components/section.tsx';
import { StudyList } from './study-list.tsx';
import type { SearchJob } from './use-search-job.ts';
import side from '../../../components/side-form.module.css';
import styles from '../train.module.css';

/** A form at the side; beside it the search that runs or is shown, and the earlier ones. */
export function SearchTab(props: {
  search: SearchJob<'tuning.run'> | SearchJob<'tuning.auto'>;
  form: ReactNode;
  /** While it runs. */
  title: string;
  description: string;
  empty: { readonly icon: ReactNode; readonly title: string; readonly description: string };
  children: ReactNode;
}) {
  const { search, form, title, description, empty, children } = props;
  const { result, running } = search;
  const nothing = !running && result === null && search.error === null;
  return (
    <div className={side.split}>
      {form}
      <div className={side.result}>
        <div className={styles.stack}>
          {running && (
            <Section title={title} description={description}>
              <JobProgress job={search.job} onCancel={search.cancel} />
            </Section>
          )}
          {!running && search.error && (
            <FailureNotice failure={search.error} onClose={search.forgetError} />
          )}
          {nothing && !search.loading && <EmptyState {...empty} />}
          {children}
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
