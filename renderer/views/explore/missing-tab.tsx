import { CircleCheck } from 'lucide-react';
import { useMemo } from 'react';
import type { Profile } from '../../../core/contract/eda.ts';
import { Chart } from '../../charts/chart.tsx';
import type { BarSpec, DendrogramSpec, HeatmapSpec } from '../../charts/spec.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { formatInteger, formatPercent } from '../../components/format.ts';
import { Section } from '../../components/section.tsx';
import { Stat, StatRow } from '../../components/stat.tsx';
import styles from './explore-view.module.css';
import { strongestPart } from './strongest-pairs.ts';

const mostColumns = 40;

/** Where values are missing: by column, and along the rows. */
export function MissingTab({ profile }: { readonly profile: Profile }) {
  const { missing, rows, columns } = profile;
  const holes = useMemo(
    () =>
      missing.columns.filter((column) => column.count > 0).toSorted((a, b) => b.count - a.count),
    [missing],
  );
  const shown = useMemo(() => holes.slice(0, mostColumns), [holes]);
  const bars = useMemo<BarSpec>(
    () => ({
      kind: 'bar',
      labels: shown.map((column) => column.name),
      series: [{ name: 'Missing', values: shown.map((column) => column.share) }],
      valueTitle: 'Missing share',
      valueKind: 'percent',
      valueMax: 1,
    }),
    [shown],
  );
  const blocks = useMemo<HeatmapSpec>(() => {
    const { rowsPerBlock, share } = missing.blocks;
    const position = new Map(columns.map((column, i) => [column.name, i]));
    return {
      kind: 'heatmap',
      rows: shown.map((column) => column.name),
      columns: share.map((_, i) => formatInteger(i * rowsPerBlock + 1)),
      matrix: shown.map((column) =>
        share.map((block) => block[position.get(column.name) ?? -1] ?? null),
      ),
      scale: 'sequential',
      range: [0, 1],
      valueTitle: 'Missing share',
      valueKind: 'percent',
      columnTitle: 'From row',
    };
  }, [missing, columns, shown]);
  const together = useMemo(
    () => strongestPart(missing.correlation, mostColumns),
    [missing.correlation],
  );
  const nullity = useMemo<HeatmapSpec>(
    () => ({
      kind: 'heatmap',
      rows: together.columns,
      columns: together.columns,
      matrix: together.matrix,
      scale: 'diverging',
      range: [-1, 1],
      valueTitle: 'r',
    }),
    [together],
  );
  const tree = useMemo<DendrogramSpec>(
    () => ({
      kind: 'dendrogram',
      labels: missing.dendrogram.columns,
      linkage: missing.dendrogram.linkage,
      order: missing.dendrogram.order,
      valueTitle: 'Distance',
    }),
    [missing.dendrogram],
  );
  if (holes.length === 0)
    return (
      <EmptyState
        icon={<CircleCheck size={22} />}
        title="No value is missing"
        description={`All ${formatInteger(rows)} rows are complete in all ${formatInteger(columns.length)} columns.`}
      />
    );
  const height = Math.max(200, shown.length * 22 + 90);
  const some = holes.length > mostColumns ? `; the ${mostColumns} with the most` : '';
  return (
    <div className={styles.content}>
      <StatRow>
        <Stat
          label="Missing cells"
          value={formatInteger(missing.cells)}
          hint={formatPercent(missing.share)}
        />
        <Stat
          label="Columns with gaps"
          value={formatInteger(holes.length)}
          hint={`of ${formatInteger(columns.length)}`}
        />
        <Stat
          label="Complete rows"
          value={formatInteger(missing.rowsComplete)}
          hint={formatPercent(rows > 0 ? missing.rowsComplete / rows : 0)}
        />
      </StatRow>
      <div className={styles.two}>
        <Section title="By column" description={`Columns with missing values${some}`}>
          <Chart spec={bars} height={height} label="Missing share by column" />
        </Section>
        <Section
          title="Along the rows"
          description={`Blocks of ${formatInteger(missing.blocks.rowsPerBlock)} rows, in file order: gaps that come together show as bands`}
        >
          <Chart spec={blocks} height={height} label="Missing share by column and block of rows" />
        </Section>
      </div>
      {together.columns.length > 1 && (
        <div className={styles.two}>
          <Section
            title="Missing together"
            description="1: always missing in the same rows; −1: one is there where the other is missing"
          >
            <Chart
              spec={nullity}
              height={Math.max(240, together.columns.length * 22 + 110)}
              label="Correlation of being missing, column by column"
            />
          </Section>
          <Section
            title="Groups of gaps"
            description="Columns that meet early are missing in nearly the same rows"
          >
            <Chart
              spec={tree}
              height={Math.max(240, tree.labels.length * 20 + 70)}
              label="Tree of columns by how alike their gaps are"
            />
          </Section>
        </div>
      )}
    </div>
  );
}
