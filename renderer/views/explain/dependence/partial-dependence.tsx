import { SegmentedControl, Select, Switch } from '@mantine/core';
import { useMemo } from 'react';
import type { Explanation } from '../../../../core/contract/explainability.ts';
import type { OutputOf } from '../../../../core/contract/contract.ts';
import { Chart } from '../../../charts/chart.tsx';
import type { PartialSpec } from '../../../charts/shap-spec.ts';
import type { HeatmapSpec } from '../../../charts/spec.ts';
import { cellText } from '../../../charts/text.ts';
import { formatInteger, formatPercent } from '../../../components/format.ts';
import { Section } from '../../../components/section.tsx';
import { WarningList } from '../../../components/warning-list.tsx';
import { JobPanel } from '../../explore/job-panel.tsx';
import { useAutoJob } from '../../explore/use-auto-job.ts';
import { useFocus, type PartialKind } from '../explain-state.ts';
import { rowName } from '../explanation-specs.ts';
import styles from '../explain.module.css';

type Dependence = OutputOf<'explainability.pdp'>;

const kinds: readonly { readonly value: PartialKind; readonly label: string }[] = [
  { value: 'pdp', label: 'Mean' },
  { value: 'ice', label: 'Single rows' },
  { value: 'ale', label: 'ALE' },
];
const names: Readonly<Record<PartialKind, string>> = {
  pdp: 'Partial dependence',
  ice: 'Partial dependence with single rows',
  ale: 'Accumulated local effects',
};
const words: Readonly<Record<PartialKind, string>> = {
  pdp: 'What the model says on average when every row is given the same value',
  ice: 'What the model says of single rows as their value moves, and on average',
  ale: 'Effects of small steps among rows near each value, added up: sound where columns are correlated',
};

function valueTitle({ label, output, kind, centred }: Dependence, target: string): string {
  const what = label === null ? target : output === 'raw' ? 'log-odds' : 'probability';
  const of = label === null ? what : `${what} of "${label}"`;
  return kind === 'ale' || centred ? `Change of ${of}` : `Mean ${of}`;
}

/** One column: a curve. */
function curveSpec(found: Dependence, target: string): PartialSpec {
  const axis = found.axes[0]!;
  const numeric = axis.values.every((value) => typeof value === 'number');
  return {
    kind: 'partial',
    feature: axis.column,
    x: axis.values.map((value, i) => (numeric ? Number(value) : i)),
    labels: numeric ? null : axis.values.map(cellText),
    mean: found.mean,
    low: found.low,
    high: found.high,
    lines: found.lines.map((line) => ({ name: rowName(line.row), values: line.values })),
    density: axis.density,
    yTitle: valueTitle(found, target),
    yKind: found.output === 'probability' && found.label !== null ? 'percent' : 'number',
    name: names[found.kind],
  };
}

/** Two columns: a surface, the second from bottom to top. */
function surfaceSpec(found: Dependence, target: string): HeatmapSpec {
  const [first, second] = found.axes;
  const surface = found.surface ?? [];
  const rows = second!.values.map(cellText);
  return {
    kind: 'heatmap',
    rows: rows.toReversed(),
    columns: first!.values.map(cellText),
    matrix: rows.map((_, j) => surface.map((line) => line[j] ?? null)).toReversed(),
    scale: found.kind === 'ale' ? 'diverging' : 'sequential',
    valueTitle: valueTitle(found, target),
    valueKind: found.output === 'probability' && found.label !== null ? 'percent' : 'number',
    rowTitle: second!.column,
    columnTitle: first!.column,
  };
}

/** What is drawn besides the mean, or how much of a surface is interaction. */
function readingOf({ axes, interaction }: Dependence): string {
  const [axis, other] = axes;
  if (other) {
    return interaction === null
      ? ''
      : `Of what the two do together, ${formatPercent(interaction)} is interaction (H² of Friedman).`;
  }
  return axis!.values.every((value) => typeof value === 'number')
    ? 'The band holds the mean of 95 % of bootstrap samples; the marks at the axis are tenths of the rows.'
    : 'The whiskers hold the mean of 95 % of bootstrap samples.';
}

function Shown({ found, target }: { found: Dependence; target: string }) {
  const two = found.axes.length === 2;
  const spec = useMemo(
    () => (two ? surfaceSpec(found, target) : curveSpec(found, target)),
    [two, found, target],
  );
  const samples = found.warnings.filter(({ kind }) => kind === 'sample');
  const columns = found.axes.map((axis) => axis.column).join(' and ');
  return (
    <>
      <Chart title={`${names[found.kind]} on ${columns}`} spec={spec} height={two ? 440 : 340} />
      <p className={styles.legend}>
        {found.rows >= found.rowsOfVersion && `All ${formatInteger(found.rows)} rows. `}
        {samples.map(({ message }) => `${message} `)}
        {readingOf(found)}
      </p>
      <div className={styles.after}>
        <WarningList warnings={found.warnings.filter((warning) => !samples.includes(warning))} />
      </div>
    </>
  );
}

/** How the prediction itself goes with a column, or with two. */
export function PartialDependence(props: {
  explanation: Explanation;
  /** The column chosen in the tab. */
  feature: string;
  partners: readonly string[];
  target: string;
}) {
  const { explanation, feature, partners, target } = props;
  const [{ partial, second, centred }, look] = useFocus(explanation.id);
  const other = second !== null && second !== feature && partners.includes(second) ? second : null;
  // Lines of single rows have no second column to move with.
  const kind = other !== null && partial === 'ice' ? 'pdp' : partial;
  const job = useAutoJob('explainability.pdp', {
    model: explanation.modelId,
    version: explanation.versionId,
    columns: other === null ? [feature] : [feature, other],
    kind,
    grid: other === null ? 40 : 20,
    ...(kind === 'ice' && centred ? { centred } : {}),
    ...(explanation.label === null ? {} : { label: explanation.label }),
  });
  return (
    <Section
      title="Partial dependence"
      description={words[kind]}
      actions={
        <div className={styles.fields}>
          {kind === 'ice' && (
            <Switch
              label="Centred"
              checked={centred}
              mb={7}
              onChange={(event) => look({ centred: event.currentTarget.checked })}
            />
          )}
          <SegmentedControl
            aria-label="Kind of dependence"
            data={kinds.map(({ value, label }) => ({
              value,
              label,
              disabled: value === 'ice' && other !== null,
            }))}
            value={kind}
            onChange={(next) => look({ partial: next as PartialKind })}
          />
          <Select
            label="Together with"
            placeholder="no other column"
            data={[...partners]}
            value={other}
            searchable
            clearable
            w={190}
            onChange={(next) => look({ second: next })}
          />
        </div>
      }
    >
      <JobPanel job={job}>{(found) => <Shown found={found} target={target} />}</JobPanel>
    </Section>
  );
}
