import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import { afterAll, describe, expect, it } from 'vitest';
import { operations } from '../../core/contract/contract.ts';
import type { Operation } from '../../core/contract/operation.ts';
import { type Field, fieldsOf } from '../../core/hosts/cli/fields.ts';
import { createProgram, type Request } from '../../core/hosts/cli/program.ts';

const all = operations as unknown as readonly Operation[];
const folder = mkdtempSync(join(tmpdir(), 'assay-argv-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Parsed {
  readonly request: Request | null;
  readonly out: string;
  readonly err: string;
  readonly exitCode: number;
}

async function parse(words: readonly string[], stdin = ''): Promise<Parsed> {
  let request: Request | null = null;
  const text = { out: '', err: '' };
  const program = createProgram({
    version: '1.2.3',
    cwd: '/data',
    words,
    readStdin: async () => stdin,
    onRequest: (asked) => {
      request = asked;
    },
  });
  const commands = [program, ...program.commands, ...program.commands.flatMap((c) => c.commands)];
  for (const command of commands) {
    command.exitOverride().configureOutput({
      writeOut: (written) => (text.out += written),
      writeErr: (written) => (text.err += written),
    });
  }
  let exitCode = 0;
  try {
    await program.parseAsync(words, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    exitCode = error.exitCode;
  }
  return { request, ...text, exitCode };
}

/** Splits at spaces; '...' keeps them. */
function words(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '');
}

const paramsFile = join(folder, 'params.yaml');
writeFileSync(paramsFile, 'learning_rate: 0.05\nn_estimators: 50\npenalty: l2\n');
const jsonFile = join(folder, 'params.json');
writeFileSync(jsonFile, '{"alpha": 0.5}');

/** As docs/ and callers spell them. */
const spellings: readonly [string, string, unknown][] = [
  ['data import a.csv', 'data.import', { files: ['/data/a.csv'] }],
  ['data import /x/a.csv b,c.csv', 'data.import', { files: ['/x/a.csv', '/data/b,c.csv'] }],
  [
    "data import a.csv --name Heart --delimiter ';' --encoding latin1 --decimal , --types sex=category,age=integer",
    'data.import',
    {
      files: ['/data/a.csv'],
      name: 'Heart',
      delimiter: ';',
      encoding: 'latin1',
      decimal: ',',
      types: { sex: 'category', age: 'integer' },
    },
  ],
  ['data import a.csv --no-header', 'data.import', { files: ['/data/a.csv'], header: false }],
  ['data import a.csv --header', 'data.import', { files: ['/data/a.csv'], header: true }],
  [
    'data import a.csv --types a=b=number --types c=text',
    'data.import',
    { files: ['/data/a.csv'], types: { 'a=b': 'number', c: 'text' } },
  ],
  ['data sniff a.csv', 'data.sniff', { file: '/data/a.csv' }],
  ['data list', 'data.list', {}],
  ['data show heart@3', 'data.show', { version: 'heart@3' }],
  [
    "data preview heart --offset 10 --limit 5 --sort age:desc --filter 'age > 60'",
    'data.preview',
    { version: 'heart', offset: 10, limit: 5, sort: 'age:desc', filter: 'age > 60' },
  ],
  [
    'data export heart --format parquet --out out.parquet',
    'data.export',
    { version: 'heart', format: 'parquet', out: '/data/out.parquet' },
  ],
  ['eda profile heart', 'eda.profile', { version: 'heart' }],
  ['preprocessing steps', 'preprocessing.steps', {}],
  ['models list', 'models.list', {}],
  [
    'models train heart --target num --task classification --algorithm gradient_boosting --set learning_rate=0.1 ' +
      '--set n_estimators=20 --set max_depth=null --set penalty=l2 --set layers=[32,16] --features a,b --exclude c ' +
      '--weight w --split stratified --test-fraction .2 --test heart@2 --cv 5 --seed 7',
    'models.train',
    {
      version: 'heart',
      target: 'num',
      task: 'classification',
      algorithm: 'gradient_boosting',
      params: {
        learning_rate: 0.1,
        n_estimators: 20,
        max_depth: null,
        penalty: 'l2',
        layers: [32, 16],
      },
      features: ['a', 'b'],
      exclude: ['c'],
      weight: 'w',
      split: 'stratified',
      testFraction: 0.2,
      test: 'heart@2',
      cv: 5,
      seed: 7,
    },
  ],
  [
    `models train heart --target num --params ${paramsFile} --set n_estimators=60`,
    'models.train',
    {
      version: 'heart',
      target: 'num',
      params: { learning_rate: 0.05, n_estimators: 60, penalty: 'l2' },
    },
  ],
  [
    `models train heart --target num --params ${jsonFile}`,
    'models.train',
    { version: 'heart', target: 'num', params: { alpha: 0.5 } },
  ],
  [
    "models train heart --target num --features a --features 'b\\,c,d'",
    'models.train',
    { version: 'heart', target: 'num', features: ['a', 'b,c', 'd'] },
  ],
  [
    'models train heart --target num --features \'["x, y","z"]\'',
    'models.train',
    { version: 'heart', target: 'num', features: ['x, y', 'z'] },
  ],
  ['evaluation show latest', 'evaluation.show', { run: 'latest' }],
  ['evaluation run m@2 heart', 'evaluation.run', { model: 'm@2', version: 'heart' }],
  [
    'explainability shap m heart --limit 100 --output raw --out shap.csv',
    'explainability.shap',
    { model: 'm', version: 'heart', limit: 100, output: 'raw', out: '/data/shap.csv' },
  ],
  ['tracking runs --sort test.roc_auc', 'tracking.runs', { sort: 'test.roc_auc' }],
  ['tracking compare r1 r2', 'tracking.compare', { runs: ['r1', 'r2'] }],
  ['registry register latest --name heart', 'registry.register', { run: 'latest', name: 'heart' }],
  ['registry list', 'registry.list', {}],
  ['registry show heart', 'registry.show', { name: 'heart' }],
  [
    'registry promote heart@2 --stage Production',
    'registry.promote',
    { version: 'heart@2', stage: 'Production' },
  ],
  ['registry rollback heart', 'registry.rollback', { name: 'heart' }],
  ['registry lineage id', 'registry.lineage', { id: 'id' }],
  [
    'registry export heart@2 --format json --out m.json',
    'registry.export',
    { version: 'heart@2', format: 'json', out: '/data/m.json' },
  ],
  [
    'serving predict heart rows.csv --out scored.csv',
    'serving.predict',
    { model: 'heart', file: '/data/rows.csv', out: '/data/scored.csv' },
  ],
  [
    'serving one heart \'{"age":63,"sex":"1"}\' --explain',
    'serving.one',
    { model: 'heart', row: { age: 63, sex: '1' }, explain: true },
  ],
  [
    'monitoring drift a b --tests psi --threshold 0.2 --model m --html d.html --fail-on drift',
    'monitoring.drift',
    {
      reference: 'a',
      current: 'b',
      tests: 'psi',
      threshold: 0.2,
      model: 'm',
      html: '/data/d.html',
    },
  ],
  [
    'monitoring drift a b --threshold -1',
    'monitoring.drift',
    { reference: 'a', current: 'b', threshold: -1 },
  ],
  [
    'reporting render training latest --out r.html',
    'reporting.render',
    { kind: 'training', id: 'latest', out: '/data/r.html' },
  ],
  ['audit log', 'audit.log', {}],
  ['audit verify', 'audit.verify', {}],
  ['demo', 'demo.run', {}],
  ['demo --out made', 'demo.run', { out: '/data/made' }],
  ['--workspace w --json data list', 'data.list', {}],
  ['data list --workspace w --json', 'data.list', {}],
  ['call data.list', 'data.list', {}],
  [
    'call data.import \'{"files":["a.csv"],"name":"x"}\'',
    'data.import',
    { files: ['/data/a.csv'], name: 'x' },
  ],
];

describe('command lines', () => {
  it.each(spellings)('%s', async (line, name, input) => {
    const { request, err } = await parse(words(line));
    expect(err).toBe('');
    expect(request).toMatchObject({ kind: 'operation', operation: { name }, input });
    expect((request as unknown as { input: unknown }).input).toEqual(input);
  });

  it('reads the input of call from standard input', async () => {
    const { request } = await parse(['call', 'data.show', '-'], '{"version":"x"}');
    expect(request).toMatchObject({ input: { version: 'x' } });
  });

  it('asks for the check that --fail-on names', async () => {
    const { request } = await parse(words('monitoring drift a b --fail-on drift'));
    expect(request).toMatchObject({ failOn: ['drift'] });
  });

  it('takes the port and the wish to open a browser', async () => {
    const { request } = await parse(words('serve --port 4000 --open'));
    expect(request).toEqual({ kind: 'serve', port: 4000, open: true });
  });
});

describe('wrong usage', () => {
  it.each([
    ['dat list', "unknown command 'dat'", 'Did you mean data?'],
    ['data lst', "unknown command 'lst'", 'Did you mean list?'],
    ['data list --jsn', "unknown option '--jsn'", 'Did you mean --json?'],
    ['data show', "missing required argument 'version'", ''],
    ['data show a b', 'too many arguments', ''],
    ['models train heart', "required option '--target <text>'", ''],
    ['models train heart --target t --cv many', 'not a number', ''],
    ['models train heart --target t --cv 1.5', 'not an integer', ''],
    ['models train heart --target t --split other', 'Allowed choices are holdout', ''],
    ['models train heart --target t --set alpha', 'not key=value', ''],
    ['data import a.csv --types a=number,b', 'not name=value', ''],
    ['data import a.csv --types a=float', 'Allowed choices are number', ''],
    ['serving one m {', 'not JSON', ''],
    ['reporting render other x', 'Allowed choices are training', ''],
    ['monitoring drift a b --fail-on other', 'Allowed choices are drift', ''],
    ['call data.lst', "unknown operation 'data.lst'", 'Did you mean data.list?'],
    ['call data.list {', 'not JSON', ''],
    ['serve --port 70000', 'from 0 to 65535', ''],
  ])('%s', async (line, message, hint) => {
    const { err, exitCode, request } = await parse(words(line));
    expect(exitCode).not.toBe(0);
    expect(request).toBeNull();
    expect(err).toContain(message);
    expect(err).toContain(hint);
  });
});

/** A text for a field that its own parser accepts, and the value it stands for. */
function sample(field: Field): readonly [string, unknown] {
  const choice = field.choices?.[0];
  switch (field.kind) {
    case 'text':
    case 'text-or-json':
      return field.isPath ? ['/x/y.csv', '/x/y.csv'] : [choice ?? 'word', choice ?? 'word'];
    case 'number':
      return ['0.5', 0.5];
    case 'integer':
      return ['3', 3];
    case 'boolean':
      return ['', true];
    case 'list':
      return field.isPath ? ['/x/y.csv', ['/x/y.csv']] : ['word', ['word']];
    case 'record':
      return [`a=${choice ?? 'b'}`, { a: choice ?? 'b' }];
    case 'params':
      return ['a=1', { a: 1 }];
    case 'json':
      return ['{"a":1}', { a: 1 }];
  }
}

describe.each(all.map((operation) => [operation.name, operation] as const))(
  '%s',
  (name, operation) => {
    const path = name === 'demo.run' ? ['demo'] : name.split('.');

    it('is reached with every field of its input', async () => {
      const places = operation.cli?.positional ?? [];
      const line = [...path];
      const expected: Record<string, unknown> = {};
      const fields = fieldsOf(operation);
      for (const place of places) {
        const [text, value] = sample(fields.find((field) => field.name === place)!);
        line.push(text);
        expected[place] = value;
      }
      for (const field of fields.filter((each) => !places.includes(each.name))) {
        const [text, value] = sample(field);
        if (field.kind === 'params') line.push('--set', text);
        else line.push(`--${field.flag}`, ...(field.kind === 'boolean' ? [] : [text]));
        expected[field.name] = value;
      }
      const { request, err } = await parse(line);
      expect(err).toBe('');
      expect(request).toMatchObject({ operation: { name } });
      expect((request as unknown as { input: unknown }).input).toEqual(expected);
    });

    it('has help that tells what it does and every flag with its default', async () => {
      const { out, exitCode } = await parse([...path, '--help']);
      const help = out.replaceAll(/\s+/g, ' ');
      expect(exitCode).toBe(0);
      expect(help).toContain(operation.summary);
      const places = operation.cli?.positional ?? [];
      const flags = fieldsOf(operation).filter((field) => !places.includes(field.name));
      for (const { flag, kind, defaultValue } of flags) {
        expect(help).toContain(kind === 'params' ? '--set <key=value>' : `--${flag}`);
        expect(help).toContain(
          typeof defaultValue === 'number' ? `(default: ${defaultValue})` : '',
        );
      }
      expect(help).toContain('--workspace <folder>');
    });
  },
);

describe('help', () => {
  it('lists every capability at the top, and every verb below', async () => {
    const top = await parse(['--help']);
    for (const { name, cli } of all) {
      const [capability = '', verb = ''] = name.split('.');
      expect(top.out).toContain(capability);
      if (cli?.hidden || capability === 'demo') continue;
      expect((await parse([capability, '--help'])).out).toContain(verb);
    }
    expect(top.out).toContain('Exit codes');
  });

  it('prints the version', async () => {
    expect((await parse(['--version'])).out).toBe('1.2.3\n');
  });
});
