import { Button, Select } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { OutputOf } from '../../../../core/contract/contract.ts';
import type { VersionColumn } from '../../../../core/contract/data.ts';
import type { JobHandle } from '../../../client/use-job.ts';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { JobProgress } from '../../../components/job-progress.tsx';
import { ResidualTests } from './residual-tests.tsx';
import styles from './evaluation.module.css';

const isTime = (type: string): boolean => type === 'date' || type === 'datetime';

/** More on the errors of a regression: their shape and spread, along a column, over time. */
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
    <section className={styles.stack} aria-label="Shape, spread and order of residuals">
      <div>
        <h3 className={styles.title}>Shape, spread and order</h3>
        <p className={styles.lead}>
          Whether errors are normal, spread evenly and free of pattern: what intervals and tests of
          a linear model rest on, and where any model has more to learn.
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
      {output && (
        <>
          {children}
          <ResidualTests analysis={output} />
        </>
      )}
    </section>
  );
}
