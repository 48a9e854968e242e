import { useMemo } from 'react';
import type { Version } from '../../../core/contract/data.ts';
import type { Analysis } from '../../../core/contract/patterns.ts';
import { Chart } from '../../charts/chart.tsx';
import type { BarSpec, HeatmapSpec } from '../../charts/spec.ts';
import { formatInteger, formatNumber, formatPercent } from '../../components/format.ts';
import { Section } from '../../components/section.tsx';
import { Stat, StatRow } from '../../components/stat.tsx';
import { PatternMap } from './pattern-map.tsx';
import { metricWords } from './pattern-words.ts';
import styles from './patterns.module.css';

type Components = Extract<Analysis, { kind: 'components' }>;

/** Groups for colours: categories by frequency, numbers by quarter. */
function colourGroups({ colour }: Components): string[] | undefined {
  if (!colour) return undefined;
  const { values } = colour;
  const numbers = values.filter((value) => typeof value === 'number').toSorted((a, b) => a - b);
  const distinct = new Set(numbers);
  if (numbers.length < values.length / 2 || distinct.size <= 8) {
    return values.map((value) => (value === null ? '(missing)' : String(value)));
  }
  const cuts = [0.25, 0.5, 0.75].map((q) => numbers[Math.floor(q * (numbers.length - 1))]!);
  const names = [
    `up to ${formatNumber(cuts[0], 3)}`,
    `to ${formatNumber(cuts[1], 3)}`,
    `to ${formatNumber(cuts[2], 3)}`,
    `above ${formatNumber(cuts[2], 3)}`,
  ];
  return values.map((value) =>
    typeof value === 'number' ? names[cuts.filter((cut) => value > cut).length]! : '(missing)',
  );
}

function Variance({ output }: { output: Components }) {
  const spec = useMemo<BarSpec>(
    () => ({
      kind: 'bar',
      labels: output.components.map(({ name }) => name),
      series: [
        {
          name: 'Explained variance',
          values: output.components.map((each) => each.explainedVarianceRatio),
        },
      ],
      orientation: 'vertical',
      valueTitle: 'Share of the variance',
      valueKind: 'percent',
    }),
    [output],
  );
  if (output.components.every((each) => each.explainedVarianceRatio === null)) return null;
  return (
    <Section title="How much each one explains">
      <Chart spec={spec} height={300} />
    </Section>
  );
}

function Loadings({ output }: { output: Components }) {
  const spec = useMemo<HeatmapSpec>(() => {
    const shown = output.components.slice(0, 8);
    const reach = new Map<string, number>();
    for (const { loadings } of shown)
      for (const [column, weight] of Object.entries(loadings))
        reach.set(column, Math.max(reach.get(column) ?? 0, Math.abs(weight)));
    const rows = [...reach]
      .toSorted((a, b) => b[1] - a[1])
      .slice(0, 20)
      .map(([column]) => column);
    return {
      kind: 'heatmap',
      rows,
      columns: shown.map(({ name }) => name),
      matrix: rows.map((row) => shown.map(({ loadings }) => loadings[row] ?? null)),
      scale: 'diverging',
      valueTitle: 'Weight',
    };
  }, [output]);
  if (spec.rows.length === 0) return null;
  return (
    <Section title="What they are made of" description="Weights of the columns, the heaviest first">
      <Chart spec={spec} height={Math.min(560, 110 + 22 * spec.rows.length)} />
    </Section>
  );
}

/** Many columns shown in a few. */
export function ComponentsResult(props: { output: Components; version: Version | null }) {
  const { output, version } = props;
  const groups = useMemo(() => colourGroups(output), [output]);
  const explained = output.components.reduce(
    (sum, { explainedVarianceRatio }) => sum + (explainedVarianceRatio ?? 0),
    0,
  );
  return (
    <>
      <StatRow>
        <Stat label="Components" value={formatInteger(output.components.length)} />
        {explained > 0 && <Stat label="Variance explained" value={formatPercent(explained)} />}
        {metricWords(output.metrics).map(({ id, title, value, hint }) => (
          <Stat key={id} label={title} value={formatNumber(value, 4)} hint={hint} />
        ))}
      </StatRow>
      <PatternMap
        title={output.colour ? `Map of the rows by ${output.colour.column}` : 'Map of the rows'}
        description="Draw around points to keep them as a segment"
        map={output.map}
        version={version}
        groups={groups}
      />
      <div className={styles.pair}>
        <Variance output={output} />
        <Loadings output={output} />
      </div>
    </>
  );
}
