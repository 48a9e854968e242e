/** One parameter as a form shows it, told by its JSON Schema. */
interface FieldBase {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly default: unknown;
  /** Empty means null ("none"). */
  readonly nullable: boolean;
}

export interface NumberField extends FieldBase {
  readonly kind: 'number';
  readonly integer: boolean;
  readonly minimum: number | null;
  readonly maximum: number | null;
  /** The bound itself is not allowed. */
  readonly exclusiveMinimum: boolean;
  readonly exclusiveMaximum: boolean;
}

export interface ChoiceField extends FieldBase {
  readonly kind: 'choice';
  readonly options: readonly (string | number)[];
}

export interface BooleanField extends FieldBase {
  readonly kind: 'boolean';
}

export interface TextField extends FieldBase {
  readonly kind: 'text';
}

/** Whatever no other field can hold (lists, a word or a number): written as JSON. */
export interface JsonField extends FieldBase {
  readonly kind: 'json';
}

export type FormField = NumberField | ChoiceField | BooleanField | TextField | JsonField;

type Schema = Readonly<Record<string, unknown>>;

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function number(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** Splits "or null" off a schema: anyOf/oneOf with null, or a type list with "null". */
function withoutNull(schema: Schema): { schema: Schema; nullable: boolean } {
  const options = schema['anyOf'] ?? schema['oneOf'];
  if (Array.isArray(options)) {
    const real = options.filter((option) => isSchema(option) && option['type'] !== 'null');
    const nullable = real.length < options.length;
    if (real.length === 1 && isSchema(real[0]))
      return { schema: { ...schema, anyOf: undefined, oneOf: undefined, ...real[0] }, nullable };
    return { schema, nullable };
  }
  const types = schema['type'];
  if (Array.isArray(types) && types.includes('null')) {
    const rest = types.filter((type) => type !== 'null');
    return { schema: { ...schema, type: rest.length === 1 ? rest[0] : rest }, nullable: true };
  }
  return { schema, nullable: false };
}

/** `max_leaf_nodes` reads "Max leaf nodes". */
function titleOf(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

// zod writes the safe integer range as bounds of every integer; no reader needs them.
function bound(value: unknown): number | null {
  const found = number(value);
  return found !== null && Math.abs(found) >= Number.MAX_SAFE_INTEGER ? null : found;
}

function fieldOf(name: string, whole: Schema): FormField {
  const { schema, nullable } = withoutNull(whole);
  const text = (key: string): string => (typeof whole[key] === 'string' ? whole[key] : '');
  const base: FieldBase = {
    name,
    title: text('title') || titleOf(name),
    description: text('description'),
    default: whole['default'] ?? schema['default'] ?? (nullable ? null : undefined),
    nullable,
  };
  const options = schema['enum'];
  if (
    Array.isArray(options) &&
    options.every((option) => typeof option === 'string' || typeof option === 'number')
  )
    return { ...base, kind: 'choice', options };
  if (typeof schema['const'] === 'string')
    return { ...base, kind: 'choice', options: [schema['const']] };
  switch (schema['type']) {
    case 'integer':
    case 'number': {
      const above = bound(schema['exclusiveMinimum']);
      const below = bound(schema['exclusiveMaximum']);
      return {
        ...base,
        kind: 'number',
        integer: schema['type'] === 'integer',
        minimum: above ?? bound(schema['minimum']),
        maximum: below ?? bound(schema['maximum']),
        exclusiveMinimum: above !== null,
        exclusiveMaximum: below !== null,
      };
    }
    case 'boolean':
      return { ...base, kind: 'boolean' };
    case 'string':
      return { ...base, kind: 'text' };
    default:
      return { ...base, kind: 'json' };
  }
}

/** The fields of an object schema in its order; none for anything else. */
export function schemaFields(schema: unknown): FormField[] {
  if (!isSchema(schema) || !isSchema(schema['properties'])) return [];
  return Object.entries(schema['properties']).flatMap(([name, property]) =>
    isSchema(property) ? [fieldOf(name, property)] : [],
  );
}

/** What is wrong with a value, as a sentence; null when it is fine. The core checks again. */
export function fieldProblem(field: FormField, value: unknown): string | null {
  if (value === null || value === undefined)
    return field.nullable || value === field.default ? null : 'A value is needed';
  switch (field.kind) {
    case 'number': {
      if (typeof value !== 'number' || !Number.isFinite(value)) return 'A number is needed';
      if (field.integer && !Number.isInteger(value)) return 'A whole number is needed';
      const { minimum, maximum } = field;
      if (minimum !== null && (field.exclusiveMinimum ? value <= minimum : value < minimum))
        return field.exclusiveMinimum ? `More than ${minimum}` : `At least ${minimum}`;
      if (maximum !== null && (field.exclusiveMaximum ? value >= maximum : value > maximum))
        return field.exclusiveMaximum ? `Less than ${maximum}` : `At most ${maximum}`;
      return null;
    }
    case 'choice':
      return field.options.includes(value as string) ? null : 'Choose one of the list';
    case 'boolean':
      return typeof value === 'boolean' ? null : 'Yes or no is needed';
    case 'text':
      return typeof value === 'string' ? null : 'Text is needed';
    case 'json':
      return null;
    default:
      return field satisfies never;
  }
}

/** Problems of all values by field name; a field without a value has its default. */
export function formProblems(
  fields: readonly FormField[],
  values: Readonly<Record<string, unknown>>,
): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const field of fields) {
    if (!(field.name in values)) continue;
    const problem = fieldProblem(field, values[field.name]);
    if (problem !== null) problems[field.name] = problem;
  }
  return problems;
}

/** Only what a person changed: values that equal their default, and names unknown here, are left out. */
export function changedValues(
  fields: readonly FormField[],
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const changed: Record<string, unknown> = {};
  for (const field of fields) {
    if (!(field.name in values)) continue;
    const value = values[field.name];
    if (JSON.stringify(value) !== JSON.stringify(field.default)) changed[field.name] = value;
  }
  return changed;
}
