import { z } from 'zod';
import type { Operation } from '../../contract/operation.ts';

export type FieldKind =
  | 'text'
  | 'number'
  | 'integer'
  | 'boolean'
  | 'list' // --columns a,b or repeated
  | 'record' // --types a=number,b=text
  | 'params' // --set key=value repeated, --params FILE
  | 'json'
  | 'text-or-json'; // a name or path, or a JSON object in its place

/** An input field as the command line spells it. */
export interface Field {
  readonly name: string;
  /** kebab-case, without the dashes. */
  readonly flag: string;
  readonly kind: FieldKind;
  /** Allowed texts: of the value, or of each value of a record or list. */
  readonly choices: readonly string[] | null;
  /** A path on this machine, which is made absolute; for `when-file`, only what names a file. */
  readonly isPath: boolean | 'when-file';
  readonly required: boolean;
  readonly defaultValue: unknown;
  readonly description: string;
}

interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly assayPath?: boolean | 'when-file';
  readonly anyOf?: readonly JsonSchema[];
}

export function kebabCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function kindOf(name: string, schema: JsonSchema): FieldKind {
  switch (schema.type) {
    case 'string':
      return 'text';
    case 'number':
    case 'integer':
    case 'boolean':
      return schema.type;
    case 'array':
      return schema.items?.type === 'string' ? 'list' : 'json';
    case 'object': {
      const values = schema.additionalProperties;
      if (typeof values !== 'object') return 'json';
      if (values.type === 'string') return 'record';
      return name === 'params' ? 'params' : 'json';
    }
    default:
      return schema.anyOf?.some((choice) => choice.type === 'string') ? 'text-or-json' : 'json';
  }
}

function fieldOf(name: string, schema: JsonSchema, required: boolean): Field {
  const inner = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : {};
  const words = [schema.title, schema.description].filter((text) => text !== undefined);
  return {
    name,
    flag: kebabCase(name),
    kind: kindOf(name, schema),
    choices: schema.enum ?? schema.items?.enum ?? inner.enum ?? null,
    isPath: schema.assayPath ?? schema.items?.assayPath ?? false,
    required,
    defaultValue: schema.default,
    description: words.join(': '),
  };
}

/** The input fields of an operation, in the order of its schema. */
export function fieldsOf(operation: Operation): readonly Field[] {
  const schema = z.toJSONSchema(operation.input, { io: 'input' }) as JsonSchema;
  const required = new Set(schema.required);
  return Object.entries(schema.properties ?? {}).map(([name, property]) =>
    fieldOf(name, property, required.has(name)),
  );
}
