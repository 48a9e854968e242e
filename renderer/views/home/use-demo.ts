import { useLocation } from 'wouter';
import { useJob } from '../../client/use-job.ts';
import { useSelection } from '../../stores/selection.ts';

/** Runs the whole journey on the bundled sample, then leads to the run it made. */
export function useDemo() {
  const job = useJob('demo.run', 'home');
  const [, go] = useLocation();
  const open = async (): Promise<void> => {
    const made = await job.start({});
    if (!made) return;
    const { selectVersion, selectRun, selectModel } = useSelection.getState();
    selectVersion(made.dataset.versionId);
    selectRun(made.run.id);
    selectModel(`${made.modelVersion.name}@${made.modelVersion.number}`);
    // Whoever went elsewhere meanwhile is led by the toast instead.
    if (location.hash === '' || location.hash === '#/') go('/train/runs');
  };
  return { job, open };
}
