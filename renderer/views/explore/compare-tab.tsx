import { Select } from '@mantine/core';
import { GitCompareArrows } from 'lucide-react';
import { useState } from 'react';
import type { InputOf } from '../../../core/contract/contract.ts';
import type { Version } from '../../../core/contract/data.ts';
import type { Segment } from '../../../core/contract/eda-segments.ts';
import { useQuery } from '../../client/use-query.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { formatInteger } from '../../components/format.ts';
import { useVersions } from '../../components/use-versions.ts';
import { VersionSelect } from '../../components/version-select.tsx';
import { CompareResult } from './compare-result.tsx';
import tab from './compare-tab.module.css';
import controls from './controls.module.css';
import styles from './explore-view.module.css';
import { JobPanel } from './job-panel.tsx';
import { type Scope, suits } from './scope.ts';
import { useAutoJob } from './use-auto-job.ts';

/** One side: a version, and the segment of it that is compared (null: all rows). */
interface Side {
  readonly version: string;
  readonly segment: string | null;
}

/** What to set beside the scope at first: the whole, the version before it, or else a segment. */
function firstOther(
  { version, segment }: Scope,
  all: readonly Version[],
  segments: readonly Segment[],
): Side {
  if (segment) return { version: version.id, segment: null };
  const before = all
    .filter((each) => each.datasetId === version.datasetId && each.number < version.number)
    .toSorted((a, b) => b.number - a.number)[0];
  if (before) return { version: before.id, segment: null };
  const named = segments.find((each) => suits(each, version));
  return { version: version.id, segment: named?.id ?? null };
}

/** The segment where there is one, as `Older (titanic@1)`. */
function nameOf(side: Side, all: readonly Version[], segments: readonly Segment[]): string {
  const version = all.find((each) => each.id === side.version);
  const segment = segments.find((each) => each.id === side.segment);
  const whole = version ? `${version.datasetName}@${version.number}` : '';
  return segment ? `${segment.name} (${whole})` : whole;
}

/** Two versions or segments side by side, what differs most first. */
export function CompareTab({ scope }: { readonly scope: Scope }) {
  const { all } = useVersions();
  const { data } = useQuery('eda.segments', {});
  const segments = data?.segments ?? [];
  const [chosenA, setA] = useState<Side | null>(null);
  const [chosenB, setB] = useState<Side | null>(null);
  const a = chosenA ?? { version: scope.version.id, segment: scope.segment?.id ?? null };
  const b = chosenB ?? firstOther(scope, all, segments);
  const same = a.version === b.version && a.segment === b.segment;
  const input: InputOf<'eda.compare'> | null = same
    ? null
    : {
        a: a.version,
        b: b.version,
        ...(a.segment === null ? {} : { segmentA: a.segment }),
        ...(b.segment === null ? {} : { segmentB: b.segment }),
      };
  const job = useAutoJob('eda.compare', input);
  return (
    <div className={styles.content}>
      <div className={controls.bar}>
        <SideFields name="A" side={a} all={all} segments={segments} onChange={setA} />
        <span className={tab.versus}>with</span>
        <SideFields name="B" side={b} all={all} segments={segments} onChange={setB} />
      </div>
      {input === null ? (
        <EmptyState
          icon={<GitCompareArrows size={22} />}
          title="Both sides are the same"
          description="Choose another version for one of them, or a segment. A selection in Relations becomes a segment, and so does a condition in the menu above."
        />
      ) : (
        <JobPanel job={job}>
          {(comparison) => (
            <CompareResult
              comparison={comparison}
              names={[nameOf(a, all, segments), nameOf(b, all, segments)]}
            />
          )}
        </JobPanel>
      )}
    </div>
  );
}

function SideFields(props: {
  readonly name: 'A' | 'B';
  readonly side: Side;
  readonly all: readonly Version[];
  readonly segments: readonly Segment[];
  readonly onChange: (side: Side) => void;
}) {
  const { name, side, all, segments, onChange } = props;
  const version = all.find((each) => each.id === side.version);
  const suiting = version ? segments.filter((segment) => suits(segment, version)) : [];
  return (
    <>
      <VersionSelect
        label={`Version ${name}`}
        value={side.version}
        onChange={(id) => onChange({ version: id, segment: null })}
      />
      <Select
        className={controls.column ?? ''}
        label={`Rows ${name}`}
        data={[
          { value: '', label: `All ${version ? formatInteger(version.rows) : ''} rows` },
          ...suiting.map((segment) => ({ value: segment.id, label: segment.name })),
        ]}
        value={side.segment ?? ''}
        allowDeselect={false}
        onChange={(next) => onChange({ ...side, segment: next || null })}
      />
    </>
  );
}
