import { Select } from '@mantine/core';
import { useQuery } from '../client/use-query.ts';
import { mainMetric } from './main-metric.ts';
import { useAlgorithmTitles } from './use-algorithm-titles.ts';

export interface ModelSelectProps {
  /** `name@2` of a registered version, or the model id of a run. */
  readonly value: string | null;
  readonly onChange: (modelRef: string) => void;
  readonly label: string;
  readonly labelHidden?: boolean;
  readonly disabled?: boolean;
}

/** A registered model version or the model of a run. */
export function ModelSelect({ value, onChange, label, labelHidden, disabled }: ModelSelectProps) {
  const registry = useQuery('registry.list', {});
  const tracking = useQuery('tracking.runs', {});
  const titles = useAlgorithmTitles();
  const details = new Map<string, string>();
  const registered = (registry.data?.models ?? []).flatMap((model) =>
    model.versions
      .toSorted((a, b) => b.number - a.number)
      .map((version) => {
        const ref = `${version.name}@${version.number}`;
        details.set(ref, version.stage === 'None' ? '' : version.stage);
        return { value: ref, label: ref };
      }),
  );
  const runs = (tracking.data?.runs ?? []).flatMap((run) => {
    if (run.modelId === null || run.status !== 'finished') return [];
    const metric = mainMetric(run.task, run.metrics);
    details.set(run.modelId, metric ? `${metric.title} ${metric.text}` : '');
    const title = titles.get(run.algorithm) ?? run.algorithm;
    return [{ value: run.modelId, label: `${title} → ${run.target} · ${run.id.slice(0, 8)}` }];
  });
  const groups = [
    ...(registered.length > 0 ? [{ group: 'Registered', items: registered }] : []),
    ...(runs.length > 0 ? [{ group: 'From runs', items: runs }] : []),
  ];
  return (
    <Select
      {...(labelHidden ? { 'aria-label': label } : { label })}
      value={value}
      onChange={(next) => next !== null && onChange(next)}
      data={groups}
      placeholder={registry.loading || tracking.loading ? 'Loading' : 'Choose a model'}
      nothingFoundMessage="No such model"
      searchable
      allowDeselect={false}
      disabled={disabled ?? false}
      miw={240}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      renderOption={({ option }) => (
        <>
          <span>{option.label}</span>
          <span className="assay-option-detail">{details.get(option.value)}</span>
        </>
      )}
    />
  );
}
