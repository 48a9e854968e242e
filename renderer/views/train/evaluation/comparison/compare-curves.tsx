import { Select } from '@mantine/core';
import { useMemo, useState } from 'react';
import { Chart } from '../../../../charts/chart.tsx';
import { Section } from '../../../../components/section.tsx';
import { overlays, type NamedEvaluation } from './compare-curve-specs.ts';
import train from '../../train.module.css';

/** ROC, precision-recall and calibration of runs over each other; of regressions their residuals. */
export function CompareCurves(props: { runs: readonly NamedEvaluation[]; target: string }) {
  const { runs, target } = props;
  const classes = runs[0]?.evaluation.curves.map((curve) => curve.label) ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const label = chosen !== null && classes.includes(chosen) ? chosen : classes[0];
  const charts = useMemo(() => overlays(runs, { target, label }), [runs, target, label]);
  if (charts.length === 0) return null;
  return (
    <Section
      title="Curves over each other"
      {...(classes.length > 1
        ? {
            actions: (
              <Select
                aria-label="Class against the rest"
                data={classes}
                value={label ?? null}
                searchable
                allowDeselect={false}
                size="xs"
                w={220}
                onChange={setChosen}
              />
            ),
          }
        : {})}
    >
      <div className={train.charts}>
        {charts.map(({ title, spec }) => (
          <Chart key={title} title={title} spec={spec} height={360} />
        ))}
      </div>
    </Section>
  );
}
