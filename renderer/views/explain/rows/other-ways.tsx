import { SegmentedControl } from '@mantine/core';
import { useRef } from 'react';
import type { Explanation } from '../../../../core/contract/explainability.ts';
import type { Version } from '../../../../core/contract/data.ts';
import { Section } from '../../../components/section.tsx';
import { useVersions } from '../../../components/use-versions.ts';
import { AnchorRule } from './anchor-rule.tsx';
import { LocalModel } from './local-model.tsx';
import { SimilarRows } from './similar-rows.tsx';
import { otherWays, useOtherWays, type OtherWay } from './other-ways-state.ts';
import { rowName } from '../explanation-specs.ts';
import { useSeen } from './use-seen.ts';
import styles from './other-ways.module.css';

/** What each way explains, and on what. */
export interface WayProps {
  readonly explanation: Explanation;
  /** Index into the sample. */
  readonly index: number;
  readonly modelId: string;
  readonly versionId: string;
  /** Row number of the version. */
  readonly row: number;
  readonly label: string | null;
  readonly target: string;
  readonly version: Version | undefined;
  /** Whether it is on the screen: only then it is computed. */
  readonly active: boolean;
}

const descriptions: Readonly<Record<OtherWay, string>> = {
  local: 'A linear model around the row: what speaks for the prediction and what against it',
  anchor: 'The few conditions under which the prediction hardly ever changes',
  similar: 'What training knew of such rows',
};

/** What other methods say of the row that is looked at. */
export function OtherWays(props: { explanation: Explanation; index: number; target: string }) {
  const { explanation, index, target } = props;
  const part = useRef<HTMLDivElement>(null);
  const active = useSeen(part);
  const { way, chooseWay } = useOtherWays();
  const { all } = useVersions();
  const { modelId, versionId, label, sample } = explanation;
  const row = sample.row[index] ?? 0;
  const version = all.find((each) => each.id === versionId);
  const shared = { explanation, index, modelId, versionId, row, label, target, version, active };
  return (
    <div ref={part}>
      <Section
        title={`Other ways to see ${rowName(row).toLowerCase()}`}
        description={descriptions[way]}
        actions={
          <SegmentedControl
            aria-label="Way to see the row"
            data={otherWays.map(({ id, title }) => ({ value: id, label: title }))}
            value={way}
            onChange={(next) => chooseWay(next as OtherWay)}
          />
        }
      >
        <div className={styles.body}>
          {way === 'local' && <LocalModel {...shared} />}
          {way === 'anchor' && <AnchorRule {...shared} />}
          {way === 'similar' && <SimilarRows {...shared} />}
        </div>
      </Section>
    </div>
  );
}
