import { Button } from '@mantine/core';
import { Download, Pencil, Play } from 'lucide-react';
import type { Checkpoint } from '../../../core/contract/validation.ts';
import { baseName, download } from '../../client/files.ts';
import { useJob } from '../../client/use-job.ts';
import { useQuery } from '../../client/use-query.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { JobProgress } from '../../components/job-progress.tsx';
import { Section } from '../../components/section.tsx';
import { ToneBadge } from '../../components/tone-badge.tsx';
import { useSelection } from '../../stores/selection.ts';
import { notifyTitles } from './checkpoint-draft.ts';
import styles from './checkpoints-tab.module.css';
import { scoreText } from './quality-words.ts';
import { verdictText } from './result-words.ts';
import { useValidateTab } from './validate-state.ts';

const actionTitles = { write_html: 'Report', write_json: 'JSON' } as const;

/** A checkpoint with what it checks, what it writes, and its last run in this window. */
export function CheckpointCard(props: {
  readonly checkpoint: Checkpoint;
  readonly onEdit: () => void;
}) {
  const { checkpoint } = props;
  const job = useJob('validation.runCheckpoint', checkpoint.name);
  const results = job.output?.results ?? [];
  return (
    <Section
      title={checkpoint.name}
      actions={
        <>
          <Button
            variant="subtle"
            leftSection={<Pencil size={13} aria-hidden="true" />}
            aria-label={`Edit ${checkpoint.name}`}
            onClick={props.onEdit}
          >
            Edit
          </Button>
          <Button
            leftSection={<Play size={14} aria-hidden="true" />}
            aria-label={`Run ${checkpoint.name}`}
            loading={job.running}
            onClick={() => void job.start({ name: checkpoint.name })}
          >
            Run
          </Button>
        </>
      }
    >
      <ul className={styles.checks}>
        {checkpoint.validations.map(({ version, suite }, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- the same check may be there twice
          <li key={`${at} ${version} ${suite}`}>
            <Check version={version} suite={suite} result={results[at]} />
          </li>
        ))}
      </ul>
      <p className={styles.writes}>
        {checkpoint.actions.length === 0
          ? 'Writes no file.'
          : checkpoint.actions
              .map(
                ({ type, path, notifyOn }) =>
                  `${actionTitles[type]} to ${baseName(path)} ${notifyTitles[notifyOn]}`,
              )
              .join(' · ')}
      </p>
      {job.running && <JobProgress job={job.job} onCancel={job.cancel} />}
      {job.error && <FailureNotice failure={job.error} onClose={job.reset} />}
      <Written paths={job.output?.written ?? []} />
    </Section>
  );
}

/** The dataset behind a reference: an id is nothing a person could read. */
function useVersionTitle(ref: string): string {
  const { data } = useQuery('data.list', {});
  const dataset = data?.datasets.find(({ id, name }) => id === ref || name === ref);
  return dataset ? `${dataset.name}, latest version` : ref;
}

function Check(props: {
  readonly version: string;
  readonly suite: string;
  readonly result: React.ComponentProps<typeof ResultLink>['result'] | undefined;
}) {
  const title = useVersionTitle(props.version);
  return (
    <div className={styles.check}>
      <span className={styles.checkText}>
        <strong>{title}</strong> against {props.suite}
      </span>
      {props.result && <ResultLink result={props.result} />}
    </div>
  );
}

function ResultLink({ result }: { readonly result: Parameters<typeof verdictText>[0] }) {
  const [, show] = useValidateTab();
  const select = useSelection((state) => state.selectVersion);
  return (
    <>
      <ToneBadge tone={result.success ? 'good' : 'bad'}>{verdictText(result)}</ToneBadge>
      <span className="assay-muted">quality {scoreText(result.qualityScore)}</span>
      <Button
        variant="subtle"
        size="compact-xs"
        onClick={() => {
          select(result.version.id);
          show('results', { result: result.id });
        }}
      >
        Show
      </Button>
    </>
  );
}

function Written({ paths }: { readonly paths: readonly string[] }) {
  const { data: workspace } = useQuery('workspace.info', {});
  if (paths.length === 0) return null;
  // Only the exports folder is within reach of the window.
  const reachable = (path: string): boolean =>
    workspace !== undefined &&
    path.replaceAll('\\', '/').startsWith(`${workspace.path.replaceAll('\\', '/')}/exports/`);
  return (
    <div className={styles.written}>
      {paths.map((path) =>
        reachable(path) ? (
          <Button
            key={path}
            variant="default"
            size="compact-xs"
            leftSection={<Download size={13} aria-hidden="true" />}
            onClick={() => download(path)}
          >
            {baseName(path)}
          </Button>
        ) : (
          <code key={path}>{path}</code>
        ),
      )}
    </div>
  );
}
