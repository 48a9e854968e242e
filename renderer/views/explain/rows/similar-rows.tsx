import { SegmentedControl } from '@mantine/core';
import { useMemo } from 'react';
import type { Explanation } from '../../../../core/contract/explainability.ts';
import { formatInteger } from '../../../components/format.ts';
import { WarningList } from '../../../components/warning-list.tsx';
import { JobPanel } from '../../explore/job-panel.tsx';
import { useOtherWays, type SimilarMethod } from './other-ways-state.ts';
import { rowName } from '../explanation-specs.ts';
import type { WayProps } from './other-ways.tsx';
import { TrainingRowTable } from './training-row-table.tsx';
import { useOpenWhatIf } from '../what-if/use-open-what-if.ts';
import { useRowJob } from './use-row-job.ts';
import styles from './other-ways.module.css';

/** Columns by how much they count for a row. */
function byWeight(explanation: Explanation, index: number): string[] {
  const { features, sample } = explanation;
  const weight = (f: number): number => Math.abs(sample.values[f]?.[index] ?? 0);
  return features
    .map((name, f) => ({ name, f }))
    .toSorted((a, b) => weight(b.f) - weight(a.f))
    .map(({ name }) => name);
}

/** Training rows near the row, or those that moved its prediction. */
export function SimilarRows(props: WayProps) {
  const { explanation, index, modelId, versionId, row, target, active } = props;
  const { method, chooseMethod } = useOtherWays();
  const input = { model: modelId, version: versionId, row, method, count: 20 } as const;
  const job = useRowJob('explainability.similar', input, active);
  const openWhatIf = useOpenWhatIf(modelId);
  const columns = useMemo(() => byWeight(explanation, index), [explanation, index]);
  const own = useMemo(
    () =>
      Object.fromEntries(
        explanation.features.map((name, f) => [name, explanation.sample.data[f]?.[index] ?? null]),
      ),
    [explanation, index],
  );
  return (
    <div className={styles.way}>
      <SegmentedControl
        aria-label="Which training rows"
        style={{ alignSelf: 'flex-start' }}
        data={[
          { value: 'nearest', label: 'Nearest' },
          { value: 'influence', label: 'Moved the prediction most' },
        ]}
        value={method}
        onChange={(next) => chooseMethod(next as SimilarMethod)}
      />
      <JobPanel job={job}>
        {(found) => (
          <>
            <WarningList warnings={found.warnings} />
            <TrainingRowTable
              label={method === 'nearest' ? 'Nearest training rows' : 'Rows that moved it'}
              found={found}
              columns={columns}
              target={target}
              own={{ title: rowName(row), values: own }}
              onCompare={(other) =>
                openWhatIf({ versionId, row }, { versionId: found.versionId, row: other })
              }
            />
            <p className={styles.quiet}>
              {found.method}, of {formatInteger(found.rowsOfTraining)} training rows.
              {found.influence !== null && ` ${found.influence}.`} Columns stand in the order of
              their SHAP values for {rowName(row).toLowerCase()}.
            </p>
          </>
        )}
      </JobPanel>
    </div>
  );
}
