import { Button } from '@mantine/core';
import { FileDown, FlaskConical } from 'lucide-react';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { JobProgress } from '../../components/job-progress.tsx';
import { Section } from '../../components/section.tsx';
import { chooseFiles } from '../../stores/import-queue.ts';
import { RecentPlaces } from './recent-places.tsx';
import { SampleList } from './sample-list.tsx';
import { useDemo } from './use-demo.ts';
import styles from './welcome.module.css';

/** The first thing to see: bring a file, or look at the sample. */
export function Welcome() {
  const { job, open } = useDemo();
  return (
    <div className={styles.welcome}>
      <div className={styles.start}>
        <div className={styles.drop}>
          <div className={styles.icon} aria-hidden="true">
            <FileDown size={26} />
          </div>
          <h2 className={styles.title}>Drop files anywhere on this window</h2>
          <p className={styles.text}>
            CSV, TSV and other delimited text. Delimiter, encoding, decimal mark and types are told
            from the file, and you can change each before the import. Nothing leaves this machine.
          </p>
          <Button size="sm" onClick={chooseFiles}>
            Choose files
          </Button>
        </div>
        <div className={styles.sample}>
          <div className={styles.icon} aria-hidden="true">
            <FlaskConical size={26} />
          </div>
          <h2 className={styles.title}>Or see how it goes</h2>
          <p className={styles.text}>
            The whole journey on real heart disease data: import, train, register, explain, check
            for drift and write the reports. It takes less than a minute.
          </p>
          {job.running ? (
            <div className={styles.progress}>
              <JobProgress job={job.job} onCancel={job.cancel} />
            </div>
          ) : (
            <Button size="sm" variant="default" onClick={() => void open()}>
              Open the sample
            </Button>
          )}
          {job.error && <FailureNotice failure={job.error} onClose={job.reset} />}
        </div>
      </div>
      <div className={styles.lists}>
        <Section title="Bundled samples" description="Real data, one click away" flush>
          <SampleList />
        </Section>
        <RecentPlaces />
      </div>
    </div>
  );
}
