import { Button } from '@mantine/core';
import { Target } from 'lucide-react';
import { useMemo } from 'react';
import type { OutputOf } from '../../../core/contract/contract.ts';
import { Chart } from '../../charts/chart.tsx';
import type { BarSpec } from '../../charts/spec.ts';
import { useQuery } from '../../client/use-query.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { formatCount, formatInteger, formatNumber } from '../../components/format.ts';
import { Section } from '../../components/section.tsx';
import { Stat, StatRow } from '../../components/stat.tsx';
import { TypeGlyph } from '../../components/type-glyph.tsx';
import { ColumnSelect } from './column-select.tsx';
import controls from './controls.module.css';
import { useExploreState, useExploreTab } from './explore-state.ts';
import styles from './explore-view.module.css';
import { JobPanel } from './job-panel.tsx';
import { coefficient, pValueText } from './statistic-text.ts';
import { findColumn, isQuantity, type Scope, scopeInput } from './scope.ts';
import tab from './target-tab.module.css';
import { useAutoJob } from './use-auto-job.ts';

type Output = OutputOf<'eda.target'>;
type Ranked = Output['columns'][number];

const measureNames: Readonly<Record<Ranked['measure'], string>> = {
  pearson: 'Pearson r',
  correlation_ratio: 'Correlation ratio η',
  cramers_v: 'Cramér’s V',
};

/** Every column against the one that is to be predicted. */
export function TargetTab({ scope }: { readonly scope: Scope }) {
  const choose = useExploreState((state) => state.choose);
  const target =
    findColumn(
      scope.version,
      useExploreState((state) => state.target),
    )?.name ?? null;
  const job = useAutoJob('eda.target', target === null ? null : { ...scopeInput(scope), target });
  return (
    <div className={styles.content}>
      <div className={controls.bar}>
        <ColumnSelect
          label="Target"
          columns={scope.version.columns}
          value={target}
          onChange={(name) => choose({ target: name, targetColumn: null })}
        />
        {target !== null && (
          <span className={controls.note}>
            Strength is what a column tells of the target, 0 to 1, whatever the shape of the
            relation
          </span>
        )}
      </div>
      {target === null ? (
        <EmptyState
          icon={<Target size={22} />}
          title="What would you like to understand?"
          description="Choose the column you want to predict or explain. All others are then ranked by how much they tell of it."
        />
      ) : (
        <JobPanel job={job}>{(output) => <Ranking scope={scope} output={output} />}</JobPanel>
      )}
    </div>
  );
}

function Ranking({ scope, output }: { readonly scope: Scope; readonly output: Output }) {
  const { targetColumn, choose } = useExploreState();
  const shown = output.columns.find((column) => column.name === targetColumn) ?? output.columns[0];
  if (!shown)
    return (
      <EmptyState
        icon={<Target size={22} />}
        title="There is no other column"
        description="A target needs at least one column to be compared with."
      />
    );
  return (
    <div className={tab.split}>
      <Section title="Strongest first" flush>
        <ol className={tab.list}>
          {output.columns.map((column, i) => (
            <li key={column.name}>
              <button
                type="button"
                className={tab.item}
                aria-current={column === shown}
                onClick={() => choose({ targetColumn: column.name })}
              >
                <span className={tab.place}>{i + 1}</span>
                <TypeGlyph type={column.type} />
                <span className={tab.name} title={column.name}>
                  {column.name}
                </span>
                <span className={tab.bar} aria-hidden="true">
                  <span style={{ width: `${Math.min(1, column.strength) * 100}%` }} />
                </span>
                <span className={tab.number}>{column.strength.toFixed(3)}</span>
              </button>
            </li>
          ))}
        </ol>
      </Section>
      <Detail scope={scope} output={output} column={shown} />
    </div>
  );
}

function Detail(props: {
  readonly scope: Scope;
  readonly output: Output;
  readonly column: Ranked;
}) {
  const { scope, output, column } = props;
  const [, show] = useExploreTab();
  const summaries = useQuery('data.summaries', { version: scope.version.id });
  const byMean = isQuantity(output.type);
  const commonest = scope.segment
    ? undefined
    : summaries.data?.columns.find(({ name }) => name === output.target)?.top[0]?.value;
  const measured = byMean
    ? `Mean of ${output.target}`
    : `Share of ${output.target} ${commonest === undefined ? 'at its commonest' : `= ${commonest}`}`;
  const spec = useMemo<BarSpec>(() => {
    const known = column.bins.filter((bin) => bin.value !== null);
    const rows = known.reduce((sum, bin) => sum + bin.count, 0);
    const overall = known.reduce((sum, bin) => sum + bin.value! * bin.count, 0) / (rows || 1);
    return {
      kind: 'bar',
      orientation: 'horizontal',
      labels: column.bins.map((bin) => bin.label),
      series: [{ name: measured, values: column.bins.map((bin) => bin.value) }],
      notes: column.bins.map((bin) => formatCount(bin.count, 'row')),
      labelTitle: column.name,
      valueTitle: measured,
      valueKind: byMean ? 'number' : 'percent',
      ...(rows > 0
        ? {
            reference: {
              value: overall,
              label: `overall ${byMean ? formatNumber(overall, 4) : `${(overall * 100).toFixed(1)}%`}`,
            },
          }
        : {}),
    };
  }, [column, measured, byMean]);
  return (
    <div className={tab.detail}>
      <StatRow>
        <Stat label="Strength" value={column.strength.toFixed(3)} />
        <Stat
          label={measureNames[column.measure]}
          value={coefficient(column.value)}
          hint={pValueText(column.pValue)}
        />
        <Stat label="Missing" value={formatInteger(column.missing)} hint="a bin of their own" />
      </StatRow>
      <Section
        title={`${output.target} by ${column.name}`}
        actions={
          <Button
            variant="subtle"
            onClick={() => show('relations', { x: column.name, y: output.target })}
          >
            See its rows
          </Button>
        }
      >
        <Chart
          spec={spec}
          height={Math.max(220, column.bins.length * 26 + 80)}
          label={`${measured} by ${column.name}`}
        />
        <RowsByBin bins={column.bins} />
      </Section>
    </div>
  );
}

/** How many rows each bar stands for, so that a striking bar of three rows is seen as such. */
function RowsByBin({ bins }: { readonly bins: Ranked['bins'] }) {
  const spec = useMemo<BarSpec>(
    () => ({
      kind: 'bar',
      orientation: 'horizontal',
      labels: bins.map((bin) => bin.label),
      series: [{ name: 'Rows', values: bins.map((bin) => bin.count) }],
      valueTitle: 'Rows',
    }),
    [bins],
  );
  return (
    <Chart
      spec={spec}
      title="Rows behind each bar"
      height={Math.max(180, bins.length * 22 + 60)}
      label="Rows by bin"
    />
  );
}
