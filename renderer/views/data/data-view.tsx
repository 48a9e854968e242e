import { Button, Tabs } from '@mantine/core';
import { Database, PanelRight } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useLocation } from 'wouter';
import type { Version } from '../../../core/contract/data.ts';
import { useQuery } from '../../client/use-query.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { formatBytes, formatInteger } from '../../components/format.ts';
import { Page } from '../../components/page.tsx';
import { useSelectedVersion } from '../../components/use-versions.ts';
import { BinButton } from './bin-button.tsx';
import styles from './data-view.module.css';
import { DatasetList } from './dataset-list.tsx';
import { DatasetMenu } from './dataset-menu.tsx';
import { ExportMenu } from './export-menu.tsx';
import { ImportButton } from './import/import-button.tsx';
import { VersionDetails } from './versions/version-details.tsx';
import { VersionRows } from './version-rows.tsx';
import { VersionsTab } from './versions/versions-tab.tsx';

const dataTabs = ['rows', 'versions', 'sql'] as const;
type DataTab = (typeof dataTabs)[number];

// The editor is a chunk of its own: most who look at rows never write a query.
const SqlConsole = lazy(async () => ({
  default: (await import('./sql/sql-console.tsx')).SqlConsole,
}));

/** All datasets: the rows of the selected version, its history, and queries over all of them. */
export function DataView() {
  const { version, loading, select } = useSelectedVersion();
  const list = useQuery('data.list', {});
  const [location, go] = useLocation();
  const tab = dataTabs.find((each) => location.startsWith(`/data/${each}`)) ?? 'rows';
  if (list.error)
    return (
      <Page title="Data">
        <FailureNotice failure={list.error} />
      </Page>
    );
  if (!version)
    return (
      <Page title="Data" fill>
        {!loading && (
          <EmptyState
            icon={<Database size={22} />}
            title="No dataset yet"
            description="Drop files or a folder anywhere on this window, paste cells, or choose files: delimited text, Excel, JSON, Parquet, Arrow, SQLite, DuckDB. What Assay guesses about a file can be changed before it is imported."
            action={
              <>
                <ImportButton />
                <BinButton label="Bin" hideWhenEmpty />
              </>
            }
          />
        )}
      </Page>
    );
  return (
    <VersionPage
      version={version}
      tab={tab}
      onTab={(next) => go(next === 'rows' ? '/data' : `/data/${next}`)}
      onSelect={select}
    />
  );
}

function VersionPage(props: {
  readonly version: Version;
  readonly tab: DataTab;
  readonly onTab: (tab: DataTab) => void;
  readonly onSelect: (versionId: string) => void;
}) {
  const { version, tab, onTab, onSelect } = props;
  const [details, setDetails] = useState(false);
  const sql = tab === 'sql';
  return (
    <Page
      title={sql ? 'SQL' : version.datasetName}
      subtitle={
        sql
          ? 'Queries over every version of every dataset; they only read'
          : `Version ${version.number} · ${version.layer} · ${formatInteger(version.rows)} rows × ${formatInteger(version.columns.length)} columns · ${formatBytes(version.bytes)}`
      }
      fill
      actions={
        <>
          {tab === 'rows' && (
            <Button
              variant={details ? 'light' : 'default'}
              leftSection={<PanelRight size={15} aria-hidden="true" />}
              aria-pressed={details}
              onClick={() => setDetails(!details)}
            >
              Details
            </Button>
          )}
          {!sql && <ExportMenu version={version} />}
          {!sql && <DatasetMenu version={version} />}
          <ImportButton />
        </>
      }
      {...(details && tab === 'rows' ? { inspector: <VersionDetails version={version} /> } : {})}
    >
      <Tabs
        value={tab}
        onChange={(next) => {
          const known = dataTabs.find((each) => each === next);
          if (known) onTab(known);
        }}
        classNames={{
          root: styles.tabs ?? '',
          list: styles.list ?? '',
          panel: styles.panel ?? '',
        }}
      >
        <Tabs.List aria-label="Parts of the data">
          <Tabs.Tab value="rows">Rows</Tabs.Tab>
          <Tabs.Tab value="versions">Versions</Tabs.Tab>
          <Tabs.Tab value="sql">SQL</Tabs.Tab>
        </Tabs.List>
        <div className={styles.split}>
          {!sql && <DatasetList selected={version} onSelect={onSelect} />}
          <Tabs.Panel value="rows">
            <VersionRows key={version.id} version={version} />
          </Tabs.Panel>
          <Tabs.Panel value="versions">
            <VersionsTab key={version.datasetId} version={version} onSelect={onSelect} />
          </Tabs.Panel>
          <Tabs.Panel value="sql">
            <Suspense fallback={null}>
              <SqlConsole />
            </Suspense>
          </Tabs.Panel>
        </div>
      </Tabs>
    </Page>
  );
}
