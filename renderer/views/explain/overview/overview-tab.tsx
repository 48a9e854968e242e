import { SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { Explanation } from '../../../../core/contract/explainability.ts';
import { Chart } from '../../../charts/chart.tsx';
import { formatInteger, formatNumber, formatPercent } from '../../../components/format.ts';
import { Section } from '../../../components/section.tsx';
import { Stat, StatRow } from '../../../components/stat.tsx';
import { BrushedRows } from '../brushed-rows.tsx';
import { beeswarmSpec, importanceSpec, rowsSpec } from '../explanation-specs.ts';
import { useExplainTab, useFocus } from '../explain-state.ts';
import { GroupBars } from './group-bars.tsx';
import { InteractionMap } from './interaction-map.tsx';
import { strongestOf } from './strongest-of.ts';
import { usePickRow } from '../use-pick-row.ts';
import { useBrushSelection, useMarks } from '../use-brush-selection.ts';
import styles from '../explain.module.css';

/** Which features matter over all rows, and how. */
export function OverviewTab({ explanation, unit }: { explanation: Explanation; unit: string }) {
  const [focus, look] = useFocus(explanation.id);
  const [, show] = useExplainTab();
  const [kind, setKind] = useState<'shap-heatmap' | 'stacked-force'>('shap-heatmap');
  const selection = useBrushSelection(explanation, focus.drawn);
  const brush = focus.drawn?.chart === 'beeswarm' ? focus.drawn.brush : null;
  const marks = useMarks(selection, brush);
  const swarm = useMemo(
    () => beeswarmSpec(explanation, unit, focus.index),
    [explanation, unit, focus.index],
  );
  const bars = useMemo(() => importanceSpec(explanation, unit), [explanation, unit]);
  const rows = useMemo(() => rowsSpec(kind, explanation, unit), [kind, explanation, unit]);
  const strongest = useMemo(() => strongestOf(explanation), [explanation]);
  const shown = Math.min(explanation.features.length, 12);
  const sampled = explanation.sample.row.length;
  const openRow = usePickRow(explanation.id, selection);
  return (
    <>
      <StatRow>
        <Stat
          label="Base value, E[f(X)]"
          value={formatNumber(explanation.baseValue, 4)}
          hint={unit}
        />
        <Stat
          label="Strongest column"
          value={strongest.feature}
          hint={`${formatPercent(strongest.share, 0)} of all that columns contribute`}
        />
        <Stat
          label="Columns that matter"
          value={formatInteger(strongest.most)}
          hint={`of ${formatInteger(explanation.features.length)} contribute 90% of it`}
        />
        <Stat
          label="Additivity error"
          value={formatNumber(explanation.maxAdditivityError, 2)}
          hint="largest |base + Σ SHAP − output|"
        />
      </StatRow>
      <div className={styles.charts}>
        <Section
          title="What drives the predictions"
          description={`${
            sampled < explanation.rows
              ? `${formatInteger(sampled)} of ${formatInteger(explanation.rows)} rows, drawn evenly`
              : 'One point a row'
          }. Click a point for its row, drag to select rows.`}
        >
          <Chart
            title="SHAP values"
            spec={swarm}
            height={76 + shown * 29}
            marks={marks}
            onSelect={({ indices }) => openRow(indices[0])}
            onBrush={(drawn) => look({ drawn: { chart: 'beeswarm', brush: drawn } })}
          />
        </Section>
        <Section
          title="How much, on average"
          description="Over all explained rows. Click a bar for its dependence."
        >
          <Chart
            title="Mean |SHAP value|"
            spec={bars}
            height={76 + shown * 29}
            onSelect={({ indices }) => {
              const feature = explanation.features[indices[0] ?? -1];
              if (feature === undefined) return;
              look({ feature, colour: null });
              show('dependence');
            }}
          />
        </Section>
      </div>
      {sampled > 1 && (
        <Section
          title="All rows side by side"
          description="From the highest output to the lowest. Click the line of outputs for a row."
          actions={
            <SegmentedControl
              aria-label="How rows are drawn"
              data={[
                { value: 'shap-heatmap', label: 'Heatmap' },
                { value: 'stacked-force', label: 'Stacked force' },
              ]}
              value={kind}
              onChange={(next) => setKind(next as typeof kind)}
            />
          }
        >
          <Chart
            title={kind === 'shap-heatmap' ? 'SHAP heatmap' : 'Stacked forces'}
            spec={rows}
            height={360}
            onSelect={({ indices }) => openRow(indices[0])}
          />
        </Section>
      )}
      <InteractionMap
        explanation={explanation}
        unit={unit}
        onPair={(feature, colour) => {
          look({ feature, colour });
          show('dependence');
        }}
      />
      {sampled > 1 && <GroupBars explanation={explanation} unit={unit} />}
      <BrushedRows
        explanation={explanation}
        selection={selection}
        onClear={() => look({ drawn: null })}
      />
    </>
  );
}
