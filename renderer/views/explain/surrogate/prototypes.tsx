import { formatInteger } from '../../../components/format.ts';
import { Section } from '../../../components/section.tsx';
import { JobPanel } from '../../explore/job-panel.tsx';
import { useAutoJob } from '../../explore/use-auto-job.ts';
import { TrainingRowTable } from '../rows/training-row-table.tsx';
import { useOpenWhatIf } from '../what-if/use-open-what-if.ts';
import styles from '../rows/other-ways.module.css';

/** Training rows that stand for all of them. */
export function Prototypes(props: { modelId: string; target: string }) {
  const { modelId, target } = props;
  const job = useAutoJob('explainability.similar', { model: modelId, method: 'prototypes' });
  const openWhatIf = useOpenWhatIf(modelId);
  return (
    <Section title="Typical training rows" description="A few that together resemble all">
      <div className={styles.way}>
        <JobPanel job={job}>
          {(found) => (
            <>
              <TrainingRowTable
                label="Prototypes"
                found={found}
                columns={Object.keys(found.rows[0]?.values ?? {})}
                target={target}
                onCompare={(row) => openWhatIf({ versionId: found.versionId, row })}
              />
              <p className={styles.quiet}>
                {found.method}, of {formatInteger(found.rowsOfTraining)} training rows.
              </p>
            </>
          )}
        </JobPanel>
      </div>
    </Section>
  );
}
