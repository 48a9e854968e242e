import { type FormField, schemaFields } from '../../forms/schema-fields.ts';

interface Named {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly required: boolean;
}

/** One parameter of a rule, as its form shows it. */
export type RuleField = Named &
  (
    | { readonly kind: 'column' }
    | { readonly kind: 'columns' }
    | { readonly kind: 'version' }
    /** A number, or a date or text, as the column has it. */
    | { readonly kind: 'bound' }
    | { readonly kind: 'list'; readonly items: 'text' | 'value' }
    /** A query, or whatever only JSON can hold. */
    | { readonly kind: 'long'; readonly json: boolean }
    | { readonly kind: 'plain'; readonly field: FormField }
  );

type Schema = Readonly<Record<string, unknown>>;

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** These have controls of their own beside the others. */
const apart = new Set(['mostly', 'row_condition']);

function types(schema: Schema): readonly unknown[] {
  const type = schema['type'];
  return Array.isArray(type) ? type : [type];
}

/** The one option beside null, or the schema itself. */
function core(schema: Schema): Schema {
  const options = schema['anyOf'];
  if (!Array.isArray(options)) return schema;
  const real = options.filter((option) => isSchema(option) && option['type'] !== 'null');
  return real.length === 1 && isSchema(real[0]) ? { ...schema, ...real[0] } : schema;
}

const scalars = new Set(['number', 'integer', 'string', 'boolean', 'null']);

function listItems(schema: Schema): 'text' | 'value' | null {
  if (schema['type'] !== 'array' || !isSchema(schema['items'])) return null;
  const items = types(schema['items']);
  if (!items.every((type) => scalars.has(String(type)))) return null;
  return items.length === 1 && items[0] === 'string' ? 'text' : 'value';
}

function fieldOf(name: string, whole: Schema, plain: FormField, required: boolean): RuleField {
  const schema = core(whole);
  const named: Named = { name, title: plain.title, description: plain.description, required };
  const list = listItems(schema);
  if (whole['assayColumn'] === true)
    return { ...named, kind: list === null ? 'column' : 'columns' };
  if (whole['assayVersion'] === true) return { ...named, kind: 'version' };
  if (list !== null) return { ...named, kind: 'list', items: list };
  if (name === 'unexpected_rows_query') return { ...named, kind: 'long', json: false };
  const found = types(schema);
  if (found.includes('number') && found.includes('string')) return { ...named, kind: 'bound' };
  if (plain.kind === 'json') return { ...named, kind: 'long', json: true };
  return { ...named, kind: 'plain', field: plain };
}

/** The parameters of a rule from their JSON Schema, without those that every rule shares. */
export function ruleFields(schema: unknown): RuleField[] {
  if (!isSchema(schema) || !isSchema(schema['properties'])) return [];
  const properties = schema['properties'];
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  return schemaFields(schema).flatMap((field) => {
    const whole = properties[field.name];
    if (apart.has(field.name) || !isSchema(whole) || Object.keys(whole).length === 0) return [];
    return [fieldOf(field.name, whole, field, required.includes(field.name))];
  });
}

/** Has the rule a share of rows that must keep it? */
export function hasMostly(schema: unknown): boolean {
  return isSchema(schema) && isSchema(schema['properties']) && 'mostly' in schema['properties'];
}

/** What a person wrote, as a value: numbers as such where the column has numbers. */
export function parseValue(text: string, numeric: boolean): string | number | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const number = Number(trimmed);
  return numeric && Number.isFinite(number) ? number : trimmed;
}

/** Parameters with one changed; an empty value takes the parameter out. */
export function withValue(
  kwargs: Readonly<Record<string, unknown>>,
  name: string,
  value: unknown,
): Record<string, unknown> {
  const next = { ...kwargs };
  if (value === null || value === undefined || value === '') delete next[name];
  else next[name] = value;
  return next;
}
