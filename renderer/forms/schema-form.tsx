import { NumberInput, Select, Switch, Text, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import { fieldProblem, type FormField, type JsonField, type NumberField } from './schema-fields.ts';
import styles from './schema-form.module.css';

interface FieldProps<F extends FormField> {
  readonly field: F;
  /** Of the control, so that its label can name it. */
  readonly id: string;
  readonly value: unknown;
  readonly error: string | null;
  readonly disabled: boolean;
  readonly onChange: (value: unknown) => void;
}

/** Bounds beyond this guard memory and time rather than sense: nobody needs to read them. */
const tellingBound = 100_000;

/** 0.01 for learning rates, 1 for counts: about a tenth of the default. */
function stepOf(field: NumberField): number {
  if (field.integer) return 1;
  const size = typeof field.default === 'number' ? Math.abs(field.default) : 1;
  return size === 0 ? 0.1 : 10 ** Math.floor(Math.log10(size) - 0.5);
}

function boundsText(field: NumberField): string {
  const { minimum, exclusiveMinimum } = field;
  const maximum = (field.maximum ?? Infinity) > tellingBound ? null : field.maximum;
  const low = exclusiveMinimum ? `more than ${minimum}` : `at least ${minimum}`;
  if (maximum === null) return minimum === null ? '' : low;
  if (minimum === null) return `at most ${maximum}`;
  return exclusiveMinimum ? `above ${minimum} to ${maximum}` : `${minimum} to ${maximum}`;
}

/** What the field means and may hold, under its name. */
function hintOf(field: FormField): string {
  const bounds = field.kind === 'number' ? boundsText(field) : '';
  return [field.description, bounds].filter(Boolean).join(' · ');
}

function NumberControl({ field, value, onChange, ...shared }: FieldProps<NumberField>) {
  return (
    <NumberInput
      {...shared}
      value={typeof value === 'number' ? value : ''}
      placeholder={field.nullable ? 'none' : undefined}
      step={stepOf(field)}
      allowDecimal={!field.integer}
      clampBehavior="none"
      onChange={(next) => onChange(next === '' ? null : Number(next))}
    />
  );
}

function JsonControl({ field, value, error, onChange, ...shared }: FieldProps<JsonField>) {
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const take = (text: string): void => {
    setDraft(text);
    setProblem(null);
    if (text.trim() === '') return onChange(field.nullable ? null : field.default);
    try {
      onChange(JSON.parse(text));
    } catch {
      // A bare word is text; anything that began as JSON must end as JSON.
      if (/^[[{"]/.test(text.trim())) setProblem('This is not complete yet');
      else onChange(text.trim());
    }
  };
  const shown = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return (
    <TextInput
      {...shared}
      value={draft ?? (value === null ? '' : shown)}
      placeholder={field.nullable ? 'none' : undefined}
      error={problem ?? error}
      onChange={(event) => take(event.currentTarget.value)}
      onBlur={() => problem === null && setDraft(null)}
    />
  );
}

function FieldControl(props: FieldProps<FormField>) {
  const { field, value, onChange, ...shared } = props;
  switch (field.kind) {
    case 'number':
      return <NumberControl {...props} field={field} />;
    case 'choice':
      return (
        <Select
          {...shared}
          data={field.options.map(String)}
          value={value === null || value === undefined ? null : String(value)}
          clearable={field.nullable}
          allowDeselect={field.nullable}
          placeholder={field.nullable ? 'none' : undefined}
          onChange={(next) =>
            onChange(field.options.find((option) => String(option) === next) ?? null)
          }
        />
      );
    case 'boolean':
      return (
        <Switch
          {...shared}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case 'text':
      return (
        <TextInput
          {...shared}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => {
            const text = event.currentTarget.value;
            onChange(text === '' && field.nullable ? null : text);
          }}
        />
      );
    case 'json':
      return <JsonControl {...props} field={field} />;
    default:
      return field satisfies never;
  }
}

function FieldRow(props: Omit<FieldProps<FormField>, 'id'>) {
  const id = useId();
  const { field } = props;
  return (
    <div className={styles.row}>
      <div>
        <label className={styles.label} htmlFor={id}>
          {field.title}
        </label>
        <div className={styles.hint}>{hintOf(field)}</div>
      </div>
      <div className={`${styles.control} ${field.kind === 'boolean' ? styles.switch : ''}`}>
        <FieldControl {...props} id={id} />
      </div>
    </div>
  );
}

export interface SchemaFormProps {
  readonly fields: readonly FormField[];
  /** Only what was changed; other fields show their default. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly onChange: (values: Record<string, unknown>) => void;
  readonly disabled?: boolean;
  /** Failures of the core by field name; those found here come first. */
  readonly errors?: Readonly<Record<string, string>>;
}

/** Parameters as a form, derived from their JSON Schema (`schemaFields`). */
export function SchemaForm(props: SchemaFormProps) {
  const { fields, values, onChange, disabled = false, errors = {} } = props;
  if (fields.length === 0)
    return (
      <Text size="sm" c="dimmed">
        Nothing to set
      </Text>
    );
  return (
    <div className={styles.form}>
      {fields.map((field) => {
        const value = field.name in values ? values[field.name] : field.default;
        const problem = field.name in values ? fieldProblem(field, value) : null;
        return (
          <FieldRow
            key={field.name}
            field={field}
            value={value}
            error={problem ?? errors[field.name] ?? null}
            disabled={disabled}
            onChange={(next) => onChange({ ...values, [field.name]: next })}
          />
        );
      })}
    </div>
  );
}
