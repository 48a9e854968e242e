import { SegmentedControl } from '@mantine/core';
import { Grid3x3 } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { InputOf } from '../../../core/contract/contract.ts';
import { Chart } from '../../charts/chart.tsx';
import type { HeatmapSpec } from '../../charts/spec.ts';
import { useQuery } from '../../client/use-query.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { formatInteger } from '../../components/format.ts';
import { Section } from '../../components/section.tsx';
import { type Measure, measures } from './correlation-methods.ts';
import tab from './correlations-tab.module.css';
import { useExploreTab } from './explore-state.ts';
import styles from './explore-view.module.css';
import { JobPanel } from './job-panel.tsx';
import { type Scope, scopeInput } from './scope.ts';
import { coefficient } from './statistic-text.ts';
import { strongestPairs, strongestPart } from './strongest-pairs.ts';
import { useAutoJob } from './use-auto-job.ts';

const mostColumns = 50;
const mostPairs = 20;

interface Matrix {
  readonly columns: string[];
  readonly matrix: (number | null)[][];
}

/** How columns go together: a heatmap and the strongest pairs, by the measure one chooses. */
export function CorrelationsTab({ scope }: { readonly scope: Scope }) {
  const [measure, setMeasure] = useState<Measure>('auto');
  const words = measures.find((each) => each.value === measure)!;
  return (
    <div className={styles.content}>
      <div className={tab.switch}>
        <SegmentedControl
          aria-label="Measure"
          data={measures.map(({ value, label }) => ({ value, label }))}
          value={measure}
          onChange={(value) =>
            setMeasure(measures.find((m) => m.value === value)?.value ?? measure)
          }
        />
        <span className="assay-muted">{words.title}</span>
      </div>
      {measure === 'auto' ? (
        <OfProfile scope={scope} />
      ) : (
        <OfMethod key={measure} scope={scope} method={measure} />
      )}
    </div>
  );
}

function OfProfile({ scope }: { readonly scope: Scope }) {
  const settings = useQuery('workspace.settings', {});
  const job = useAutoJob(
    'eda.profile',
    settings.loading ? null : scopeInput(scope),
    JSON.stringify(settings.data?.alerts ?? null),
  );
  return (
    <JobPanel job={job}>
      {({ correlations }) => <MatrixView matrix={correlations.auto} measure="auto" />}
    </JobPanel>
  );
}

function OfMethod(props: {
  readonly scope: Scope;
  readonly method: InputOf<'eda.correlations'>['method'];
}) {
  const job = useAutoJob('eda.correlations', {
    ...scopeInput(props.scope),
    method: props.method,
  });
  return (
    <JobPanel job={job}>
      {(output) => <MatrixView matrix={output} measure={props.method} />}
    </JobPanel>
  );
}

function MatrixView({ matrix, measure }: { readonly matrix: Matrix; readonly measure: Measure }) {
  const [, show] = useExploreTab();
  const { signed, sign, needs, title } = measures.find((each) => each.value === measure)!;
  const part = useMemo(() => strongestPart(matrix, mostColumns), [matrix]);
  const pairs = useMemo(() => strongestPairs(matrix, mostPairs), [matrix]);
  const spec = useMemo<HeatmapSpec>(
    () => ({
      kind: 'heatmap',
      rows: part.columns,
      columns: part.columns,
      matrix: part.matrix,
      scale: signed ? 'diverging' : 'sequential',
      range: signed ? [-1, 1] : [0, 1],
      valueTitle: sign,
    }),
    [part, signed, sign],
  );
  if (matrix.columns.length < 2)
    return (
      <EmptyState
        icon={<Grid3x3 size={22} />}
        title="Nothing to relate"
        description={`This measure needs at least two ${needs}.`}
      />
    );
  const relate = (x: string | undefined, y: string | undefined): void => {
    if (x !== undefined && y !== undefined && x !== y) show('relations', { x, y });
  };
  return (
    <div className={tab.split}>
      <Section>
        <Chart
          spec={spec}
          title={
            matrix.columns.length > mostColumns
              ? `Matrix of the ${mostColumns} most related of ${formatInteger(matrix.columns.length)} columns`
              : 'Matrix'
          }
          height={Math.min(760, Math.max(340, part.columns.length * 22 + 120))}
          label={`${title}, ${part.columns.length} columns`}
          onSelect={({ indices }) =>
            relate(part.columns[indices[1] ?? -1], part.columns[indices[0] ?? -1])
          }
        />
      </Section>
      <Section title="Strongest pairs" description="Choose one to see its rows" flush>
        <ul className={tab.pairs}>
          {pairs.map((pair) => (
            <li key={`${pair.a} ${pair.b}`}>
              <button
                type="button"
                className={tab.pair}
                title={`${pair.a} and ${pair.b}`}
                onClick={() => relate(pair.a, pair.b)}
              >
                <span className={tab.names}>
                  {pair.a} <span className="assay-muted">and</span> {pair.b}
                </span>
                <span className={tab.value}>{coefficient(pair.value)}</span>
              </button>
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}
