import { Button, Select } from '@mantine/core';
import { Play, Save, Square } from 'lucide-react';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { OutputOf } from '../../../../core/contract/contract.ts';
import { isMac, shortcutLabel } from '../../../app/shortcuts.ts';
import { useJob } from '../../../client/use-job.ts';
import { useQuery } from '../../../client/use-query.ts';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { formatCount, formatDuration, formatInteger } from '../../../components/format.ts';
import { JobProgress } from '../../../components/job-progress.tsx';
import { useDelayed } from '../../../components/use-delayed.ts';
import { useSelectedVersion } from '../../../components/use-versions.ts';
import { WarningNotice } from '../../../components/warning-notice.tsx';
import { errorPosition, lineAndColumn, queryFailure } from './error-position.ts';
import { QueryHistory } from './query-history.tsx';
import { ResultGrid } from './result-grid.tsx';
import { SaveResultDialog } from './save-result-dialog.tsx';
import styles from './sql-console.module.css';
import { SqlEditor } from './sql-editor.tsx';
import { sqlName, useSqlSession } from './sql-session.ts';
import { SqlTables } from './sql-tables.tsx';

const noTables: OutputOf<'data.sqlTables'>['tables'] = [];
const limits = [100, 1000, 10_000];

/** Read-only queries over all versions: write, run, look, keep. */
export function SqlConsole() {
  const { version } = useSelectedVersion();
  const { data, error } = useQuery('data.sqlTables', {});
  const tables = data?.tables ?? noTables;
  const session = useSqlSession();
  const text = session.text ?? `select *\nfrom ${sqlName(version?.datasetName ?? 'dataset')}\n`;
  const [limit, setLimit] = useState(1000);
  const [saving, setSaving] = useState(false);
  const job = useJob('data.sql', 'console');
  const [asked, setAsked] = useState<{ readonly sql: string; readonly offset: number } | null>(
    null,
  );
  const insert = useRef<(text: string) => void>(() => {});
  const runButton = useRef<HTMLButtonElement>(null);

  const run = async (sql: string, offset = 0): Promise<void> => {
    if (sql.trim() === '' || job.running) return;
    setAsked({ sql, offset });
    const at = Date.now();
    const output = await job.start({ sql, limit });
    session.remember({
      sql,
      at,
      rows: output?.rows.length ?? null,
      durationMs: output?.durationMs ?? null,
    });
  };
  const place = useMemo(() => {
    if (!job.error || !asked) return null;
    const found = errorPosition(asked.sql, job.error);
    return found && { from: found.from + asked.offset, to: found.to + asked.offset };
  }, [job.error, asked]);
  const stopped = !job.running && !job.error && !job.output && job.job !== null;
  const onReady = useCallback((write: (text: string) => void) => {
    insert.current = write;
  }, []);

  return (
    <div className={styles.console}>
      <SqlTables tables={tables} onInsert={(name) => insert.current(name)} />
      <div className={styles.main}>
        <SqlEditor
          value={text}
          tables={tables}
          error={place}
          onChange={session.write}
          onRun={(sql, offset) => void run(sql, offset)}
          onLeave={() => runButton.current?.focus()}
          onReady={onReady}
        />
        <div className={styles.toolbar}>
          {job.running ? (
            <Button
              ref={runButton}
              variant="light"
              color="red"
              leftSection={<Square size={13} aria-hidden="true" />}
              onClick={job.cancel}
            >
              Stop
            </Button>
          ) : (
            <Button
              ref={runButton}
              leftSection={<Play size={14} aria-hidden="true" />}
              rightSection={<kbd className={styles.keys}>{shortcutLabel('mod+Enter', isMac)}</kbd>}
              disabled={text.trim() === ''}
              onClick={() => void run(text)}
            >
              Run
            </Button>
          )}
          <Select
            aria-label="Rows to show"
            w={140}
            allowDeselect={false}
            data={limits.map((most) => ({
              value: String(most),
              label: `${formatInteger(most)} rows`,
            }))}
            value={String(limit)}
            onChange={(value) => setLimit(Number(value))}
          />
          <QueryHistory />
          <span className={styles.state} role="status" aria-label="Result of the query">
            {job.output && !job.running && <ResultWords output={job.output} />}
          </span>
          <Button
            variant="default"
            leftSection={<Save size={14} aria-hidden="true" />}
            disabled={!job.output}
            onClick={() => setSaving(true)}
          >
            Save as dataset…
          </Button>
        </div>
        {error && <FailureNotice failure={error} />}
        {job.running && <Running job={job} />}
        {job.error && (
          <div className={styles.notice}>
            <FailureNotice failure={queryFailure(job.error)} />
            {place && <p className="assay-muted">{where(text, place.from)}</p>}
          </div>
        )}
        {stopped && (
          <div className={styles.notice}>
            <WarningNotice>{job.job?.error?.message ?? 'The query was stopped.'}</WarningNotice>
          </div>
        )}
        {job.output && !job.running && <ResultGrid key={job.job?.id} result={job.output} />}
        {!job.output && !job.running && !job.error && !stopped && (
          <p className={styles.hint}>
            {shortcutLabel('mod+Enter', isMac)} runs the query, or what is selected of it. Escape
            leaves the editor.
          </p>
        )}
      </div>
      {saving && asked && <SaveResultDialog sql={asked.sql} onClose={() => setSaving(false)} />}
    </div>
  );
}

function where(text: string, at: number): string {
  const { line, column } = lineAndColumn(text, at);
  return `Line ${line}, column ${column} of the editor`;
}

function ResultWords({ output }: { readonly output: OutputOf<'data.sql'> }) {
  const { rows, truncated, durationMs } = output;
  return truncated ? (
    <>
      The first {formatCount(rows.length, 'row')} in {formatDuration(durationMs)}; more exist
    </>
  ) : (
    <>
      {formatCount(rows.length, 'row')} in {formatDuration(durationMs)}
    </>
  );
}

function Running({ job }: { readonly job: ReturnType<typeof useJob<'data.sql'>> }) {
  const late = useDelayed(true);
  return <div className={styles.notice}>{late && <JobProgress job={job.job} immediate />}</div>;
}
