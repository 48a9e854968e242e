import { Button, Select } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { OutputOf } from '../../../../../core/contract/contract.ts';
import type { VersionColumn } from '../../../../../core/contract/data.ts';
import type { JobHandle } from '../../../../client/use-job.ts';
import { FailureNotice } from '../../../../components/failure-notice.tsx';
import { JobProgress } from '../../../../components/job-progress.tsx';
import styles from '../evaluation.module.css';

const isTime = (type: string): boolean => type === 'date' || type === 'datetime';

/** More on the errors of a regression: along a column, over time. */
export function ResidualAnalysis(props: {
  run: OutputOf<'tracking.show'>['run'];
  job: JobHandle<'evaluation.residuals'>;
  columns: readonly VersionColumn[];
  /** The plots. */
  children: ReactNode;
}) {
  const { run, job, children } = props;
  const { output, running, error } = job;
  const [by, setBy] = useState<string | null>(output?.by?.column ?? null);
  const [time, setTime] = useState<string | null>(output?.overTime?.column ?? null);
  const columns = props.columns.filter(({ name }) => name !== run.target);
  const times = columns.filter(({ type }) => isTime(type)).map(({ name }) => name);
  return (
    <section className={styles.stack} aria-label="Residuals by column">
      <div>
        <h3 className={styles.title}>
          {times.length > 0 ? 'By column and over time' : 'By column'}
        </h3>
        <p className={styles.lead}>
          Where errors follow a column{times.length > 0 && ' or the time'}, the model has more to
          learn.
        </p>
      </div>
      <form
        className={styles.fields}
        onSubmit={(event) => {
          event.preventDefault();
          void job.start({
            run: run.id,
            ...(by === null ? {} : { by }),
            ...(time === null ? {} : { time }),
          });
        }}
      >
        <Select
          label="By column"
          placeholder="None"
          w={220}
          searchable
          clearable
          data={columns.map(({ name }) => name)}
          value={by}
          onChange={setBy}
        />
        {times.length > 0 && (
          <Select
            label="Over time"
            placeholder="None"
            w={200}
            clearable
            data={times}
            value={time}
            onChange={setTime}
          />
        )}
        <Button type="submit" variant={output ? 'default' : 'filled'} disabled={running}>
          Analyse residuals
        </Button>
      </form>
      {running && <JobProgress job={job.job} onCancel={job.cancel} />}
      {error && <FailureNotice failure={error} />}
      {children}
    </section>
  );
}
