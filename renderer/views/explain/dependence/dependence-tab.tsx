import { Select } from '@mantine/core';
import { useMemo } from 'react';
import type { Explanation } from '../../../../core/contract/explainability.ts';
import { Chart } from '../../../charts/chart.tsx';
import { shapOrder } from '../../../charts/figures/shap-order.ts';
import { Section } from '../../../components/section.tsx';
import { BrushedRows } from '../brushed-rows.tsx';
import { dependenceSpec } from '../explanation-specs.ts';
import { useFocus } from '../explain-state.ts';
import { interactionOrder, strongestWith } from './interaction-order.ts';
import { PartialDependence } from './partial-dependence.tsx';
import { usePickRow } from '../use-pick-row.ts';
import { useBrushSelection, useMarks } from '../use-brush-selection.ts';
import styles from '../explain.module.css';

const none = '(one colour)';

/** How the SHAP values of a feature go with its value, and with the value of another. */
export function DependenceTab(props: { explanation: Explanation; unit: string; target: string }) {
  const { explanation, unit, target } = props;
  const [focus, look] = useFocus(explanation.id);
  const { features, interactions, meanAbs, sample } = explanation;
  const ranked = useMemo(
    () =>
      shapOrder(
        features.map((feature) => meanAbs[feature] ?? 0),
        features.length,
      ).shown.map((f) => features[f]!),
    [features, meanAbs],
  );
  const feature =
    focus.feature !== null && features.includes(focus.feature) ? focus.feature : ranked[0]!;
  const at = features.indexOf(feature);
  const partners = useMemo(
    () =>
      (interactions ? strongestWith(at, interactions.mean) : interactionOrder(at, sample)).map(
        (f) => features[f]!,
      ),
    [at, interactions, sample, features],
  );
  const strongest = partners[0] ?? null;
  const colour = focus.colour ?? strongest ?? none;
  const spec = useMemo(
    () =>
      dependenceSpec(
        explanation,
        {
          feature: at,
          colour: colour === none ? null : features.indexOf(colour),
          selected: focus.index,
        },
        unit,
      ),
    [explanation, at, colour, features, focus.index, unit],
  );
  const selection = useBrushSelection(explanation, focus.drawn);
  const pickRow = usePickRow(explanation.id, selection);
  const { drawn } = focus;
  const brush = drawn?.chart === 'dependence' && drawn.feature === feature ? drawn.brush : null;
  const marks = useMarks(selection, brush);
  return (
    <>
      <Section
        title={`How ${feature} acts`}
        description="One point a row: its SHAP value by its value. The faint bars count rows. Click a point for its row, drag to select rows."
        actions={
          <div className={styles.fields}>
            <Select
              label="Column"
              data={ranked}
              value={feature}
              searchable
              allowDeselect={false}
              w={190}
              onChange={(next) => next !== null && look({ feature: next, colour: null })}
            />
            <Select
              label="Colour"
              data={[
                { value: none, label: 'One colour' },
                ...partners.map((partner) => ({
                  value: partner,
                  label: partner === strongest ? `${partner} · strongest` : partner,
                })),
              ]}
              value={colour}
              searchable
              allowDeselect={false}
              w={210}
              onChange={(next) => look({ colour: next })}
            />
          </div>
        }
      >
        <Chart
          title={`SHAP values of ${feature}`}
          spec={spec}
          height={420}
          marks={marks}
          onSelect={({ indices }) => pickRow(indices[0])}
          onBrush={(next) => look({ drawn: { chart: 'dependence', feature, brush: next } })}
        />
      </Section>
      <PartialDependence
        explanation={explanation}
        feature={feature}
        partners={partners}
        target={target}
      />
      <BrushedRows
        explanation={explanation}
        selection={selection}
        onClear={() => look({ drawn: null })}
      />
    </>
  );
}
