import {
  ActionIcon,
  Button,
  MultiSelect,
  NumberInput,
  Select,
  Switch,
  TagsInput,
  TextInput,
} from '@mantine/core';
import { Plus, Trash2 } from 'lucide-react';
import { FormGroup } from '../../../components/form-group.tsx';
import type { FormField } from '../../../forms/schema-fields.ts';
import type { SearchDraft } from '../search/search-draft.ts';
import { without } from '../search/search-space.ts';
import type { ExperimentKind } from '../train-state.ts';
import search from '../search/search.module.css';

interface FieldsProps {
  readonly draft: SearchDraft;
  readonly change: (part: Partial<SearchDraft>) => void;
  readonly disabled: boolean;
  /** Parameters that can be varied. */
  readonly varied: readonly FormField[];
  /** Those with a range of their own. */
  readonly ranged: readonly string[];
  readonly param: string | null;
  readonly columns: readonly string[];
}

function CurveFields({ draft, change, disabled, varied, param }: FieldsProps) {
  return (
    <>
      <Select
        label="Parameter to vary"
        placeholder={varied.length === 0 ? 'It has none' : 'Choose a parameter'}
        data={varied.map(({ name, title }) => ({ value: name, label: title }))}
        value={param}
        searchable
        allowDeselect={false}
        disabled={disabled || varied.length === 0}
        onChange={(next) =>
          next !== null && change({ param: { ...draft.param, [draft.algorithm]: next } })
        }
      />
      {param !== null && (
        <TagsInput
          size="xs"
          label="Values"
          description="Type each and press Enter"
          placeholder={
            (draft.values[param] ?? []).length === 0 ? 'Over its usual range' : undefined
          }
          value={[...(draft.values[param] ?? [])]}
          disabled={disabled}
          onChange={(values) => change({ values: { ...draft.values, [param]: values } })}
        />
      )}
    </>
  );
}

function GroupFields({ draft, change, disabled, columns }: FieldsProps) {
  const groups = Object.entries(draft.groups);
  const set = (next: SearchDraft['groups']): void => change({ groups: next });
  const rename = (from: string, to: string): void =>
    set(Object.fromEntries(groups.map(([name, own]) => [name === from ? to : name, own] as const)));
  return (
    <>
      {groups.map(([name, own], i) => (
        <div key={i} className={search.param}>
          <div className={search.paramHead}>
            <TextInput
              flex={1}
              aria-label={`Name of group ${i + 1}`}
              value={name}
              disabled={disabled}
              onChange={(event) => {
                const next = event.currentTarget.value;
                if (next !== '' && !(next in draft.groups)) rename(name, next);
              }}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Remove ${name}`}
              disabled={disabled}
              onClick={() => set(without(draft.groups, name))}
            >
              <Trash2 size={15} aria-hidden />
            </ActionIcon>
          </div>
          <MultiSelect
            size="xs"
            aria-label={`Columns of ${name}`}
            placeholder={own.length === 0 ? 'Columns' : undefined}
            data={[...columns]}
            value={own.filter((column) => columns.includes(column))}
            searchable
            hidePickedOptions
            disabled={disabled}
            onChange={(next) => set({ ...draft.groups, [name]: next })}
          />
        </div>
      ))}
      <Button
        variant="default"
        leftSection={<Plus size={14} aria-hidden />}
        disabled={disabled}
        onClick={() => {
          let number = groups.length + 1;
          while (`Group ${number}` in draft.groups) number++;
          set({ ...draft.groups, [`Group ${number}`]: [] });
        }}
      >
        {groups.length === 0 ? 'Group columns' : 'Add a group'}
      </Button>
      <Switch
        label="Preparation steps too"
        description="Scaling, imputation and encoding"
        checked={draft.steps}
        disabled={disabled}
        onChange={(event) => change({ steps: event.currentTarget.checked })}
      />
    </>
  );
}

function SensitivityFields({ draft, change, disabled, varied, ranged }: FieldsProps) {
  const offered = varied.filter(({ name }) => ranged.includes(name));
  return (
    <>
      <MultiSelect
        size="xs"
        label="Parameters to vary"
        placeholder={draft.vary.length === 0 ? 'All with a usual range' : undefined}
        data={offered.map(({ name, title }) => ({ value: name, label: title }))}
        value={draft.vary.filter((name) => ranged.includes(name))}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': 'Vary all' }}
        hidePickedOptions
        disabled={disabled}
        onChange={(vary) => change({ vary })}
      />
      <NumberInput
        label="Values of each"
        value={draft.points}
        min={2}
        max={50}
        allowDecimal={false}
        disabled={disabled}
        onChange={(value) => typeof value === 'number' && change({ points: value })}
      />
    </>
  );
}

const titles: Readonly<Record<Exclude<ExperimentKind, 'learning'>, string>> = {
  validation: 'What is varied',
  ablation: 'What is left out',
  sensitivity: 'What is varied',
};

/** What an experiment needs besides the data, the algorithm and the folds. */
export function ExperimentFields(props: FieldsProps & { readonly kind: ExperimentKind }) {
  const { kind, ...fields } = props;
  if (kind === 'learning') return null;
  return (
    <FormGroup title={titles[kind]}>
      {kind === 'validation' && <CurveFields {...fields} />}
      {kind === 'ablation' && <GroupFields {...fields} />}
      {kind === 'sensitivity' && <SensitivityFields {...fields} />}
    </FormGroup>
  );
}
