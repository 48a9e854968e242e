import { Button } from '@mantine/core';
import { ChartColumnBig, FileDown } from 'lucide-react';
import type { Version } from '../../../core/contract/data.ts';
import { useQuery } from '../../client/use-query.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { formatInteger } from '../../components/format.ts';
import { Page } from '../../components/page.tsx';
import { useSelectedVersion } from '../../components/use-versions.ts';
import { VersionSelect } from '../../components/version-select.tsx';
import { chooseFiles } from '../../stores/import-queue.ts';
import { useExploreState } from './explore-state.ts';
import { ExploreTabs } from './explore-tabs.tsx';
import { ProfileReport } from './profile-report.tsx';
import { suits } from './scope.ts';
import { SegmentMenu } from './segment-menu.tsx';

/** What a first look at a version should tell, and the questions that follow from it. */
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
  return <VersionExplorer version={version} onVersion={select} />;
}

function VersionExplorer({
  version,
  onVersion,
}: {
  readonly version: Version;
  readonly onVersion: (id: string) => void;
}) {
  const chosen = useExploreState((state) => state.segment);
  const { data, loading } = useQuery('eda.segments', { version: version.id });
  const segments = (data?.segments ?? []).filter((segment) => suits(segment, version));
  const segment = segments.find((each) => each.id === chosen) ?? null;
  const rows = segment
    ? `${formatInteger(segment.rows)} of ${formatInteger(version.rows)} rows in ${segment.name}`
    : `${formatInteger(version.rows)} rows`;
  return (
    <Page
      title="Explore"
      subtitle={`${version.datasetName}@${version.number} · ${rows} × ${formatInteger(version.columns.length)} columns`}
      actions={
        <>
          <SegmentMenu version={version} segments={segments} segment={segment} />
          <VersionSelect
            value={version.id}
            onChange={onVersion}
            label="Version to explore"
            labelHidden
          />
          <ProfileReport version={version} />
        </>
      }
      fill
    >
      {/* Before the segments are known, a chosen one would be taken for none. */}
      {!(loading && chosen !== null) && (
        <ExploreTabs key={`${version.id} ${segment?.id ?? ''}`} scope={{ version, segment }} />
      )}
    </Page>
  );
}
