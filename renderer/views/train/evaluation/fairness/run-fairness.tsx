import { Button, MultiSelect, Select } from '@mantine/core';
import { useState } from 'react';
import type { InputOf, OutputOf } from '../../../../../core/contract/contract.ts';
import { useJob } from '../../../../client/use-job.ts';
import { useQuery } from '../../../../client/use-query.ts';
import { FailureNotice } from '../../../../components/failure-notice.tsx';
import { JobProgress } from '../../../../components/job-progress.tsx';
import { FairnessResult } from './fairness-result.tsx';
import styles from '../evaluation.module.css';

type Mitigation = NonNullable<InputOf<'evaluation.fairness'>['mitigate']>;

const constraints: readonly { readonly value: Mitigation; readonly label: string }[] = [
  { value: 'none', label: 'Nothing' },
  { value: 'demographic_parity', label: 'Selection rates' },
  { value: 'equal_opportunity', label: 'True positive rates' },
  { value: 'equalized_odds', label: 'True and false positive rates' },
];
const mostColumns = 4;

/** How a run treats groups of rows: measures, a screen, and what it would cost to even them out. */
export function RunFairness(props: {
  run: OutputOf<'tracking.show'>['run'];
  classes: readonly string[];
}) {
  const { run, classes } = props;
  const job = useJob('evaluation.fairness', run.id);
  const { output, running, error } = job;
  const shown = useQuery('data.show', { version: run.versionId });
  const [columns, setColumns] = useState<string[]>(output?.columns ?? []);
  const [positive, setPositive] = useState<string | null>(
    output?.positive ?? classes.at(-1) ?? null,
  );
  const [mitigate, setMitigate] = useState<Mitigation>('none');
  const names = (shown.data?.version.columns ?? [])
    .map(({ name }) => name)
    .filter((name) => name !== run.target);
  const chosen = columns.length > 0;
  const start = (): void => {
    void job.start({
      run: run.id,
      columns,
      mitigate,
      ...(positive === null ? {} : { positive }),
    });
  };
  return (
    <div className={styles.stack}>
      <form
        className={styles.fields}
        aria-label="Fairness"
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen) start();
        }}
      >
        <MultiSelect
          label="Groups by"
          placeholder={chosen ? '' : 'Columns, such as sex or region'}
          miw={260}
          maw={460}
          data={names}
          value={columns}
          maxValues={mostColumns}
          searchable
          hidePickedOptions
          onChange={setColumns}
        />
        {classes.length > 0 && (
          <Select
            label="Favourable class"
            w={170}
            allowDeselect={false}
            data={[...classes]}
            value={positive}
            onChange={setPositive}
          />
        )}
        {classes.length > 0 && (
          <Select
            label="Bring together"
            w={230}
            allowDeselect={false}
            data={[...constraints]}
            value={mitigate}
            onChange={(next) => setMitigate((next ?? 'none') as Mitigation)}
          />
        )}
        <Button type="submit" disabled={running || !chosen}>
          Compare groups
        </Button>
      </form>
      {running && <JobProgress job={job.job} onCancel={job.cancel} />}
      {error && <FailureNotice failure={error} />}
      {!output && !running && !error && (
        <p className={styles.lead}>
          Choose columns that tell groups of people or things apart. Every metric is then told for
          each group, with how sure it is; columns the model does not use may be chosen too. Several
          columns: every combination is a group. Numbers are cut into four parts.
        </p>
      )}
      {output && <FairnessResult fairness={output} />}
    </div>
  );
}
