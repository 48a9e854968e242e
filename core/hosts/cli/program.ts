import { Command, InvalidArgumentError } from 'commander';
import { operations, operationsByName } from '../../contract/contract.ts';
import type { Operation } from '../../contract/operation.ts';
import { addOperation } from './add-operation.ts';
import { buildInput, resolvePaths } from './build-input.ts';
import { kebabCase } from './fields.ts';
import { parseValue } from './parse-value.ts';

/** What a command line asks for. */
export type Request =
  | {
      readonly kind: 'operation';
      readonly operation: Operation;
      readonly input: unknown;
      readonly failOn: readonly string[];
    }
  | { readonly kind: 'serve'; readonly port: number; readonly open: boolean };

export interface ProgramOptions {
  readonly version: string;
  readonly cwd: string;
  /** The words of the command line: only the capability that is asked for is built in full. */
  readonly words: readonly string[];
  readonly readStdin: () => Promise<string>;
  readonly onRequest: (request: Request) => void;
}

const all = operations as unknown as readonly Operation[];
const jsonField = { kind: 'json', choices: null } as Parameters<typeof parseValue>[0];

function verbsOf(capability: string): readonly Operation[] {
  return all.filter(({ name }) => name.startsWith(`${capability}.`));
}

/** As flags are spelled: `save-segment`. The contract's own spelling is understood as well. */
function verbOf(operation: Operation): string {
  return kebabCase(contractVerb(operation));
}

function contractVerb(operation: Operation): string {
  return operation.name.slice(operation.name.indexOf('.') + 1);
}

function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535 && text.trim() !== '') return port;
  throw new InvalidArgumentError('A port is an integer from 0 to 65535.');
}

function runs(command: Command, operation: Operation, options: ProgramOptions): void {
  addOperation(command, operation).action(async () => {
    const given = command.opts<Record<string, unknown>>();
    const positional = command.processedArgs;
    const input = await buildInput(operation, { options: given, positional, cwd: options.cwd });
    const failOn = given['failOn'] === undefined ? [] : [given['failOn'] as string];
    options.onRequest({ kind: 'operation', operation, input, failOn });
  });
}

function addCapability(program: Command, capability: string, options: ProgramOptions): void {
  const verbs = verbsOf(capability);
  const shown = verbs.filter((operation) => !operation.cli?.hidden);
  const command = program
    .command(`${capability} <verb>`)
    .usage('<verb> [options]')
    .description(shown.map(verbOf).join(' · '));
  if (!options.words.includes(capability)) return;
  // A group with only subcommands tells unknown verbs apart and suggests the nearest.
  command.name(capability);
  for (const operation of verbs) {
    const hidden = operation.cli?.hidden === true;
    const verb = command.command(verbOf(operation), { hidden }).description(operation.summary);
    if (verb.name() !== contractVerb(operation)) verb.alias(contractVerb(operation));
    runs(verb, operation, options);
  }
}

function addCall(program: Command, options: ProgramOptions): void {
  program
    .command('call')
    .argument('<operation>', 'such as data.list')
    .argument('[input]', 'JSON, or - to read it from standard input (default: {})')
    .description('any operation by its name, with its input as JSON')
    .action(async (name: string, text: string | undefined, _: unknown, command: Command) => {
      const operation = operationsByName.get(name);
      if (!operation) {
        command.error(`error: unknown operation '${name}'${nearestOperation(name)}`);
        return;
      }
      let input: unknown = {};
      if (text !== undefined) {
        const json = text === '-' ? await options.readStdin() : text;
        try {
          input = parseValue(jsonField, json, undefined);
        } catch (error) {
          command.error(`error: the input is not valid. ${(error as Error).message}`);
        }
      }
      options.onRequest({
        kind: 'operation',
        operation,
        input: resolvePaths(operation, input, options.cwd),
        failOn: [],
      });
    });
}

/** Edit distance, for suggestions. O(a.length * b.length). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, swap));
    }
    row = next;
  }
  return row[b.length]!;
}

function nearestOperation(name: string): string {
  const ranked = all
    .map((operation) => ({ name: operation.name, away: distance(name, operation.name) }))
    .toSorted((a, b) => a.away - b.away);
  const best = ranked[0];
  return best && best.away <= 4 ? `\n(Did you mean ${best.name}?)` : '';
}

/** The whole command line as a commander program, derived from the contract. */
export function createProgram(options: ProgramOptions): Command {
  const program = new Command('assay')
    .description('The offline workbench for tabular data science.')
    .version(options.version)
    .option('--workspace <folder>', 'the workspace; created when missing', './assay-workspace')
    .option('--json', 'print exactly one JSON document on standard output')
    .configureHelp({ showGlobalOptions: true })
    .showSuggestionAfterError()
    .helpCommand('help [command]', 'what a command does and takes')
    .addHelpText(
      'after',
      '\nExit codes: 0 done · 1 a failure · 2 wrong usage · 3 a check that was asked for did not hold',
    );
  const capabilities = [...new Set(all.map(({ name }) => name.slice(0, name.indexOf('.'))))];
  for (const capability of capabilities) {
    if (capability !== 'demo') addCapability(program, capability, options);
  }
  const demo = operationsByName.get('demo.run')!;
  runs(program.command('demo').description(demo.summary), demo, options);
  program
    .command('serve')
    .description('the window in a browser, and the API, on this machine only')
    .option('--port <number>', 'default: a free one', parsePort, 0)
    .option('--open', 'open the browser')
    .action((given: { port: number; open?: boolean }) => {
      options.onRequest({ kind: 'serve', port: given.port, open: given.open === true });
    });
  addCall(program, options);
  return program;
}
