import { SegmentedControl } from '@mantine/core';
import { Grid3x3 } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Profile } from '../../../core/contract/eda.ts';
import { Chart } from '../../charts/chart.tsx';
import type { HeatmapSpec } from '../../charts/spec.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { formatInteger } from '../../components/format.ts';
import { Section } from '../../components/section.tsx';
import tab from './correlations-tab.module.css';
import styles from './explore-view.module.css';
import { strongestPairs, strongestPart } from './strongest-pairs.ts';

const mostColumns = 50;
const mostPairs = 20;

const measures = [
  { value: 'pearson', label: 'Pearson', title: 'Linear relation of numbers' },
  { value: 'spearman', label: 'Spearman', title: 'Monotonic relation of numbers, by rank' },
  { value: 'cramers_v', label: "Cramér's V", title: 'Association of categories' },
] as const;
type Measure = (typeof measures)[number]['value'];

/** Three decimals each, so that their points align. */
const coefficient = (value: number): string => value.toFixed(3).replace('-', '−');

/** How columns go together: a heatmap and the strongest pairs. */
export function CorrelationsTab({ profile }: { readonly profile: Profile }) {
  const [measure, setMeasure] = useState<Measure>(() =>
    profile.correlations.pearson.columns.length > 1 ? 'pearson' : 'cramers_v',
  );
  const whole = profile.correlations[measure];
  const part = useMemo(() => strongestPart(whole, mostColumns), [whole]);
  const pairs = useMemo(() => strongestPairs(whole, mostPairs), [whole]);
  const signed = measure !== 'cramers_v';
  const title = measures.find((each) => each.value === measure)!.title;
  const spec = useMemo<HeatmapSpec>(
    () => ({
      kind: 'heatmap',
      rows: part.columns,
      columns: part.columns,
      matrix: part.matrix,
      scale: signed ? 'diverging' : 'sequential',
      range: signed ? [-1, 1] : [0, 1],
      valueTitle: signed ? 'r' : 'V',
    }),
    [part, signed],
  );
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
        <span className="assay-muted">
          {title}
          {whole.columns.length > mostColumns &&
            `; the ${mostColumns} most related of ${formatInteger(whole.columns.length)} columns`}
        </span>
      </div>
      {whole.columns.length < 2 ? (
        <EmptyState
          icon={<Grid3x3 size={22} />}
          title="Nothing to relate"
          description={
            signed
              ? 'This version has fewer than two columns of numbers.'
              : 'This version has fewer than two columns of categories.'
          }
        />
      ) : (
        <div className={tab.split}>
          <Section>
            <Chart
              spec={spec}
              title="Matrix"
              height={Math.min(760, Math.max(340, part.columns.length * 22 + 120))}
              label={`${title}, ${part.columns.length} columns`}
            />
          </Section>
          <Section title="Strongest pairs" flush>
            <table className={tab.table}>
              <tbody>
                {pairs.map((pair) => (
                  <tr key={`${pair.a} ${pair.b}`}>
                    <th scope="row" title={`${pair.a} and ${pair.b}`}>
                      {pair.a} <span className="assay-muted">and</span> {pair.b}
                    </th>
                    <td>{coefficient(pair.value)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Section>
        </div>
      )}
    </div>
  );
}
