import { Button, NumberInput, Select } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../../../../core/contract/contract.ts';
import { useJob } from '../../../../client/use-job.ts';
import { useQuery } from '../../../../client/use-query.ts';
import { FailureNotice } from '../../../../components/failure-notice.tsx';
import { formatCount } from '../../../../components/format.ts';
import { JobProgress } from '../../../../components/job-progress.tsx';
import { Stat, StatRow } from '../../../../components/stat.tsx';
import { RunRemarks } from '../../runs/run-warnings.tsx';
import { boundsText, metricWords, valueText } from '../metric-words.ts';
import styles from '../evaluation.module.css';

type Run = OutputOf<'tracking.show'>['run'];
type Ranking = OutputOf<'evaluation.ranking'>;

const shown = ['ndcg', 'dcg', 'map', 'mrr'] as const;

function Result({
  ranking,
  k,
  query,
}: {
  ranking: Ranking;
  k: number | null;
  query: string | null;
}) {
  const told = ranking.warnings.find(({ kind }) => kind === 'relevance');
  const of = ranking.on === 'test' ? 'test row' : 'training row';
  const rows = formatCount(ranking.rows, of);
  const nothing = Object.values(ranking.metrics).every(({ value }) => value === null);
  return (
    <>
      <StatRow>
        {shown.map((id) => {
          const { title } = metricWords(id);
          const interval = ranking.metrics[id];
          return (
            <Stat
              key={id}
              label={k === null ? title : `${title} at ${k}`}
              value={valueText(id, interval?.value)}
              hint={interval ? boundsText(id, interval) : ''}
            />
          );
        })}
      </StatRow>
      <p className={styles.lead}>
        {query === null
          ? `${rows} as one query: an interval needs several.`
          : `Means over ${formatCount(ranking.queries, 'query', 'queries')} of ${rows} by ${query}; those without a relevant row are left out. Intervals: 95%, bootstrap of the queries.`}{' '}
        {told?.message}
        {nothing && ' No row is relevant: there is nothing to put first.'}
      </p>
      <RunRemarks warnings={ranking.warnings.filter((warning) => warning !== told)} />
    </>
  );
}

/** How well a run puts rows in order, best first: by query, where a column names one. */
export function RankMetrics({ run }: { run: Run }) {
  const job = useJob('evaluation.ranking', run.id);
  const { output, running, error } = job;
  const shown = useQuery('data.show', { version: run.versionId });
  const [query, setQuery] = useState<string | null>(null);
  const [k, setK] = useState<number | null>(10);
  const [asked, setAsked] = useState<{ k: number | null; query: string | null }>({ k, query });
  const columns = (shown.data?.version.columns ?? [])
    .map(({ name }) => name)
    .filter((name) => name !== run.target);
  return (
    <section aria-label="Ranking" className={styles.stack}>
      <div>
        <h3 className={styles.title}>Ranking</h3>
        <p className={styles.lead}>
          Whether the rows that matter come first, as in a search or a worklist. A column that names
          the query, day or customer makes one list of each.
        </p>
      </div>
      <form
        className={styles.fields}
        aria-label="Rank the rows"
        onSubmit={(event) => {
          event.preventDefault();
          setAsked({ k, query });
          void job.start({
            run: run.id,
            ...(query === null ? {} : { query }),
            ...(k === null ? {} : { k }),
          });
        }}
      >
        <Select
          label="Query column"
          placeholder="One list of all rows"
          w={220}
          searchable
          clearable
          data={columns}
          value={query}
          onChange={setQuery}
        />
        <NumberInput
          label="Best k"
          placeholder="All"
          w={90}
          min={1}
          allowDecimal={false}
          value={k ?? ''}
          onChange={(value) => setK(typeof value === 'number' && value >= 1 ? value : null)}
        />
        <Button type="submit" variant={output ? 'default' : 'filled'} disabled={running}>
          Rank the rows
        </Button>
      </form>
      {running && <JobProgress job={job.job} onCancel={job.cancel} />}
      {error && <FailureNotice failure={error} />}
      {output && <Result ranking={output} {...asked} />}
    </section>
  );
}
