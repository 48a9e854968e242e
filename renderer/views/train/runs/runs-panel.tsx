import { Button, Select } from '@mantine/core';
import { BrainCircuit, GitCompareArrows } from 'lucide-react';
import { useState } from 'react';
import { useQuery } from '../../../client/use-query.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { Section } from '../../../components/section.tsx';
import { useSelection } from '../../../stores/selection.ts';
import { RunComparison } from './run-comparison.tsx';
import { RunDetail } from './run-detail.tsx';
import { RunTable } from './run-table.tsx';
import styles from '../train.module.css';

/** All runs, and under them one in detail or several compared. */
export function RunsPanel({ onNew }: { onNew: () => void }) {
  const { data, error } = useQuery('tracking.runs', {});
  const { data: tracking } = useQuery('tracking.experiments', {});
  const [experiment, setExperiment] = useState<string | null>(null);
  const [picked, setPicked] = useState<readonly string[]>([]);
  const [comparing, setComparing] = useState(false);
  const { runId, selectRun } = useSelection();
  if (error) return <FailureNotice failure={error} />;
  if (!data) return null;
  if (data.runs.length === 0)
    return (
      <EmptyState
        icon={<BrainCircuit size={22} />}
        title="No runs yet"
        description="Each training leaves a run here, with its data version, parameters, seed and scores."
        action={<Button onClick={onNew}>Train a first model</Button>}
      />
    );
  const runs = data.runs.filter((run) => experiment === null || run.experiment === experiment);
  const known = picked.filter((id) => runs.some((run) => run.id === id));
  const shown =
    runs.find((run) => run.id === runId) ??
    runs.find((run) => run.status === 'finished') ??
    runs[0];
  const compare = comparing && known.length >= 2;
  const several = (tracking?.experiments.length ?? 0) > 1;
  return (
    <div className={styles.stack}>
      <Section
        title={`${runs.length} ${runs.length === 1 ? 'run' : 'runs'}`}
        flush
        actions={
          <>
            {several && (
              <Select
                aria-label="Experiment"
                placeholder="All experiments"
                clearable
                w={180}
                data={(tracking?.experiments ?? []).map((each) => each.name)}
                value={experiment}
                onChange={setExperiment}
              />
            )}
            <Button
              variant={known.length >= 2 ? 'filled' : 'default'}
              leftSection={<GitCompareArrows size={15} aria-hidden />}
              disabled={known.length < 2}
              onClick={() => setComparing(true)}
            >
              {known.length < 2 ? 'Compare: pick two' : `Compare ${known.length}`}
            </Button>
          </>
        }
      >
        <RunTable
          runs={runs}
          shown={compare ? null : (shown?.id ?? null)}
          onShow={(id) => {
            selectRun(id);
            setComparing(false);
          }}
          picked={known}
          onPick={setPicked}
        />
      </Section>
      {compare ? (
        <RunComparison runs={known} />
      ) : (
        shown && <RunDetail key={shown.id} runId={shown.id} />
      )}
    </div>
  );
}
