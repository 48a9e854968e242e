import { NumberInput, Select, SimpleGrid, Switch, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { fieldProblem, type FormField, type JsonField, type NumberField } from './schema-fields.ts';

interface FieldProps<F extends FormField> {
  readonly field: F;
  readonly value: unknown;
  readonly error: string | null;
  readonly disabled: boolean;
  readonly onChange: (value: unknown) => void;
}

/** 0.01 for learning rates, 1 for counts: about a tenth of the default. */
function stepOf(field: NumberField): number {
  if (field.integer) return 1;
  const size = typeof field.default === 'number' ? Math.abs(field.default) : 1;
  return size === 0 ? 0.1 : 10 ** Math.floor(Math.log10(size) - 0.5);
}

function boundsText(field: NumberField): string {
  const { minimum, maximum } = field;
  if (minimum !== null && maximum !== null) return `${minimum} to ${maximum}`;
  if (minimum !== null)
    return field.exclusiveMinimum ? `more than ${minimum}` : `at least ${minimum}`;
  return maximum === null ? '' : `at most ${maximum}`;
}

function NumberControl({ field, value, error, disabled, onChange }: FieldProps<NumberField>) {
  return (
    <NumberInput
      label={field.title}
      description={[field.description, boundsText(field)].filter(Boolean).join(' · ') || undefined}
      value={typeof value === 'number' ? value : ''}
      placeholder={field.nullable ? 'none' : undefined}
      step={stepOf(field)}
      allowDecimal={!field.integer}
      clampBehavior="none"
      error={error}
      disabled={disabled}
      onChange={(next) => onChange(next === '' ? null : Number(next))}
    />
  );
}

function JsonControl({ field, value, error, disabled, onChange }: FieldProps<JsonField>) {
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
      label={field.title}
      description={field.description || undefined}
      value={draft ?? (value === null ? '' : shown)}
      placeholder={field.nullable ? 'none' : undefined}
      error={problem ?? error}
      disabled={disabled}
      onChange={(event) => take(event.currentTarget.value)}
      onBlur={() => problem === null && setDraft(null)}
    />
  );
}

function FieldControl(props: FieldProps<FormField>) {
  const { field, value, error, disabled, onChange } = props;
  switch (field.kind) {
    case 'number':
      return <NumberControl {...props} field={field} />;
    case 'choice':
      return (
        <Select
          label={field.title}
          description={field.description || undefined}
          data={field.options.map(String)}
          value={value === null || value === undefined ? null : String(value)}
          clearable={field.nullable}
          allowDeselect={field.nullable}
          placeholder={field.nullable ? 'none' : undefined}
          error={error}
          disabled={disabled}
          onChange={(next) =>
            onChange(field.options.find((option) => String(option) === next) ?? null)
          }
        />
      );
    case 'boolean':
      return (
        <Switch
          label={field.title}
          description={field.description || undefined}
          checked={value === true}
          disabled={disabled}
          error={error}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case 'text':
      return (
        <TextInput
          label={field.title}
          description={field.description || undefined}
          value={typeof value === 'string' ? value : ''}
          error={error}
          disabled={disabled}
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

export interface SchemaFormProps {
  readonly fields: readonly FormField[];
  /** Only what was changed; other fields show their default. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly onChange: (values: Record<string, unknown>) => void;
  readonly disabled?: boolean;
  readonly columns?: number;
  /** Failures of the core by field name; those found here come first. */
  readonly errors?: Readonly<Record<string, string>>;
}

/** Parameters as a form, derived from their JSON Schema (`schemaFields`). */
export function SchemaForm(props: SchemaFormProps) {
  const { fields, values, onChange, disabled = false, columns = 2, errors = {} } = props;
  if (fields.length === 0)
    return (
      <Text size="sm" c="dimmed">
        Nothing to set
      </Text>
    );
  return (
    <SimpleGrid cols={columns} spacing="sm" verticalSpacing="sm">
      {fields.map((field) => {
        const value = field.name in values ? values[field.name] : field.default;
        const problem = field.name in values ? fieldProblem(field, value) : null;
        return (
          <FieldControl
            key={field.name}
            field={field}
            value={value}
            error={problem ?? errors[field.name] ?? null}
            disabled={disabled}
            onChange={(next) => onChange({ ...values, [field.name]: next })}
          />
        );
      })}
    </SimpleGrid>
  );
}
