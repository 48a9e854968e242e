import { useMemo } from 'react';
import type { Series } from '../../../core/contract/eda-series.ts';
import { Chart } from '../../charts/chart.tsx';
import type { CorrelogramSpec, PanelsSpec } from '../../charts/spec.ts';
import { formatInteger, formatNumber, formatPercent } from '../../components/format.ts';
import { Section } from '../../components/section.tsx';
import { Stat, StatRow } from '../../components/stat.tsx';
import { ToneBadge } from '../../components/tone-badge.tsx';
import { WarningNotice } from '../../components/warning-notice.tsx';
import controls from './controls.module.css';
import { dateText } from './date-text.ts';
import styles from './explore-view.module.css';
import { pValueText } from './statistic-text.ts';
import tab from './series-result.module.css';
import { frequencyText, periodText, stationarityVerdict } from './series-words.ts';

export interface SeriesResultProps {
  readonly series: Series;
  readonly value: string;
  /** Null: the row number. */
  readonly time: string | null;
  readonly isDate: boolean;
}

/** Course and parts, the verdict of the tests, the memory by lag, seasons and gaps. */
export function SeriesResult({ series, value, time, isDate }: SeriesResultProps) {
  const { decomposition } = series;
  const panels = useMemo<PanelsSpec>(
    () => ({
      kind: 'panels',
      x: series.time,
      xTitle: time ?? 'Row',
      xKind: isDate ? 'date' : 'number',
      panels: [
        { title: value, values: series.value },
        ...(decomposition
          ? [
              { title: 'Trend', values: decomposition.trend },
              { title: 'Season', values: decomposition.seasonal },
              { title: 'Rest', values: decomposition.residual },
            ]
          : []),
      ],
      bands: series.gaps.map(({ from, to }) => ({ from, to })),
    }),
    [series, decomposition, value, time, isDate],
  );
  const acf = useMemo(
    () => correlogram(series.acf, series.confidence, 'Autocorrelation'),
    [series],
  );
  const pacf = useMemo(
    () => correlogram(series.pacf, series.confidence, 'Partial autocorrelation'),
    [series],
  );
  const missing = series.gaps.reduce((sum, gap) => sum + gap.missing, 0);
  return (
    <>
      <StatRow>
        <Stat label="Observations" value={formatInteger(series.observations)} />
        <Stat label="Step" value={frequencyText(series.frequency)} />
        <Stat
          label="Season"
          value={series.period > 1 ? periodText(series.period, series.frequency) : 'none'}
          hint={series.period > 1 ? `${formatInteger(series.period)} steps` : undefined}
        />
        <Stat
          label="Gaps"
          value={formatInteger(series.gaps.length)}
          hint={series.gaps.length > 0 ? `${formatInteger(missing)} steps missing` : undefined}
        />
      </StatRow>
      {series.warnings.length > 0 && (
        <WarningNotice>
          <ul className={tab.warnings}>
            {series.warnings.map((warning) => (
              <li key={warning}>{warning}.</li>
            ))}
          </ul>
        </WarningNotice>
      )}
      <Section>
        <Chart
          spec={panels}
          title={decomposition ? 'Course and its parts' : 'Course'}
          height={decomposition ? 620 : 340}
        />
        {series.gaps.length > 0 && (
          <p className={tab.note}>Shaded: steps without an observation.</p>
        )}
      </Section>
      <Stationarity series={series} />
      <div className={styles.two}>
        <Section title="Autocorrelation" description="How alike values are at a distance">
          <Chart spec={acf} height={260} />
        </Section>
        <Section
          title="Partial autocorrelation"
          description="The same, less what nearer values explain already"
        >
          <Chart spec={pacf} height={260} />
        </Section>
      </div>
      <div className={styles.two}>
        <Seasons series={series} />
        <Gaps gaps={series.gaps} isDate={isDate} />
      </div>
    </>
  );
}

/** Lag 0 is 1 by definition and left out. */
function correlogram(
  values: readonly number[],
  confidence: number,
  valueTitle: string,
): CorrelogramSpec {
  return { kind: 'correlogram', values: values.slice(1), confidence, valueTitle };
}

