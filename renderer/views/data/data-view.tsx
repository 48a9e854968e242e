import { Button } from '@mantine/core';
import { Database, FileDown, PanelRight } from 'lucide-react';
import { useState } from 'react';
import { useQuery } from '../../client/use-query.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { formatBytes, formatInteger } from '../../components/format.ts';
import { Page } from '../../components/page.tsx';
import { useSelectedVersion } from '../../components/use-versions.ts';
import { chooseFiles } from '../../stores/import-queue.ts';
import styles from './data-view.module.css';
import { DatasetList } from './dataset-list.tsx';
import { ExportMenu } from './export-menu.tsx';
import { VersionDetails } from './version-details.tsx';
import { VersionRows } from './version-rows.tsx';

/** All datasets, and the rows of the selected version. */
export function DataView() {
  const { version, loading, select } = useSelectedVersion();
  const list = useQuery('data.list', {});
  const [details, setDetails] = useState(false);
  const importButton = (
    <Button leftSection={<FileDown size={15} aria-hidden="true" />} onClick={chooseFiles}>
      Import files
    </Button>
  );
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
            description="Drop CSV or other delimited text files anywhere on this window, or choose them. What Assay guesses about a file can be changed before it is imported."
            action={importButton}
          />
        )}
      </Page>
    );
  return (
    <Page
      title={version.datasetName}
      subtitle={`Version ${version.number} · ${version.layer} · ${formatInteger(version.rows)} rows × ${formatInteger(version.columns.length)} columns · ${formatBytes(version.bytes)}`}
      fill
      actions={
        <>
          <Button
            variant={details ? 'light' : 'default'}
            leftSection={<PanelRight size={15} aria-hidden="true" />}
            aria-pressed={details}
            onClick={() => setDetails(!details)}
          >
            Details
          </Button>
          <ExportMenu version={version} />
          {importButton}
        </>
      }
      {...(details ? { inspector: <VersionDetails version={version} onSelect={select} /> } : {})}
    >
      <div className={styles.split}>
        <DatasetList selected={version} onSelect={select} />
        <VersionRows key={version.id} version={version} />
      </div>
    </Page>
  );
}
