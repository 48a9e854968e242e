import { Select } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { Evaluation } from '../../../../../core/contract/evaluation.ts';
import { Chart } from '../../../../charts/chart.tsx';
import type { HistogramSpec } from '../../../../charts/spec.ts';
import { classCalibrationSpec, gainSpec, liftSpec, scoresSpec } from './score-specs.ts';
import styles from '../../train.module.css';

/** Gain, lift, and how probabilities of the classes are spread. */
export function ScoreCharts({ evaluation }: { evaluation: Evaluation }) {
  const { gain, scores } = evaluation;
  const classes = useMemo(
    () => [...new Set((scores?.series ?? []).map(({ probabilityOf }) => probabilityOf))],
    [scores],
  );
  const [chosen, setChosen] = useState<string | null>(null);
  const label = chosen !== null && classes.includes(chosen) ? chosen : classes[0];
  const gains = useMemo(() => (gain ? gainSpec(gain) : null), [gain]);
  const lifts = useMemo(() => (gain ? liftSpec(gain) : null), [gain]);
  const spread = useMemo<HistogramSpec | null>(
    () => (scores && label !== undefined ? scoresSpec(scores, label) : null),
    [scores, label],
  );
  const reliability = useMemo(
    () => (scores && label !== undefined ? classCalibrationSpec(scores, label) : null),
    [scores, label],
  );
  return (
    <>
      {gains && <Chart title="Cumulative gain" spec={gains} height={340} />}
      {lifts && <Chart title="Lift" spec={lifts} height={340} />}
      {classes.length > 1 && (
        <Select
          className={styles.whole ?? ''}
          label="Class"
          description="Of the two charts below"
          data={classes}
          value={label ?? null}
          searchable
          allowDeselect={false}
          maw={260}
          onChange={setChosen}
        />
      )}
      {spread && <Chart title={`Probability of ${label}`} spec={spread} height={340} />}
      {reliability && <Chart title={`Calibration of ${label}`} spec={reliability} height={340} />}
    </>
  );
}
