import { MultiSelect, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { Evaluation } from '../../../../core/contract/evaluation.ts';
import { Chart } from '../../../charts/chart.tsx';
import {
  calibrationRowsSpec,
  calibrationSpec,
  evaluationRocs,
  prSpec,
  rocSpec,
} from './curve-specs.ts';
import { ScoreCharts } from '../evaluation/scores/score-charts.tsx';
import { worstClasses } from '../evaluation/scores/score-specs.ts';
import styles from '../train.module.css';

/** Curves that are drawn at first, and that can be told apart at most. */
const mostClasses = 6;
const mostCurves = 12;

/** ROC, precision-recall, calibration, gain and lift, and how the probabilities are spread. */
export function RunCurves({ evaluation }: { evaluation: Evaluation }) {
  const all = evaluation.curves;
  const [chosen, setChosen] = useState<readonly string[] | null>(null);
  const drawn = useMemo(() => {
    const labels = chosen ?? worstClasses(all, mostClasses);
    return { ...evaluation, curves: all.filter(({ label }) => labels.includes(label)) };
  }, [evaluation, all, chosen]);
  const roc = useMemo(() => {
    const curves = evaluationRocs(drawn);
    return curves.length === 0 ? null : rocSpec(curves);
  }, [drawn]);
  const pr = useMemo(() => prSpec(drawn), [drawn]);
  const calibration = useMemo(() => calibrationSpec(evaluation), [evaluation]);
  const binned = useMemo(() => calibrationRowsSpec(evaluation), [evaluation]);
  const many = all.length > mostClasses;
  return (
    <div className={styles.stack}>
      {many && (
        <MultiSelect
          label="Classes, each against the rest"
          description={`At first the ${mostClasses} of ${all.length} with the lowest ROC AUC`}
          data={all.map(({ label }) => label)}
          value={drawn.curves.map(({ label }) => label)}
          maxValues={mostCurves}
          searchable
          hidePickedOptions
          maw={860}
          onChange={setChosen}
        />
      )}
      {!many && (!roc || !pr) && (
        <Text c="dimmed">
          These rows hold one class only: they have no ROC and no precision-recall curve.
        </Text>
      )}
      <div className={styles.charts}>
        {roc && <Chart title="ROC curve" spec={roc} height={many ? 440 : 340} />}
        {pr && <Chart title="Precision-recall curve" spec={pr} height={many ? 440 : 340} />}
        <ScoreCharts evaluation={evaluation} />
        {calibration && (
          <div className={styles.calibration}>
            <Chart title="Calibration" spec={calibration} height={340} />
            {binned && <Chart title="Rows by predicted probability" spec={binned} height={150} />}
          </div>
        )}
      </div>
    </div>
  );
}
