import { Text } from '@mantine/core';
import { useMemo } from 'react';
import type { Evaluation } from '../../../core/contract/evaluation.ts';
import { Chart } from '../../charts/chart.tsx';
import { calibrationSpec, evaluationRocs, prSpec, rocSpec } from './curve-specs.ts';
import { ScoreCharts } from './evaluation/score-charts.tsx';
import styles from './train.module.css';

/** ROC, precision-recall, calibration, gain and lift, and how the probabilities are spread. */
export function RunCurves({ evaluation }: { evaluation: Evaluation }) {
  const roc = useMemo(() => {
    const curves = evaluationRocs(evaluation);
    return curves.length === 0 ? null : rocSpec(curves);
  }, [evaluation]);
  const pr = useMemo(() => prSpec(evaluation), [evaluation]);
  const calibration = useMemo(() => calibrationSpec(evaluation), [evaluation]);
  if (!roc && !pr && !calibration)
    return <Text c="dimmed">These rows hold one class only: there is no curve to draw.</Text>;
  return (
    <div className={styles.charts}>
      {roc && <Chart title="ROC curve" spec={roc} height={340} />}
      {pr && <Chart title="Precision-recall curve" spec={pr} height={340} />}
      {calibration && <Chart title="Calibration" spec={calibration} height={340} />}
      <ScoreCharts evaluation={evaluation} />
    </div>
  );
}
