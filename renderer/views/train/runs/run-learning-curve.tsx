import { Button } from '@mantine/core';
import { ChartSpline } from 'lucide-react';
import { useCallback } from 'react';
import { useLocation } from 'wouter';
import type { OutputOf } from '../../../../core/contract/contract.ts';
import { useQuery } from '../../../client/use-query.ts';
import { useSelection } from '../../../stores/selection.ts';
import { useSearchDrafts } from '../search/search-draft.ts';
import { useTrainDrafts } from '../form/train-draft.ts';
import { useTrainState } from '../train-state.ts';
import styles from '../evaluation/evaluation.module.css';

type Shown = OutputOf<'tracking.show'>;

/** Opens the experiment that draws the learning curve, set as the run was; null until it can. */
function useLearningCurve({ run, input }: Shown): (() => void) | null {
  const [, go] = useLocation();
  const datasetId = useQuery('data.show', { version: run.versionId }).data?.version.datasetId;
  const selectVersion = useSelection((state) => state.selectVersion);
  const changeRun = useTrainDrafts((state) => state.change);
  const changeSearch = useSearchDrafts((state) => state.change);
  const { open, openExperiment } = useTrainState();
  const start = useCallback(() => {
    if (datasetId === undefined) return;
    const { params, exclude } = input;
    const given = input['algorithm'] !== 'auto' && params !== null && typeof params === 'object';
    changeRun(datasetId, {
      target: run.target,
      task: run.task,
      ...(given ? { params: { [run.algorithm]: params as Record<string, unknown> } } : {}),
      ...(Array.isArray(exclude) ? { exclude: exclude as string[] } : {}),
    });
    changeSearch(datasetId, { algorithm: run.algorithm });
    selectVersion(run.versionId);
    open('experiments');
    openExperiment('learning');
    go('/train/experiments/learning');
  }, [datasetId, run, input, changeRun, changeSearch, selectVersion, open, openExperiment, go]);
  return datasetId === undefined ? null : start;
}

/** The way from a run to its learning curve. */
export function RunLearningCurve({ shown }: { shown: Shown }) {
  const draw = useLearningCurve(shown);
  return (
    <section aria-label="Learning curve" className={styles.heading}>
      <div>
        <h3 className={styles.title}>Learning curve</h3>
        <p className={styles.lead}>
          Would more rows help? The algorithm of this run, with its parameters, fitted on ever more
          of the training rows.
        </p>
      </div>
      <Button
        variant="default"
        leftSection={<ChartSpline size={15} aria-hidden />}
        disabled={draw === null}
        onClick={() => draw?.()}
      >
        Set up the learning curve
      </Button>
    </section>
  );
}
