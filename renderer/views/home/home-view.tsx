import { useRef } from 'react';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Page } from '../../components/page.tsx';
import { useQuery } from '../../client/use-query.ts';
import { Overview } from './overview.tsx';
import { useDemo } from './use-demo.ts';
import { Welcome } from './welcome.tsx';

/** Where a person starts: a welcome for an empty workspace, else the state of the work. */
export function HomeView() {
  const { data: workspace, error } = useQuery('workspace.info', {});
  const { job } = useDemo();
  const welcomed = useRef(false);
  if (error)
    return (
      <Page title="Home">
        <FailureNotice failure={error} />
      </Page>
    );
  if (!workspace) return null;
  // The sample fills the workspace step by step: its progress stays where it was started.
  const empty = workspace.counts.datasets === 0 || (welcomed.current && job.running);
  welcomed.current = empty;
  return (
    <Page
      title={empty ? 'Welcome to Assay' : workspace.name}
      subtitle={
        empty ? 'From a raw file to a model you can trust, on this machine alone' : workspace.path
      }
    >
      {empty ? <Welcome /> : <Overview />}
    </Page>
  );
}
