import { useCallback } from 'react';
import type { InputOf, OutputOf } from '../../../../core/contract/contract.ts';
import { useJob } from '../../../client/use-job.ts';
import { useSelection } from '../../../stores/selection.ts';
import { useTrainTab } from '../train-state.ts';

type Shown = Pick<OutputOf<'tracking.show'>, 'run' | 'input'>;

/** The input of a run as it was, on the version it was trained on, with a change. */
export function againInput(
  { run, input }: Shown,
  change: Partial<InputOf<'models.train'>>,
): InputOf<'models.train'> {
  const chosen = input['algorithm'] !== 'auto' && typeof input['params'] === 'object';
  return {
    ...input,
    version: run.versionId,
    target: run.target,
    algorithm: run.algorithm,
    params: chosen ? (input['params'] as Record<string, unknown>) : {},
    ...change,
  };
}

/** Trains a run again with a change, in the view of new runs; null while a training goes on. */
export function useTrainAgain():
  | ((shown: Shown, change: Partial<InputOf<'models.train'>>) => void)
  | null {
  const { start, running } = useJob('models.train', 'train-view');
  const [, show] = useTrainTab();
  const selectRun = useSelection((state) => state.selectRun);
  const again = useCallback(
    (shown: Shown, change: Partial<InputOf<'models.train'>>) => {
      show('new');
      void start(againInput(shown, change)).then((output) => output && selectRun(output.run.id));
    },
    [show, start, selectRun],
  );
  return running ? null : again;
}
