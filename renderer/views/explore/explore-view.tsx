import { Button, Tabs } from '@mantine/core';
import { ChartColumnBig, FileDown } from 'lucide-react';
import type { Profile } from '../../../core/contract/eda.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { formatInteger } from '../../components/format.ts';
import { JobProgress } from '../../components/job-progress.tsx';
import { Page } from '../../components/page.tsx';
import { useSelectedVersion } from '../../components/use-versions.ts';
import { VersionSelect } from '../../components/version-select.tsx';
import { chooseFiles } from '../../stores/import-queue.ts';
import { ColumnsTab } from './columns-tab.tsx';
import { CorrelationsTab } from './correlations-tab.tsx';
import { exploreTabs, useExploreState } from './explore-state.ts';
import styles from './explore-view.module.css';
import { MissingTab } from './missing-tab.tsx';
import { OverviewTab } from './overview-tab.tsx';
import { useProfile } from './use-profile.ts';

/** What a first look at a version should tell. */
export function ExploreView() {
  const { version, loading, select } = useSelectedVersion();
  if (!version)
    return (
      <Page title="Explore" fill>
        {!loading && (
          <EmptyState
            icon={<ChartColumnBig size={22} />}
            title="Nothing to explore yet"
            description="Import a file first. Its profile then shows every column with its distribution, gaps, outliers and correlations."
            action={
              <Button leftSection={<FileDown size={15} aria-hidden="true" />} onClick={chooseFiles}>
                Import files
              </Button>
            }
          />
        )}
      </Page>
    );
  return (
    <Page
      title="Explore"
      subtitle={`${version.datasetName}@${version.number} · ${formatInteger(version.rows)} rows × ${formatInteger(version.columns.length)} columns`}
      actions={
        <VersionSelect
          value={version.id}
          onChange={select}
          label="Version to explore"
          labelHidden
        />
      }
      fill
    >
      <VersionProfile key={version.id} versionId={version.id} />
    </Page>
  );
}

function VersionProfile({ versionId }: { readonly versionId: string }) {
  const job = useProfile(versionId);
  if (job.output) return <ProfileTabs profile={job.output} />;
  return (
    <div className={styles.waiting}>
      {job.running && <JobProgress job={job.job} onCancel={job.cancel} />}
      {job.error && <FailureNotice failure={job.error} />}
      {!job.running && (job.error || job.job) && (
        <Button variant="default" onClick={() => void job.start({ version: versionId })}>
          Profile again
        </Button>
      )}
    </div>
  );
}

function ProfileTabs({ profile }: { readonly profile: Profile }) {
  const { tab, showTab } = useExploreState();
  return (
    <Tabs
      value={tab}
      onChange={(next) => {
        const known = exploreTabs.find((each) => each === next);
        if (known) showTab(known);
      }}
      classNames={{ root: styles.tabs ?? '', list: styles.list ?? '', panel: styles.panel ?? '' }}
    >
      <Tabs.List aria-label="Parts of the profile">
        <Tabs.Tab value="overview">Overview</Tabs.Tab>
        <Tabs.Tab value="columns">Columns</Tabs.Tab>
        <Tabs.Tab value="correlations">Correlations</Tabs.Tab>
        <Tabs.Tab value="missing">Missing values</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="overview">
        <OverviewTab profile={profile} />
      </Tabs.Panel>
      <Tabs.Panel value="columns">
        <ColumnsTab profile={profile} />
      </Tabs.Panel>
      <Tabs.Panel value="correlations">
        <CorrelationsTab profile={profile} />
      </Tabs.Panel>
      <Tabs.Panel value="missing">
        <MissingTab profile={profile} />
      </Tabs.Panel>
    </Tabs>
  );
}
