import { MultiSelect, Select } from '@mantine/core';
import { useState } from 'react';
import type { Version } from '../../../../core/contract/data.ts';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { JobProgress } from '../../../components/job-progress.tsx';
import { Section } from '../../../components/section.tsx';
import { useAutoJob } from '../../explore/use-auto-job.ts';
import { DiffView } from './diff-view.tsx';
import styles from './versions-tab.module.css';

export interface VersionCompareProps {
  readonly version: Version;
  /** All of the dataset, newest first. */
  readonly versions: readonly Version[];
}

/** The version this one is compared with at first: the one before, for the first the one after. */
function neighbour({ version, versions }: VersionCompareProps): Version | undefined {
  const at = versions.findIndex((each) => each.id === version.id);
  return versions[at + 1] ?? versions[at - 1];
}

/** What changed from another version of the dataset to this one. */
export function VersionCompare(props: VersionCompareProps) {
  const { version, versions } = props;
  const [otherId, setOtherId] = useState(neighbour(props)?.id ?? null);
  const [key, setKey] = useState<string[]>([]);
  const other = versions.find((each) => each.id === otherId);
  const [from, to] =
    other && other.number > version.number ? [version, other] : [other ?? version, version];
  const shared = from.columns
    .map((column) => column.name)
    .filter((name) => to.columns.some((column) => column.name === name));
  const job = useAutoJob(
    'data.diff',
    other ? { from: from.id, to: to.id, ...(key.length > 0 ? { key } : {}) } : null,
  );
  return (
    <Section
      title={`From @${from.number} to @${to.number}`}
      description={describeKey(job.output?.key)}
      actions={
        <div className={styles.compareControls}>
          <MultiSelect
            size="xs"
            w={230}
            aria-label="Columns that name a row"
            placeholder={key.length === 0 ? 'Rows named by: as found' : ''}
            searchable
            clearable
            maxValues={6}
            data={shared}
            value={key}
            onChange={setKey}
          />
          <Select
            aria-label="Compare with"
            w={150}
            allowDeselect={false}
            data={versions
              .filter((each) => each.id !== version.id)
              .map((each) => ({ value: each.id, label: `with @${each.number}` }))}
            value={otherId}
            onChange={setOtherId}
          />
        </div>
      }
    >
      {job.error && <FailureNotice failure={job.error} />}
      {job.running && <JobProgress job={job.job} onCancel={job.cancel} />}
      {job.output && <DiffView diff={job.output} />}
    </Section>
  );
}

function describeKey(key: readonly string[] | undefined): string {
  if (!key) return 'Rows, columns and cells that differ';
  if (key.length === 0) return 'Whole rows are compared: no column names a row in both';
  return `Rows are matched by ${key.join(', ')}`;
}
