import { Argument, type Command, Option } from 'commander';
import type { Operation } from '../../contract/operation.ts';
import { fieldsOf, type Field, type FieldKind } from './fields.ts';
import { parseSetting, parseValue } from './parse-value.ts';

const placeholders: Readonly<Record<FieldKind, string>> = {
  text: 'text',
  number: 'number',
  integer: 'integer',
  boolean: '',
  list: 'a,b',
  record: 'a=x,b=y',
  params: '',
  json: 'json',
  'text-or-json': 'name|path',
};

function describe(field: Field): string {
  const choices =
    field.choices && field.kind !== 'text' ? ` (values: ${field.choices.join(', ')})` : '';
  const isShown = field.defaultValue !== undefined && field.defaultValue !== '';
  const fallback = isShown ? ` (default: ${JSON.stringify(field.defaultValue)})` : '';
  return `${field.description}${choices}${fallback}`.trim();
}

function addSwitch(command: Command, field: Field): void {
  const no = new Option(`--no-${field.flag}`);
  // Without a default both directions mean something; with one, help names the useful one.
  if (field.defaultValue === false) no.hideHelp();
  command.addOption(new Option(`--${field.flag}`, describe(field))).addOption(no);
}

function addParams(command: Command): void {
  command
    .addOption(
      new Option('--set <key=value>', 'one parameter; repeat for more').argParser(parseSetting),
    )
    .option('--params <file>', 'parameters from a JSON or YAML file; --set wins');
}

function addFlag(command: Command, field: Field): void {
  if (field.kind === 'boolean') return addSwitch(command, field);
  if (field.kind === 'params') return addParams(command);
  const placeholder = field.isPath ? 'path' : placeholders[field.kind];
  const option = new Option(`--${field.flag} <${placeholder}>`, describe(field));
  if (field.choices && field.kind === 'text') option.choices(field.choices);
  option.argParser((text: string, before: unknown) => parseValue(field, text, before));
  if (field.required) option.makeOptionMandatory();
  command.addOption(option);
}

function addArgument(command: Command, field: Field): void {
  const name = field.kind === 'list' ? `${field.flag}...` : field.flag;
  const argument = new Argument(field.required ? `<${name}>` : `[${name}]`, describe(field));
  if (field.choices && field.kind === 'text') argument.choices(field.choices);
  // Each of several paths or names is taken as it stands: file names contain commas.
  if (field.kind === 'list') {
    argument.argParser((text: string, before: unknown) => [
      ...((before as string[] | undefined) ?? []),
      text,
    ]);
  } else if (field.kind !== 'text') {
    argument.argParser((text: string, before: unknown) => parseValue(field, text, before));
  }
  command.addArgument(argument);
}

/** Gives a command the arguments and flags of an operation's input. */
export function addOperation(command: Command, operation: Operation): Command {
  const fields = fieldsOf(operation);
  const places = operation.cli?.positional ?? [];
  for (const place of places) {
    const field = fields.find(({ name }) => name === place);
    if (!field) throw new Error(`${operation.name} has no input field ${place}`);
    addArgument(command, field);
  }
  for (const field of fields) if (!places.includes(field.name)) addFlag(command, field);
  const conditions = Object.keys(operation.cli?.failOn ?? {});
  if (conditions.length > 0) {
    const option = new Option('--fail-on <name>', 'end with 3 when this is so');
    command.addOption(option.choices(conditions));
  }
  return command;
}
