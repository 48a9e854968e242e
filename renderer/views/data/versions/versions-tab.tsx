import { Button } from '@mantine/core';
import { ArrowUpFromLine, Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { Version } from '../../../../core/contract/data.ts';
import { useQuery } from '../../../client/use-query.ts';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { formatInteger } from '../../../components/format.ts';
import { LineageGraph } from '../../../components/lineage/lineage-graph.tsx';
import { Section } from '../../../components/section.tsx';
import { restoreVersion, tellFailure } from '../dataset-steps.ts';
import { LayerBadge } from './layer-badge.tsx';
import { PromoteDialog } from './promote-dialog.tsx';
import { VersionCompare } from './version-compare.tsx';
import { VersionHistory } from './version-history.tsx';
import styles from './versions-tab.module.css';

export interface VersionsTabProps {
  readonly version: Version;
  readonly onSelect: (versionId: string) => void;
}

/** The history of a dataset: what changed, where it came from, and the way back. */
export function VersionsTab({ version, onSelect }: VersionsTabProps) {
  const { data, error } = useQuery('data.show', { version: version.id }, { keepPrevious: true });
  const versions = (data?.versions ?? [version]).toSorted((a, b) => b.number - a.number);
  const latest = versions[0] ?? version;
  return (
    <div className={styles.split}>
      <VersionHistory versions={versions} selected={version.id} onSelect={onSelect} />
      <div className={styles.detailPane}>
        {error && <FailureNotice failure={error} />}
        <VersionActions version={version} latest={latest} />
        {versions.length > 1 && (
          <VersionCompare key={version.id} version={version} versions={versions} />
        )}
        <VersionLineage version={version} />
      </div>
    </div>
  );
}

function VersionActions({
  version,
  latest,
}: {
  readonly version: Version;
  readonly latest: Version;
}) {
  const [promoting, setPromoting] = useState(false);
  const [restoring, setRestoring] = useState(false);
  const restore = async (): Promise<void> => {
    setRestoring(true);
    try {
      await restoreVersion(version, latest);
    } catch (thrown) {
      tellFailure(`@${version.number} was not restored`, thrown);
    }
    setRestoring(false);
  };
  return (
    <div className={styles.actions}>
      <div className={styles.heading}>
        <h2>
          {version.datasetName}@{version.number}
        </h2>
        <LayerBadge layer={version.layer} />
        <span className={styles.detail}>
          {formatInteger(version.rows)} rows × {formatInteger(version.columns.length)} columns
        </span>
      </div>
      {version.id !== latest.id && (
        <Button
          variant="default"
          loading={restoring}
          leftSection={<Undo2 size={15} aria-hidden="true" />}
          onClick={() => void restore()}
        >
          Restore @{version.number}
        </Button>
      )}
      {version.layer !== 'gold' && (
        <Button
          variant="default"
          leftSection={<ArrowUpFromLine size={15} aria-hidden="true" />}
          onClick={() => setPromoting(true)}
        >
          Promote…
        </Button>
      )}
      {promoting && <PromoteDialog version={version} onClose={() => setPromoting(false)} />}
    </div>
  );
}

function VersionLineage({ version }: { readonly version: Version }) {
  const { data, error } = useQuery('data.lineage', { version: version.id });
  return (
    <Section title="Lineage" description="Where this version came from, and what was made of it">
      {error && <FailureNotice failure={error} />}
      {data && <LineageGraph lineage={data} focus={[version.id]} />}
    </Section>
  );
}
