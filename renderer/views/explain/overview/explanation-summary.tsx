import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Download } from 'lucide-react';
import { useEffect } from 'react';
import { firstLookRows, type Explanation } from '../../../../core/contract/explainability.ts';
import { download } from '../../../client/files.ts';
import { useJob } from '../../../client/use-job.ts';
import { useQuery } from '../../../client/use-query.ts';
import { formatCount, formatInteger } from '../../../components/format.ts';
import { JobProgress } from '../../../components/job-progress.tsx';
import { WarningList } from '../../../components/warning-list.tsx';
import { repeatInput } from '../setup/repeat-input.ts';
import { describeExplanation } from '../shap-words.ts';
import type { Explaining } from '../setup/use-explaining.ts';
import styles from '../explain.module.css';

function SaveValues({ explanation, onSave }: { explanation: Explanation; onSave: () => void }) {
  const job = useJob('explainability.shap', 'explain-csv');
  const { data: workspace } = useQuery('workspace.info', {});
  const save = async (): Promise<void> => {
    if (!workspace) return;
    onSave();
    const out = `${workspace.path}/exports`;
    const saved = await job.start({ ...repeatInput(explanation), out });
    if (saved?.out) download(saved.out);
  };
  useEffect(() => {
    if (!job.error) return;
    notifications.show({
      color: 'red',
      title: 'The values could not be saved',
      message: job.error.message,
    });
  }, [job.error]);
  if (job.running)
    return (
      <div className={styles.running}>
        <JobProgress job={job.job} onCancel={job.cancel} />
      </div>
    );
  return (
    <Button
      variant="default"
      leftSection={<Download size={15} aria-hidden />}
      disabled={!workspace}
      title={`${formatCount(explanation.rows, 'row')}, one column a feature`}
      onClick={() => void save()}
    >
      Save values as CSV
    </Button>
  );
}

/** Where values stand that are explained twice: a sample first, then all. */
function lookText(explanation: Explanation, { first, exact, rootOf }: Explaining): string | null {
  const { id, versionRows = 0, asked } = explanation;
  if (exact.running && id === first.output?.id)
    return `A first look; exact values of all ${formatInteger(versionRows)} rows are being computed`;
  if (asked?.sample === firstLookRows) return 'A sample; values of all rows were not computed';
  return rootOf(id) === id
    ? null
    : 'Exact values of all rows have taken the place of the first look';
}

/** Which model, on what, made how; the values as a file. */
export function ExplanationSummary(props: {
  title: string;
  explanation: Explanation;
  versionName: (versionId: string) => string;
  explaining: Explaining;
  /** The values are about to be made once more, as a newer explanation. */
  onSave: () => void;
}) {
  const { title, explanation, versionName, explaining, onSave } = props;
  const look = lookText(explanation, explaining);
  const { warnings = [] } = explanation;
  const samples = warnings.filter(({ kind }) => kind === 'sample');
  const running = [explaining.first, explaining.exact].find((job) => job.running);
  return (
    <div className={styles.summary}>
      <div className={styles.about}>
        <h2 className={styles.title}>{title}</h2>
        <p className={styles.made} data-testid="explanation-made">
          {describeExplanation(explanation, versionName)}
        </p>
        {look !== null && (
          <p className={styles.made} role="status">
            {look}
          </p>
        )}
        {samples.map(({ message }) => (
          <p key={message} className={styles.made}>
            {message}
          </p>
        ))}
        <WarningList warnings={warnings.filter((warning) => !samples.includes(warning))} />
      </div>
      {running ? (
        <div className={styles.running}>
          <JobProgress job={running.job} onCancel={running.cancel} />
        </div>
      ) : (
        <SaveValues explanation={explanation} onSave={onSave} />
      )}
    </div>
  );
}
