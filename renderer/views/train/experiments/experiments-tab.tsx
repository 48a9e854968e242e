import { FlaskConical } from 'lucide-react';
import { useCallback } from 'react';
import type { Version } from '../../../../core/contract/data.ts';
import { useJob } from '../../../client/use-job.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { JobProgress } from '../../../components/job-progress.tsx';
import { Section } from '../../../components/section.tsx';
import { ExperimentForm } from './experiment-form.tsx';
import type { ExperimentRequest } from './experiment-input.ts';
import { AblationResult, CurveResult, SensitivityResult } from './experiment-results.tsx';
import { useExperimentKind, type ExperimentKind } from '../train-state.ts';
import form from '../../../components/side-form.module.css';
import styles from '../train.module.css';

const invitations: Readonly<Record<ExperimentKind, { title: string; description: string }>> = {
  learning: {
    title: 'Would more rows help?',
    description:
      'The algorithm is fitted on ever more of the training rows. Where the validation curve still rises, more data is worth its price; where it is flat, other columns or another algorithm are.',
  },
  validation: {
    title: 'Too simple, or too free?',
    description:
      'One parameter is varied. Where training and validation scores part, the model learns by heart; where both are poor, it cannot bend enough.',
  },
  ablation: {
    title: 'What is each part worth?',
    description:
      'Each group of columns and each step of the preparation is left out in turn. What costs nothing to leave out need not be collected.',
  },
  sensitivity: {
    title: 'Which parameters matter?',
    description:
      'Each parameter is moved over its usual range while the others stay. Those that move the score are worth tuning; the others are not.',
  },
};

/** The jobs of the experiments, each with its last result. */
function useExperiments() {
  const learning = useJob('tuning.curve', 'train-learning');
  const validation = useJob('tuning.curve', 'train-validation');
  const ablation = useJob('tuning.ablation', 'train-ablation');
  const sensitivity = useJob('tuning.sensitivity', 'train-sensitivity');
  return { learning, validation, ablation, sensitivity };
}

type Experiments = ReturnType<typeof useExperiments>;

/** Starts the job a request is for; stays the same between two events of progress. */
function useStart(jobs: Experiments): (request: ExperimentRequest) => void {
  const learning = jobs.learning.start;
  const validation = jobs.validation.start;
  const ablation = jobs.ablation.start;
  const sensitivity = jobs.sensitivity.start;
  return useCallback(
    (request: ExperimentRequest) => {
      switch (request.name) {
        case 'tuning.curve':
          void (request.input.kind === 'validation' ? validation : learning)(request.input);
          break;
        case 'tuning.ablation':
          void ablation(request.input);
          break;
        case 'tuning.sensitivity':
          void sensitivity(request.input);
          break;
        default:
          request satisfies never;
      }
    },
    [learning, validation, ablation, sensitivity],
  );
}

function Result({ jobs, kind }: { jobs: Experiments; kind: ExperimentKind }) {
  if ((kind === 'learning' || kind === 'validation') && jobs[kind].output)
    return <CurveResult curve={jobs[kind].output} />;
  if (kind === 'ablation' && jobs.ablation.output)
    return <AblationResult ablation={jobs.ablation.output} />;
  if (kind === 'sensitivity' && jobs.sensitivity.output)
    return <SensitivityResult sensitivity={jobs.sensitivity.output} />;
  return <EmptyState icon={<FlaskConical size={22} />} {...invitations[kind]} />;
}

/** Questions about one algorithm on the data: curves, ablation, sensitivity. */
export function ExperimentsTab({
  version,
  onVersion,
}: {
  version: Version;
  onVersion: (id: string) => void;
}) {
  const [kind, setKind] = useExperimentKind();
  const jobs = useExperiments();
  const start = useStart(jobs);
  const job = jobs[kind];
  return (
    <div className={form.split}>
      <ExperimentForm
        version={version}
        onVersion={onVersion}
        kind={kind}
        onKind={setKind}
        running={job.running}
        onStart={start}
      />
      <div className={form.result} aria-live="polite">
        <div className={styles.stack}>
          {job.running && (
            <Section title="Validating">
              <JobProgress job={job.job} onCancel={job.cancel} />
            </Section>
          )}
          {!job.running && job.error && <FailureNotice failure={job.error} onClose={job.reset} />}
          {!job.running && !job.error && <Result jobs={jobs} kind={kind} />}
        </div>
      </div>
    </div>
  );
}
