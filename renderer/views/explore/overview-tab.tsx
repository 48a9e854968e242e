import type { Profile } from '../../../core/contract/eda.ts';
import { formatInteger, formatPercent } from '../../components/format.ts';
import { Section } from '../../components/section.tsx';
import { Stat, StatRow } from '../../components/stat.tsx';
import { TypeGlyph } from '../../components/type-glyph.tsx';
import { AlertList } from './alert-list.tsx';
import styles from './explore-view.module.css';
import { useExploreTab } from './explore-state.ts';
import overview from './overview-tab.module.css';

/** Size, gaps and duplicates; what deserves attention; the columns at a glance. */
export function OverviewTab({ profile }: { readonly profile: Profile }) {
  const { rows, columns, missing, duplicates, alerts } = profile;
  const [, show] = useExploreTab();
  return (
    <div className={styles.content}>
      <StatRow>
        <Stat label="Rows" value={formatInteger(rows)} />
        <Stat label="Columns" value={formatInteger(columns.length)} hint={typeCounts(profile)} />
        <Stat
          label="Missing cells"
          value={formatPercent(missing.share)}
          hint={`${formatInteger(missing.cells)} cells`}
        />
        <Stat
          label="Complete rows"
          value={formatPercent(rows > 0 ? missing.rowsComplete / rows : null)}
          hint={`${formatInteger(missing.rowsComplete)} rows`}
        />
        <Stat
          label="Duplicate rows"
          value={formatPercent(duplicates.share)}
          hint={`${formatInteger(duplicates.rows)} rows`}
        />
      </StatRow>
      <div className={styles.two}>
        <Section
          title={`Alerts (${formatInteger(alerts.length)})`}
          description="What may need a decision before training"
          flush
        >
          <AlertList alerts={alerts} />
        </Section>
        <Section title="Columns" description="Choose one to see its detail" flush>
          <ul className={overview.columns}>
            {columns.map((column) => (
              <li key={column.name}>
                <button
                  type="button"
                  className={overview.column}
                  onClick={() => show('columns', { column: column.name })}
                >
                  <TypeGlyph type={column.type} />
                  <span className={overview.name}>{column.name}</span>
                  <span className={overview.number}>{formatInteger(column.distinct)} distinct</span>
                  <span className={overview.number} data-some={column.missing > 0}>
                    {column.missing > 0
                      ? `${formatPercent(rows > 0 ? column.missing / rows : 0)} missing`
                      : 'complete'}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </Section>
      </div>
    </div>
  );
}

function typeCounts({ columns }: Profile): string {
  const counts = new Map<string, number>();
  for (const { type } of columns) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts]
    .toSorted((a, b) => b[1] - a[1])
    .map(([type, count]) => `${count} ${type}`)
    .join(', ');
}
