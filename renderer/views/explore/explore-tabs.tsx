import { Tabs } from '@mantine/core';
import { Fragment, type ReactNode } from 'react';
import type { Profile } from '../../../core/contract/eda.ts';
import { useQuery } from '../../client/use-query.ts';
import { ColumnsTab } from './columns-tab.tsx';
import { CompareTab } from './compare-tab.tsx';
import { CorrelationsTab } from './correlations-tab.tsx';
import { type ExploreTab, exploreTabs, useExploreTab } from './explore-state.ts';
import styles from './explore-view.module.css';
import { JobPanel } from './job-panel.tsx';
import { MissingTab } from './missing-tab.tsx';
import { OutliersTab } from './outliers-tab.tsx';
import { OverviewTab } from './overview-tab.tsx';
import { RelationsTab } from './relations-tab.tsx';
import { type Scope, scopeInput } from './scope.ts';
import { SeriesTab } from './series-tab.tsx';
import { TargetTab } from './target-tab.tsx';
import { useAutoJob } from './use-auto-job.ts';

/** The parts of Explore, each under its own address. */
export function ExploreTabs({ scope }: { readonly scope: Scope }) {
  const [tab, show] = useExploreTab();
  return (
    <Tabs
      value={tab}
      onChange={(next) => {
        const known = exploreTabs.find((each) => each.id === next);
        if (known) show(known.id);
      }}
      classNames={{ root: styles.tabs ?? '', list: styles.list ?? '', panel: styles.panel ?? '' }}
    >
      <Tabs.List aria-label="Parts of Explore">
        {exploreTabs.map(({ id, title, group }, i) => (
          <Fragment key={id}>
            {i > 0 && exploreTabs[i - 1]!.group !== group && (
              <span className={styles.divider} aria-hidden="true" />
            )}
            <Tabs.Tab value={id} className={styles.tab ?? ''}>
              {title}
            </Tabs.Tab>
          </Fragment>
        ))}
      </Tabs.List>
      {exploreTabs.map(({ id }) => (
        <Tabs.Panel key={id} value={id} tabIndex={0}>
          <TabContent tab={id} scope={scope} />
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function TabContent({ tab, scope }: { readonly tab: ExploreTab; readonly scope: Scope }) {
  switch (tab) {
    case 'overview':
      return <OfProfile scope={scope}>{(profile) => <OverviewTab profile={profile} />}</OfProfile>;
    case 'columns':
      return <OfProfile scope={scope}>{(profile) => <ColumnsTab profile={profile} />}</OfProfile>;
    case 'missing':
      return <OfProfile scope={scope}>{(profile) => <MissingTab profile={profile} />}</OfProfile>;
    case 'correlations':
      return <CorrelationsTab scope={scope} />;
    case 'outliers':
      return <OutliersTab scope={scope} />;
    case 'relations':
      return <RelationsTab scope={scope} />;
    case 'target':
      return <TargetTab scope={scope} />;
    case 'time':
      return <SeriesTab scope={scope} />;
    case 'compare':
      return <CompareTab scope={scope} />;
    default:
      return tab satisfies never;
  }
}

function OfProfile(props: {
  readonly scope: Scope;
  readonly children: (profile: Profile) => ReactNode;
}) {
  // Alerts depend on the thresholds of the workspace: other ones ask for another profile.
  const settings = useQuery('workspace.settings', {});
  const job = useAutoJob(
    'eda.profile',
    settings.loading ? null : scopeInput(props.scope),
    JSON.stringify(settings.data?.alerts ?? null),
  );
  return <JobPanel job={job}>{props.children}</JobPanel>;
}
