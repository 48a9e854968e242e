import { Select } from '@mantine/core';
import { metricsOf } from '../metric-names.ts';
import { metricWords } from './metric-words.ts';

/** The value of a metric field that leaves the choice to the task. */
export const mainMetric = '';

/** Which metric rows are judged by; at first the main one of the task. */
export function MetricSelect(props: {
  task: string;
  value: string;
  onChange: (metric: string) => void;
}) {
  const { task, value, onChange } = props;
  return (
    <Select
      label="Metric"
      w={190}
      allowDeselect={false}
      data={[
        { value: mainMetric, label: 'Main metric' },
        ...metricsOf(task).map((id) => ({ value: id, label: metricWords(id).title })),
      ]}
      value={value}
      onChange={(next) => onChange(next ?? mainMetric)}
    />
  );
}
