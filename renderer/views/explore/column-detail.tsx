import { Button } from '@mantine/core';
import { useMemo } from 'react';
import type { Profile, ProfileColumn } from '../../../core/contract/eda.ts';
import { Chart } from '../../charts/chart.tsx';
import type { HistogramSpec } from '../../charts/spec.ts';
import { formatInteger, formatNumber, formatPercent } from '../../components/format.ts';
import { Section } from '../../components/section.tsx';
import { Stat, StatRow } from '../../components/stat.tsx';
import { TypeGlyph } from '../../components/type-glyph.tsx';
import styles from './column-detail.module.css';
import { ColumnDates } from './column-dates.tsx';
import { ColumnExtremes } from './column-extremes.tsx';
import { dateText } from './date-text.ts';
import { useExploreTab } from './explore-state.ts';
import { isNumeric } from './scope.ts';
import { TextPatterns } from './text-patterns.tsx';
import { TopValues } from './top-values.tsx';

export interface ColumnDetailProps {
  readonly column: ProfileColumn;
  /** Rows of the version. */
  readonly rows: number;
  readonly alerts: Profile['alerts'];
}

type Row = readonly [name: string, value: string];

/** How a value of the column reads: dates come as UTC milliseconds. */
function writer(column: ProfileColumn): (value: number | null | undefined) => string {
  return column.type === 'datetime'
    ? (value) => dateText(value ?? null)
    : (value) => formatNumber(value);
}

function spread(column: ProfileColumn): Row[] {
  const text = writer(column);
  const quantile = (key: string): string => text(column.quantiles[key]);
  return [
    ['Minimum', text(column.min)],
    ['5 % quantile', quantile('0.05')],
    ['25 % quantile', quantile('0.25')],
    ['Median', quantile('0.5')],
    ['75 % quantile', quantile('0.75')],
    ['95 % quantile', quantile('0.95')],
    ['Maximum', text(column.max)],
  ];
}

function moments(column: ProfileColumn): Row[] {
  return [
    ['Mean', formatNumber(column.mean)],
    ['Standard deviation', formatNumber(column.std)],
    ['Variance', formatNumber(column.variance)],
    ['Coefficient of variation', formatNumber(column.cv)],
    ['Median absolute deviation', formatNumber(column.mad)],
    ['Interquartile range', formatNumber(column.iqr)],
    ['Skewness', formatNumber(column.skewness)],
    ['Excess kurtosis', formatNumber(column.kurtosis)],
    ['Sum', formatNumber(column.sum)],
    ['Zeros', formatInteger(column.zeros)],
    ['Infinite', formatInteger(column.infinite)],
    ['Order of rows', column.monotonic === 'none' ? 'none' : (column.monotonic ?? '–')],
  ];
}

/** Beyond which values count as outliers, and how many do, by each rule. */
function fences({ outliers }: ProfileColumn): Row[] {
  if (!outliers) return [];
  const { low, high, count } = outliers.iqr;
  return [
    ['Fences at 1.5 IQR', `${formatNumber(low)} to ${formatNumber(high)}`],
    ['Beyond the fences', formatInteger(count)],
    ['More than 3 standard deviations', formatInteger(outliers.zscore.count)],
    ['Modified z above 3.5', formatInteger(outliers.mad.count)],
  ];
}

function StatisticsTable({
  title,
  rows,
}: {
  readonly title: string;
  readonly rows: readonly Row[];
}) {
  return (
    <table className={styles.table}>
      <caption>{title}</caption>
      <tbody>
        {rows.map(([name, value]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Everything the profile knows of one column. */
export function ColumnDetail({ column, rows, alerts }: ColumnDetailProps) {
  const { histogram, outliers, length } = column;
  const [, show] = useExploreTab();
  const mine = alerts.filter((alert) => alert.column === column.name);
  const isDate = column.type === 'datetime';
  const spec = useMemo<HistogramSpec | null>(
    () =>
      histogram && {
        kind: 'histogram',
        edges: histogram.edges,
        counts: histogram.counts,
        xTitle: column.name,
        xKind: isDate ? 'date' : 'number',
      },
    [histogram, column.name, isDate],
  );
  return (
    <article className={styles.detail} aria-label={`Detail of ${column.name}`}>
      <header className={styles.header}>
        <TypeGlyph type={column.type} size={16} />
        <h2 className={styles.name}>{column.name}</h2>
        <span className="assay-muted">{column.type}</span>
        <span className={styles.links}>
          {outliers && outliers.iqr.count > 0 && (
            <Button
              variant="subtle"
              onClick={() =>
                show('outliers', { outlierMethod: 'iqr', outlierColumns: [column.name] })
              }
            >
              Outliers
            </Button>
          )}
          {isNumeric(column.type) && (
            <Button variant="subtle" onClick={() => show('time', { value: column.name })}>
              Over time
            </Button>
          )}
          <Button variant="subtle" onClick={() => show('target', { target: column.name })}>
            As target
          </Button>
          <Button variant="subtle" onClick={() => show('relations', { y: column.name })}>
            Relations
          </Button>
        </span>
      </header>
      {mine.length > 0 && (
        <ul className={styles.alerts}>
          {mine.map((alert, i) => (
            <li key={i}>{alert.message}</li>
          ))}
        </ul>
      )}
      <StatRow>
        <Stat label="Values" value={formatInteger(column.count)} />
        <Stat
          label="Missing"
          value={formatPercent(rows > 0 ? column.missing / rows : 0)}
          hint={`${formatInteger(column.missing)} rows`}
        />
        <Stat label="Distinct" value={formatInteger(column.distinct)} />
        {outliers && (
          <Stat
            label="Outliers"
            value={formatInteger(outliers.iqr.count)}
            hint={`beyond 1.5 IQR; ${formatInteger(outliers.zscore.count)} by z-score`}
          />
        )}
        {length && (
          <Stat
            label="Length"
            value={formatNumber(length.mean, 3)}
            hint={`${formatInteger(length.min)} to ${formatInteger(length.max)} characters`}
          />
        )}
      </StatRow>
      {spec && (
        <Section>
          <Chart
            spec={spec}
            height={250}
            title="Distribution"
            label={`Histogram of ${column.name}`}
          />
        </Section>
      )}
      <div className={styles.two}>
        {histogram && (
          <Section title="Statistics" flush>
            <div className={styles.tables}>
              <StatisticsTable title="Position" rows={spread(column)} />
              {!isDate && <StatisticsTable title="Shape" rows={moments(column)} />}
              {outliers && <StatisticsTable title="Outliers" rows={fences(column)} />}
            </div>
          </Section>
        )}
        {column.dates && <ColumnDates dates={column.dates} monotonic={column.monotonic} />}
        {column.extremes && <ColumnExtremes column={column} />}
        {column.patterns.length > 0 && <TextPatterns column={column} />}
        {column.top.length > 0 && (
          <Section title="Most frequent values" flush>
            <TopValues column={column} />
          </Section>
        )}
      </div>
    </article>
  );
}
