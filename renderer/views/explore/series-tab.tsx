import { NumberInput, SegmentedControl, Select } from '@mantine/core';
import { LineChart } from 'lucide-react';
import { useState } from 'react';
import type { InputOf } from '../../../core/contract/contract.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ColumnSelect } from './column-select.tsx';
import controls from './controls.module.css';
import { byUse } from './default-columns.ts';
import { useExploreState } from './explore-state.ts';
import styles from './explore-view.module.css';
import { JobPanel } from './job-panel.tsx';
import { findColumn, isNumeric, isQuantity, type Scope, scopeInput } from './scope.ts';
import { SeriesResult } from './series-result.tsx';
import { useAutoJob } from './use-auto-job.ts';

const steps = [
  ['', 'as it comes'],
  ['1h', 'hour'],
  ['1d', 'day'],
  ['1w', 'week'],
  ['1mo', 'month'],
  ['1q', 'quarter'],
  ['1y', 'year'],
] as const;
const aggregates = ['mean', 'sum', 'min', 'max', 'last'] as const;

/** A column over time: its course, trend, seasons and memory. */
export function SeriesTab({ scope }: { readonly scope: Scope }) {
  const { version } = scope;
  const { time: wantedTime, value: wantedValue, choose } = useExploreState();
  const [resample, setResample] = useState('');
  const [aggregate, setAggregate] = useState<(typeof aggregates)[number]>('mean');
  const [period, setPeriod] = useState<number | null>(null);
  const [model, setModel] = useState<'additive' | 'multiplicative'>('additive');
  const times = version.columns.filter((column) => isQuantity(column.type));
  const dates = version.columns.filter((column) => column.type === 'datetime');
  const time = (findColumn(version, wantedTime) ?? dates[0])?.name ?? null;
  const values = version.columns.filter((column) => isNumeric(column.type) && column.name !== time);
  const value =
    (values.find((column) => column.name === wantedValue) ?? byUse(values)[0])?.name ?? null;
  const isDate = dates.some((column) => column.name === time);
  const input: InputOf<'eda.timeseries'> | null =
    value === null
      ? null
      : {
          ...scopeInput(scope),
          value,
          aggregate,
          model,
          ...(time === null ? {} : { time }),
          ...(isDate && resample !== '' ? { resample } : {}),
          ...(period === null ? {} : { period }),
        };
  const job = useAutoJob('eda.timeseries', input);
  if (value === null)
    return (
      <EmptyState
        icon={<LineChart size={22} />}
        title="No number to follow"
        description="A course over time needs a column of numbers, and this version has none."
      />
    );
  return (
    <div className={styles.content}>
      <div className={controls.bar}>
        <ColumnSelect
          label="Value"
          columns={values}
          value={value}
          onChange={(name) => choose({ value: name })}
        />
        <ColumnSelect
          label="Over"
          columns={times.filter((column) => column.name !== value)}
          value={time}
          {...(dates.length === 0 ? { none: 'row number' } : {})}
          onChange={(name) => choose({ time: name })}
        />
        <Select
          className={controls.narrow ?? ''}
          label="Step"
          data={steps.map(([step, label]) => ({ value: step, label }))}
          value={isDate ? resample : ''}
          disabled={!isDate}
          allowDeselect={false}
          onChange={(next) => setResample(next ?? '')}
        />
        <Select
          className={controls.narrow ?? ''}
          label="Within a step"
          data={[...aggregates]}
          value={aggregate}
          allowDeselect={false}
          onChange={(next) => setAggregate(aggregates.find((each) => each === next) ?? 'mean')}
        />
        <NumberInput
          className={controls.narrow ?? ''}
          label="Season, in steps"
          placeholder={job.output && job.output.period > 1 ? String(job.output.period) : 'found'}
          min={2}
          max={10_000}
          allowDecimal={false}
          value={period ?? ''}
          onChange={(next) => setPeriod(next === '' || Number(next) < 2 ? null : Number(next))}
        />
        <div className={controls.field}>
          <span className={controls.fieldLabel} aria-hidden="true">
            Parts
          </span>
          <SegmentedControl
            aria-label="How the parts combine"
            data={[
              { value: 'additive', label: 'add up' },
              { value: 'multiplicative', label: 'multiply' },
            ]}
            value={model}
            onChange={(next) => setModel(next === 'multiplicative' ? next : 'additive')}
          />
        </div>
      </div>
      <JobPanel job={job}>
        {(series) => <SeriesResult series={series} value={value} time={time} isDate={isDate} />}
      </JobPanel>
    </div>
  );
}
