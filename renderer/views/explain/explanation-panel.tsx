import { ActionIcon, Group, NumberInput, Text } from '@mantine/core';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Explanation } from '../../../core/contract/explainability.ts';
import { Chart } from '../../charts/chart.tsx';
import { formatInteger, formatNumber } from '../../components/format.ts';
import { Section } from '../../components/section.tsx';
import { Stat, StatRow } from '../../components/stat.tsx';
import { beeswarmSpec, importanceSpec, rowSpec, shapUnit } from './explanation-specs.ts';
import styles from './explain.module.css';

const methods = {
  tree_path_dependent: 'TreeSHAP, exact',
  linear: 'Linear SHAP, exact',
} as const;

/** The sampled row nearest to row number `wanted`. */
export function nearestRow(rows: readonly number[], wanted: number): number {
  let best = 0;
  rows.forEach((row, i) => {
    if (Math.abs(row - wanted) < Math.abs((rows[best] ?? 0) - wanted)) best = i;
  });
  return best;
}

function RowPicker(props: { rows: readonly number[]; index: number; onPick: (i: number) => void }) {
  const { rows, index, onPick } = props;
  return (
    <Group gap={4} wrap="nowrap">
      <ActionIcon
        variant="default"
        size={30}
        aria-label="Previous row"
        disabled={index === 0}
        onClick={() => onPick(index - 1)}
      >
        <ChevronLeft size={15} aria-hidden />
      </ActionIcon>
      <NumberInput
        aria-label="Row number"
        prefix="Row "
        w={110}
        hideControls
        value={rows[index] ?? 0}
        onChange={(value) => typeof value === 'number' && onPick(nearestRow(rows, value))}
      />
      <ActionIcon
        variant="default"
        size={30}
        aria-label="Next row"
        disabled={index >= rows.length - 1}
        onClick={() => onPick(index + 1)}
      >
        <ChevronRight size={15} aria-hidden />
      </ActionIcon>
    </Group>
  );
}

/** An explanation: which features matter, how, and why one row came out as it did. */
export function ExplanationPanel(props: {
  explanation: Explanation;
  /** Model, data and class. */
  title: string;
  target: string;
}) {
  const { explanation, title, target } = props;
  const [index, setIndex] = useState(0);
  const unit = shapUnit(explanation.label, target);
  const swarm = useMemo(() => beeswarmSpec(explanation, unit, index), [explanation, unit, index]);
  const bars = useMemo(() => importanceSpec(explanation, unit), [explanation, unit]);
  const row = useMemo(() => rowSpec(explanation, index, unit), [explanation, unit, index]);
  const shown = Math.min(explanation.features.length, 12);
  const sampled = explanation.sample.row.length;
  return (
    <div className={styles.stack}>
      <h2 className={styles.title}>{title}</h2>
      <StatRow>
        <Stat
          label="Base value, E[f(X)]"
          value={formatNumber(explanation.baseValue, 4)}
          hint={unit}
        />
        <Stat label="Rows explained" value={formatInteger(explanation.rows)} />
        <Stat label="Method" value={methods[explanation.method]} />
        <Stat
          label="Additivity error"
          value={formatNumber(explanation.maxAdditivityError, 2)}
          hint="largest |base + Σ SHAP − output|"
        />
      </StatRow>
      <div className={styles.charts}>
        <Section
          title="What drives the predictions"
          description={
            sampled < explanation.rows
              ? `${formatInteger(sampled)} of ${formatInteger(explanation.rows)} rows, drawn evenly. Click a point for its row.`
              : 'One point a row. Click a point for its row.'
          }
        >
          <Chart
            title="SHAP values"
            spec={swarm}
            height={76 + shown * 29}
            onSelect={({ indices }) => indices[0] !== undefined && setIndex(indices[0])}
          />
        </Section>
        <Section title="How much, on average" description="Over all explained rows">
          <Chart title="Mean |SHAP value|" spec={bars} height={76 + shown * 29} />
        </Section>
      </div>
      <Section
        title="One row"
        description="From the average output at the bottom to this row's output on top"
        actions={<RowPicker rows={explanation.sample.row} index={index} onPick={setIndex} />}
      >
        <Chart title={`Row ${explanation.sample.row[index] ?? 0}`} spec={row} height={400} />
        <Text size="xs" c="dimmed">
          Red pushes the output up, blue pushes it down.
        </Text>
      </Section>
    </div>
  );
}
