import { useMemo } from 'react';
import type { OutputOf } from '../../../../core/contract/contract.ts';
import { Chart } from '../../../charts/chart.tsx';
import type { BarSpec } from '../../../charts/spec.ts';
import { formatInteger, formatNumber, formatPercent } from '../../../components/format.ts';
import { Stat, StatRow } from '../../../components/stat.tsx';
import { WarningList } from '../../../components/warning-list.tsx';
import { WarningNotice } from '../../../components/warning-notice.tsx';
import { JobPanel } from '../../explore/job-panel.tsx';
import { conditionWords } from './condition-words.ts';
import { rowName } from '../explanation-specs.ts';
import { useRowJob } from './use-row-job.ts';
import type { WayProps } from './other-ways.tsx';
import styles from './other-ways.module.css';

type Local = OutputOf<'explainability.lime'>;

/** Below it the straight lines say little of what the model does. */
const poorFit = 0.3;

/** What an R² of a local fit means. */
export function fitWords(r2: number): string {
  if (r2 >= 0.8) return 'follows the model closely';
  if (r2 >= 0.5) return 'follows the model roughly';
  return r2 >= poorFit ? 'follows the model loosely' : 'hardly follows the model';
}

/** What to know of the number that the local model says. */
export function localHint({ label, local }: Pick<Local, 'label' | 'local'>): string {
  const beyond = label !== null && (local < 0 || local > 1);
  return beyond ? 'of the same row; a straight line may leave 0% to 100%' : 'says of the same row';
}

function barsOf({ entries, label }: Local, target: string): BarSpec {
  return {
    kind: 'bar',
    labels: entries.map(({ condition }) => conditionWords(condition)),
    series: [{ name: 'Weight', values: entries.map(({ weight }) => weight) }],
    valueTitle: label === null ? `Change of ${target}` : `Change of the probability of ${label}`,
    signed: true,
    legend: false,
  };
}

function Shown({ found, target, row }: { found: Local; target: string; row: number }) {
  const spec = useMemo(() => barsOf(found, target), [found, target]);
  const said = (value: number): string =>
    found.label === null ? formatNumber(value) : formatPercent(value);
  return (
    <div className={styles.way}>
      <StatRow>
        <Stat
          label="Model"
          value={said(found.prediction)}
          hint={found.label === null ? target : `probability of ${found.label}`}
        />
        <Stat label="Local model" value={said(found.local)} hint={localHint(found)} />
        <Stat label="R² of the fit" value={formatNumber(found.r2, 2)} hint={fitWords(found.r2)} />
      </StatRow>
      {found.r2 < poorFit && (
        <WarningNotice title="Read these bars with care">
          Around {rowName(row).toLowerCase()} the model is not close to a sum of such conditions, so
          they tell only part of what it does.
        </WarningNotice>
      )}
      <WarningList warnings={found.warnings} />
      <Chart
        title="Weights of the local model"
        spec={spec}
        height={70 + found.entries.length * 28}
      />
      <p className={styles.quiet}>
        A linear model (LIME) of {formatInteger(found.samples)} rows drawn around{' '}
        {rowName(row).toLowerCase()} from the values of training; what holds for the row adds its
        weight.
      </p>
    </div>
  );
}

/** A straight model around one row, bar by bar. */
export function LocalModel({ modelId, versionId, row, label, target, active }: WayProps) {
  const job = useRowJob(
    'explainability.lime',
    { model: modelId, version: versionId, row, ...(label === null ? {} : { label }) },
    active,
  );
  return (
    <JobPanel job={job}>{(found) => <Shown found={found} target={target} row={row} />}</JobPanel>
  );
}
