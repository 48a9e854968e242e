import { useMemo } from 'react';
import type { Evaluation } from '../../../core/contract/evaluation.ts';
import { Chart } from '../../charts/chart.tsx';
import type { HistogramSpec, ScatterSpec } from '../../charts/spec.ts';
import styles from './train.module.css';

type Residuals = NonNullable<Evaluation['residuals']>;

/** Where a regression errs: against the truth, along its predictions, and how errors spread. */
export function RunResiduals({ residuals, target }: { residuals: Residuals; target: string }) {
  const fit = useMemo<ScatterSpec>(
    () => ({
      kind: 'scatter',
      x: residuals.predicted,
      y: residuals.actual,
      xTitle: `Predicted ${target}`,
      yTitle: `Actual ${target}`,
      diagonal: 'Perfect',
      names: residuals.actual.map((_, i) => `Test row ${i + 1}`),
    }),
    [residuals, target],
  );
  const errors = useMemo<ScatterSpec>(
    () => ({
      kind: 'scatter',
      x: residuals.predicted,
      y: residuals.residual,
      xTitle: `Predicted ${target}`,
      yTitle: 'Residual (actual − predicted)',
      zeroLine: true,
      names: residuals.actual.map((_, i) => `Test row ${i + 1}`),
    }),
    [residuals, target],
  );
  const spread = useMemo<HistogramSpec>(
    () => ({
      kind: 'histogram',
      edges: residuals.histogram.edges,
      counts: residuals.histogram.counts,
      xTitle: 'Residual (actual − predicted)',
      yTitle: 'Rows',
    }),
    [residuals],
  );
  return (
    <div className={styles.charts}>
      <Chart title="Actual against predicted" spec={fit} height={340} />
      <Chart title="Residuals against predicted" spec={errors} height={340} />
      <Chart title="Distribution of residuals" spec={spread} height={340} />
    </div>
  );
}
