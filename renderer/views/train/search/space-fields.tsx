import { Checkbox, NumberInput, Select, TagsInput, Text } from '@mantine/core';
import type { ParamRange } from '../../../../core/contract/models.ts';
import { FormGroup } from '../../../components/form-group.tsx';
import type { FormField } from '../../../forms/schema-fields.ts';
import { SchemaForm } from '../../../forms/schema-form.tsx';
import {
  choiceLabel,
  parseChoice,
  rangeProblem,
  suggestRange,
  without,
  type Space,
} from './search-space.ts';
import styles from './search.module.css';

type NumberRange = Exclude<ParamRange, { type: 'categorical' }>;

function NumberRangeFields(props: {
  name: string;
  range: NumberRange;
  disabled: boolean;
  onChange: (range: NumberRange) => void;
}) {
  const { name, range, disabled, onChange } = props;
  const whole = range.type === 'integer';
  const end = (label: string, key: 'low' | 'high') => (
    <NumberInput
      label={label}
      aria-label={`${label} of ${name}`}
      value={range[key]}
      allowDecimal={!whole}
      hideControls
      disabled={disabled}
      onChange={(value) => typeof value === 'number' && onChange({ ...range, [key]: value })}
    />
  );
  return (
    <>
      <div className={styles.range3}>
        {end('Low', 'low')}
        {end('High', 'high')}
        <NumberInput
          label="Step"
          aria-label={`Step of ${name}`}
          placeholder="any"
          value={range.step ?? ''}
          min={0}
          allowDecimal={!whole}
          hideControls
          disabled={disabled || range.log === true}
          onChange={(value) => {
            const { step: _, ...rest } = range;
            onChange(typeof value === 'number' && value > 0 ? { ...rest, step: value } : rest);
          }}
        />
      </div>
      <Checkbox
        size="xs"
        label="By powers of ten (log scale)"
        checked={range.log === true}
        disabled={disabled}
        onChange={(event) => {
          const { log: _, step, ...rest } = range;
          if (event.currentTarget.checked) onChange({ ...rest, log: true });
          else onChange(step === undefined ? rest : { ...rest, step });
        }}
      />
    </>
  );
}

function RangeFields(props: {
  field: FormField;
  range: ParamRange;
  disabled: boolean;
  onChange: (range: ParamRange) => void;
}) {
  const { field, range, disabled, onChange } = props;
  const problem = rangeProblem(range);
  return (
    <>
      {range.type === 'categorical' ? (
        <TagsInput
          size="xs"
          aria-label={`Choices of ${field.title}`}
          data={field.kind === 'choice' ? field.options.map(String) : []}
          value={range.choices.map(choiceLabel)}
          disabled={disabled}
          onChange={(labels) => onChange({ type: 'categorical', choices: labels.map(parseChoice) })}
        />
      ) : (
        <NumberRangeFields
          name={field.title}
          range={range}
          disabled={disabled}
          onChange={onChange}
        />
      )}
      {problem !== null && (
        <Text size="xs" c="var(--assay-bad)" role="alert">
          {problem}
        </Text>
      )}
    </>
  );
}

type Mode = 'search' | 'fixed' | 'default';

export interface SpaceFieldsProps {
  readonly fields: readonly FormField[];
  readonly space: Space;
  readonly fixed: Readonly<Record<string, unknown>>;
  readonly disabled: boolean;
  readonly onChange: (space: Space, fixed: Readonly<Record<string, unknown>>) => void;
  /** Back to the algorithm's own ranges; null when nothing was changed. */
  readonly onReset: (() => void) | null;
}

/** Which parameters are searched, within which ranges, and which are held. */
export function SpaceFields(props: SpaceFieldsProps) {
  const { fields, space, fixed, disabled, onChange } = props;
  const set = (field: FormField, mode: Mode): void => {
    const { name } = field;
    const range = suggestRange(field);
    if (mode === 'search' && range) onChange({ ...space, [name]: range }, without(fixed, name));
    if (mode === 'fixed')
      onChange(without(space, name), { ...fixed, [name]: field.default ?? null });
    if (mode === 'default') onChange(without(space, name), without(fixed, name));
  };
  const named = fields.filter(({ name }) => name in space || name in fixed);
  const others = fields.filter(({ name }) => !(name in space) && !(name in fixed));
  return (
    <FormGroup title="Search space">
      {named.map((field) => {
        const range = space[field.name];
        return (
          <div key={field.name} className={styles.param}>
            <div className={styles.paramHead}>
              <span className={styles.paramTitle} title={field.description}>
                {field.title}
              </span>
              <Select
                aria-label={`How ${field.title} is set`}
                w={104}
                data={[
                  ...(suggestRange(field) || range ? [{ value: 'search', label: 'Search' }] : []),
                  { value: 'fixed', label: 'Hold' },
                  { value: 'default', label: 'Default' },
                ]}
                value={range ? 'search' : 'fixed'}
                allowDeselect={false}
                disabled={disabled}
                onChange={(mode) => mode !== null && set(field, mode as Mode)}
              />
            </div>
            {range ? (
              <RangeFields
                field={field}
                range={range}
                disabled={disabled}
                onChange={(next) => onChange({ ...space, [field.name]: next }, fixed)}
              />
            ) : (
              <SchemaForm
                fields={[field]}
                values={{ [field.name]: fixed[field.name] }}
                disabled={disabled}
                onChange={(values) => onChange(space, { ...fixed, ...values })}
              />
            )}
          </div>
        );
      })}
      {others.length > 0 && (
        <Select
          label="Add a parameter"
          placeholder={`${others.length} more at their defaults`}
          data={others.map(({ name, title }) => ({ value: name, label: title }))}
          value={null}
          searchable
          disabled={disabled}
          nothingFoundMessage="No such parameter"
          onChange={(name) => {
            const field = others.find((each) => each.name === name);
            if (field) set(field, suggestRange(field) ? 'search' : 'fixed');
          }}
        />
      )}
      {props.onReset && (
        <Text size="xs">
          <button
            type="button"
            className={styles.reset}
            onClick={props.onReset}
            disabled={disabled}
          >
            Back to the usual ranges
          </button>
        </Text>
      )}
    </FormGroup>
  );
}
