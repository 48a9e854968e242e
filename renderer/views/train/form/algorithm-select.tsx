import {
  MultiSelect,
  Select,
  type ComboboxItem,
  type ComboboxParsedItem,
  type ComboboxParsedItemGroup,
} from '@mantine/core';
import { useMemo } from 'react';
import type { Task } from '../../../../core/contract/common.ts';
import { useQuery } from '../../../client/use-query.ts';
import { groupByFamily, type Algorithm, type FamilyGroup } from './algorithm-families.ts';
import styles from './algorithm-select.module.css';

const isGroup = (item: ComboboxParsedItem): item is ComboboxParsedItemGroup => 'group' in item;

/** Finds by title, id, summary and family. */
function search(summaries: ReadonlyMap<string, string>) {
  return ({ options, search: typed }: { options: ComboboxParsedItem[]; search: string }) => {
    const wanted = typed.trim().toLowerCase();
    const fits = (item: ComboboxItem): boolean =>
      `${item.label} ${item.value} ${summaries.get(item.value) ?? ''}`
        .toLowerCase()
        .includes(wanted);
    return options.flatMap((option): ComboboxParsedItem[] => {
      if (!isGroup(option)) return fits(option as ComboboxItem) ? [option] : [];
      if (String(option.group).toLowerCase().includes(wanted)) return [option];
      const items = option.items.filter(fits);
      return items.length > 0 ? [{ ...option, items }] : [];
    });
  };
}

function useOffered(task: Task | null, accepts: ((algorithm: Algorithm) => boolean) | undefined) {
  const { data: models } = useQuery('models.list', {});
  return useMemo(() => {
    const all = (models ?? []).filter((model) => accepts?.(model) ?? true);
    const summaries = new Map(all.map((model) => [model.id, model.summary]));
    return { groups: groupByFamily(all, task), summaries, filter: search(summaries) };
  }, [models, task, accepts]);
}

const optionsOf = (groups: readonly FamilyGroup[]) =>
  groups.map(({ family, algorithms }) => ({
    group: family,
    items: algorithms.map(({ id, title }) => ({ value: id, label: title })),
  }));

function Option({ label, summary }: { label: string; summary: string | undefined }) {
  return (
    <div className={styles.option}>
      <div>{label}</div>
      {summary !== undefined && (
        <div className={styles.summary} aria-hidden>
          {summary}
        </div>
      )}
    </div>
  );
}

/** Wide enough for a summary in a line. */
const dropdown = { width: 560, position: 'bottom-start' } as const;

interface SelectProps {
  readonly task: Task | null;
  readonly disabled: boolean;
  /** Which algorithms are offered; keep it stable. Default: all that do the task. */
  readonly accepts?: (algorithm: Algorithm) => boolean;
}

/** One algorithm out of many: by family, found by a few letters, told in a line. */
export function AlgorithmSelect(
  props: SelectProps & {
    readonly value: string;
    readonly onChange: (id: string) => void;
    /** Offered first: lets the core choose. */
    readonly automatic?: { readonly summary: string };
  },
) {
  const { groups, summaries, filter } = useOffered(props.task, props.accepts);
  const automatic = props.automatic?.summary;
  const chosen = summaries.get(props.value) ?? automatic;
  return (
    <Select
      aria-label="Algorithm"
      data={[
        ...(automatic === undefined ? [] : [{ value: 'auto', label: 'Automatic' }]),
        ...optionsOf(groups),
      ]}
      value={props.value}
      allowDeselect={false}
      searchable
      maxDropdownHeight={420}
      nothingFoundMessage="No such algorithm"
      disabled={props.disabled}
      description={chosen}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      comboboxProps={dropdown}
      filter={filter}
      renderOption={({ option }) => (
        <Option
          label={option.label}
          summary={option.value === 'auto' ? automatic : summaries.get(option.value)}
        />
      )}
      onChange={(id) => id !== null && props.onChange(id)}
    />
  );
}

/** Several algorithms to choose from; none: those that suit the data. */
export function AlgorithmsSelect(
  props: SelectProps & {
    readonly value: readonly string[];
    readonly onChange: (ids: string[]) => void;
  },
) {
  const { groups, summaries, filter } = useOffered(props.task, props.accepts);
  return (
    <MultiSelect
      size="xs"
      label="Algorithms to choose from"
      placeholder={props.value.length === 0 ? 'Those that suit the data' : undefined}
      data={optionsOf(groups)}
      value={props.value.filter((id) => summaries.has(id))}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': 'Choose by the data' }}
      hidePickedOptions
      maxDropdownHeight={420}
      nothingFoundMessage="No such algorithm"
      disabled={props.disabled}
      comboboxProps={dropdown}
      filter={filter}
      renderOption={({ option }) => (
        <Option label={option.label} summary={summaries.get(option.value)} />
      )}
      onChange={props.onChange}
    />
  );
}
