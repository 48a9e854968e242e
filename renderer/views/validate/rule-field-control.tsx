import {
  Autocomplete,
  MultiSelect,
  NumberInput,
  Select,
  Switch,
  TagsInput,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useState } from 'react';
import type { ColumnType } from '../../../core/contract/common.ts';
import type { Version } from '../../../core/contract/data.ts';
import { useVersions } from '../../components/use-versions.ts';
import { parseValue, type RuleField } from './rule-fields.ts';

export interface RuleFieldProps {
  readonly field: RuleField;
  readonly value: unknown;
  readonly version: Version;
  /** Of the column the rule is about; null: not known. */
  readonly columnType: ColumnType | null;
  readonly error: string | null;
  readonly onChange: (value: unknown) => void;
}

interface Shared {
  readonly label: string;
  readonly description: string | undefined;
  readonly error: string | null;
}

const text = (value: unknown): string =>
  value === null || value === undefined ? '' : String(value);

/** The control of one parameter. */
export function RuleFieldControl(props: RuleFieldProps) {
  const { field, value, version, columnType, onChange } = props;
  const shared: Shared = {
    label: field.title,
    description: field.description === '' ? undefined : field.description,
    error: props.error,
  };
  const names = version.columns.map(({ name }) => name);
  const numeric = columnType === null || columnType === 'number' || columnType === 'integer';
  switch (field.kind) {
    case 'column':
      return (
        <Select
          {...shared}
          searchable
          allowDeselect={false}
          data={withValues(names, [value])}
          value={text(value) || null}
          onChange={onChange}
        />
      );
    case 'columns':
      return (
        <MultiSelect
          {...shared}
          size="xs"
          searchable
          data={withValues(names, value)}
          value={list(value)}
          onChange={onChange}
        />
      );
    case 'version':
      return <VersionField shared={shared} value={text(value)} onChange={onChange} />;
    case 'bound':
      return <BoundField shared={shared} value={value} numeric={numeric} onChange={onChange} />;
    case 'list':
      return (
        <TagsInput
          {...shared}
          size="xs"
          placeholder={list(value).length === 0 ? 'Write a value, then Enter' : ''}
          data={field.name.startsWith('column_') ? names : []}
          splitChars={[]}
          acceptValueOnBlur
          value={list(value)}
          onChange={(next) =>
            onChange(next.map((each) => tagValue(each, field.items === 'value', columnType)))
          }
        />
      );
    case 'long':
      return <LongField shared={shared} value={value} json={field.json} onChange={onChange} />;
    case 'plain':
      return <PlainField {...props} field={field} shared={shared} />;
    default:
      return field satisfies never;
  }
}

const list = (value: unknown): string[] =>
  Array.isArray(value) ? value.map((each) => text(each)) : [];

/** Names that are not in this version stay visible. */
function withValues(names: readonly string[], value: unknown): string[] {
  const more = Array.isArray(value) ? value.map(text) : [];
  return [...new Set([...names, ...more.filter((name) => name !== '')])];
}

function tagValue(word: string, typed: boolean, columnType: ColumnType | null): unknown {
  if (!typed) return word;
  if (columnType === 'boolean') return word === 'true' ? true : word === 'false' ? false : word;
  return parseValue(word, columnType === 'number' || columnType === 'integer');
}

/** A number or a text; what is half written, such as "-", stays as it is. */
function BoundField(props: {
  readonly shared: Shared;
  readonly value: unknown;
  readonly numeric: boolean;
  readonly onChange: (value: unknown) => void;
}) {
  const [draft, setDraft] = useState<string | null>(null);
  return (
    <TextInput
      {...props.shared}
      placeholder="no limit"
      value={draft ?? text(props.value)}
      onChange={(event) => {
        setDraft(event.currentTarget.value);
        props.onChange(parseValue(event.currentTarget.value, props.numeric));
      }}
      onBlur={() => setDraft(null)}
      spellCheck={false}
      autoComplete="off"
    />
  );
}

/** Several lines of text, or JSON that counts once it is complete. */
function LongField(props: {
  readonly shared: Shared;
  readonly value: unknown;
  readonly json: boolean;
  readonly onChange: (value: unknown) => void;
}) {
  const { shared, value, json, onChange } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const take = (next: string): void => {
    setDraft(next);
    setProblem(null);
    if (!json || next.trim() === '') return onChange(next);
    try {
      onChange(JSON.parse(next));
    } catch {
      setProblem('This is no complete JSON yet');
    }
  };
  const shown = json && value !== undefined ? jsonText(value) : text(value);
  return (
    <Textarea
      {...shared}
      autosize
      minRows={1}
      maxRows={12}
      spellCheck={false}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12 } }}
      value={draft ?? shown}
      error={problem ?? shared.error}
      onChange={(event) => take(event.currentTarget.value)}
      onBlur={() => problem === null && setDraft(null)}
    />
  );
}

/** JSON with each list of plain values on one line. */
function jsonText(value: unknown): string {
  return JSON.stringify(value, null, 1).replaceAll(/\[[^[\]{}]*\]/g, (list) =>
    list
      .replaceAll(/\s*\n\s*/g, ' ')
      .replace('[ ', '[')
      .replace(' ]', ']'),
  );
}

function VersionField(props: {
  readonly shared: Shared;
  readonly value: string;
  readonly onChange: (value: unknown) => void;
}) {
  const { all } = useVersions();
  return (
    <Autocomplete
      {...props.shared}
      size="xs"
      data={all.map(({ datasetName, number }) => `${datasetName}@${number}`)}
      value={props.value}
      onChange={props.onChange}
    />
  );
}

function PlainField(
  props: RuleFieldProps & {
    readonly field: Extract<RuleField, { kind: 'plain' }>;
    readonly shared: Shared;
  },
) {
  const { shared, value, onChange } = props;
  const { field } = props.field;
  switch (field.kind) {
    case 'number':
      return (
        <NumberInput
          {...shared}
          placeholder={props.field.required ? '' : 'no limit'}
          allowDecimal={!field.integer}
          min={field.minimum ?? undefined}
          max={field.maximum ?? undefined}
          clampBehavior="none"
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => onChange(next === '' ? null : Number(next))}
        />
      );
    case 'choice':
      return (
        <Select
          {...shared}
          data={field.options.map(String)}
          clearable={field.nullable}
          placeholder={field.nullable ? 'default' : ''}
          value={text(value) || null}
          onChange={onChange}
        />
      );
    case 'boolean':
      return (
        <Switch
          {...shared}
          checked={value === true}
          // the default of a few is yes, so that no must be said
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case 'text':
    case 'json':
      return (
        <TextInput
          {...shared}
          spellCheck={false}
          autoComplete="off"
          value={text(value)}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    default:
      return field satisfies never;
  }
}