function Stationarity({ series }: { readonly series: Series }) {
  const verdict = stationarityVerdict(series);
  const { adf, kpss } = series;
  return (
    <Section
      title={
        <span className={tab.verdict}>
          Does it keep its level? <ToneBadge tone={verdict.tone}>{verdict.title}</ToneBadge>
        </span>
      }
    >
      <p className={tab.text}>{verdict.text}</p>
      {(adf || kpss) && (
        <table className={controls.table}>
          <thead>
            <tr>
              <th scope="col">Test</th>
              <th scope="col">Says</th>
              <th scope="col" data-number>
                Statistic
              </th>
              <th scope="col" data-number>
                At 5 %
              </th>
              <th scope="col" data-number>
                p-value
              </th>
              <th scope="col" data-number>
                Lags
              </th>
            </tr>
          </thead>
          <tbody>
            {adf && (
              <tr>
                <td>ADF</td>
                <td>{adf.pValue < 0.05 ? 'no unit root' : 'a unit root cannot be ruled out'}</td>
                <td data-number>{formatNumber(adf.statistic, 4)}</td>
                <td data-number>{formatNumber(adf.critical['5%'] ?? null, 4)}</td>
                <td data-number>{pValueText(adf.pValue)}</td>
                <td data-number>{adf.lags}</td>
              </tr>
            )}
            {kpss && (
              <tr>
                <td>KPSS</td>
                <td>
                  {kpss.pValue < 0.05 ? 'the level is not constant' : 'a constant level fits'}
                </td>
                <td data-number>{formatNumber(kpss.statistic, 4)}</td>
                <td data-number>{formatNumber(kpss.critical['5%'] ?? null, 4)}</td>
                <td data-number>{kpssText(kpss.pValue)}</td>
                <td data-number>{kpss.lags}</td>
              </tr>
            )}
          </tbody>
        </table>
      )}
    </Section>
  );
}

/** The table behind the test ends at 0.01 and 0.1. */
function kpssText(p: number): string {
  if (p <= 0.01) return 'p ≤ 0.01';
  return p >= 0.1 ? 'p ≥ 0.1' : pValueText(p);
}

function Seasons({ series }: { readonly series: Series }) {
  const all = series.seasonality.reduce((sum, { power }) => sum + power, 0);
  const top = series.seasonality[0]?.power ?? 1;
  return (
    <Section
      title="Seasons"
      description="Strongest cycles of the spectrum, the trend taken out"
      flush
    >
      {series.seasonality.length === 0 ? (
        <p className={tab.empty}>No cycle stands out.</p>
      ) : (
        <table className={controls.table}>
          <thead>
            <tr>
              <th scope="col">Length</th>
              <th scope="col" data-number>
                Steps
              </th>
              <th scope="col">Strength</th>
            </tr>
          </thead>
          <tbody>
            {series.seasonality.map(({ period, power }) => (
              <tr key={period}>
                <td>{periodText(period, series.frequency)}</td>
                <td data-number>{formatNumber(period, 4)}</td>
                <td>
                  <span className={tab.strength}>
                    <span className={tab.bar} aria-hidden="true">
                      <span style={{ width: `${(power / top) * 100}%` }} />
                    </span>
                    {formatPercent(all > 0 ? power / all : 0)}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

function Gaps(props: { readonly gaps: Series['gaps']; readonly isDate: boolean }) {
  const text = props.isDate ? dateText : (value: number) => formatNumber(value);
  const shown = props.gaps.toSorted((a, b) => b.missing - a.missing).slice(0, 12);
  return (
    <Section
      title="Gaps"
      description={
        props.gaps.length > shown.length
          ? `The ${shown.length} longest of ${formatInteger(props.gaps.length)}`
          : 'Steps without an observation'
      }
      flush
    >
      {shown.length === 0 ? (
        <p className={tab.empty}>No step is missing.</p>
      ) : (
        <table className={controls.table}>
          <thead>
            <tr>
              <th scope="col">After</th>
              <th scope="col">Until</th>
              <th scope="col" data-number>
                Steps missing
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((gap) => (
              <tr key={gap.from}>
                <td>{text(gap.from)}</td>
                <td>{text(gap.to)}</td>
                <td data-number>{formatInteger(gap.missing)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
