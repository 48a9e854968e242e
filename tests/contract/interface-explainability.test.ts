import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CommandLine, openCommandLine } from '../support/command-line.ts';

/** What scripts rely on of the methods of `explainability`; see interface.test.ts for the rest. */
const samples = join(import.meta.dirname, '../../datasets');
const text = expect.any(String) as string;
const number = expect.any(Number) as number;
const list = expect.any(Array) as unknown[];

let cli: CommandLine;
let model = '';

beforeAll(async () => {
  cli = await openCommandLine();
  await cli.output('data import --name heart', join(samples, 'heart_cleveland_uci.csv'));
  const trained = await cli.output<{ model: { id: string } }>(
    'models train heart@1 --target disease --algorithm gradient_boosting --cv 0 --set n_estimators=20',
  );
  model = trained.model.id;
}, 60_000);
afterAll(() => cli[Symbol.asyncDispose]());

interface Schema {
  readonly fields: readonly { readonly name: string; readonly typical: unknown }[];
}

async function typical(): Promise<Record<string, unknown>> {
  const { fields } = await cli.output<Schema>(`serving schema ${model}`);
  return Object.fromEntries(fields.map((field) => [field.name, field.typical]));
}

describe('what-if', () => {
  it('predicts a row and adds its contributions up', async () => {
    const row = { ...(await typical()), age: 70, sex: 1 };
    const answer = await cli.output<{ contributions: unknown[] }>(
      `explainability what-if ${model}`,
      JSON.stringify(row),
    );
    expect(answer).toMatchObject({
      method: 'tree_path_dependent',
      unit: 'log_odds',
      prediction: text,
      probabilities: { absent: number, present: number },
      label: 'present',
      baseValue: number,
      output: number,
      error: 0,
      warnings: [],
    });
    expect(answer.contributions).toHaveLength(13);
    expect(answer.contributions[0]).toEqual({
      column: text,
      value: expect.anything(),
      contribution: number,
    });
  });

  it('keeps scenarios, lists and forgets them', async () => {
    const row = { ...(await typical()), age: 70 };
    const kept = await cli.output<{ scenario: { id: string } }>(
      `explainability save-scenario --model ${model} --name older`,
      '--row',
      JSON.stringify(row),
    );
    expect(kept.scenario).toMatchObject({
      name: 'older',
      modelId: model,
      modelTitle: text,
      origin: null,
      changes: [{ column: 'age', from: number, to: 70 }],
      prediction: text,
      probability: number,
      createdAt: number,
    });
    const listed = await cli.output(`explainability scenarios --model ${model}`);
    expect(listed).toEqual({ scenarios: [kept.scenario] });
    const gone = await cli.output(`explainability delete-scenario ${kept.scenario.id}`);
    expect(gone).toEqual(kept);
    const again = await cli.run(`explainability delete-scenario ${kept.scenario.id}`);
    expect(again).toMatchObject({ code: 1, output: { error: { code: 'NOT_FOUND', path: 'id' } } });
    const audit = await cli.output<{ events: { operation: string }[] }>('audit log');
    const operations = audit.events.map(({ operation }) => operation);
    expect(operations).toContain('explainability.saveScenario');
    expect(operations).toContain('explainability.deleteScenario');
  });

  it('keeps the row a scenario started from', async () => {
    const { rows, columns } = await cli.output<{
      rows: unknown[][];
      columns: { name: string }[];
    }>('data preview heart@1 --limit 1');
    const cells = columns.map(({ name }, j) => [name, rows[0]![j]]);
    const first = Object.fromEntries(cells) as Record<string, unknown>;
    const kept = await cli.output(
      `explainability save-scenario --model ${model} --name first`,
      '--row',
      JSON.stringify({ ...first, age: 29 }),
      '--origin',
      '{"version":"heart@1","row":0}',
    );
    expect(kept).toMatchObject({
      scenario: {
        origin: { versionId: text, row: 0 },
        changes: [{ column: 'age', from: first['age'], to: 29 }],
      },
    });
  });
});

describe('dependence', () => {
  const shape = {
    label: 'present',
    output: 'probability',
    rows: 302,
    rowsOfVersion: 302,
    centred: false,
    warnings: [],
  };

  it('pdp of one column has a mean with its band', async () => {
    expect(await cli.output(`explainability pdp ${model} heart@1 age --grid 5`)).toMatchObject({
      ...shape,
      kind: 'pdp',
      axes: [{ column: 'age', values: [number, number, number, number, number], density: list }],
      mean: [number, number, number, number, number],
      low: [number, number, number, number, number],
      high: [number, number, number, number, number],
      surface: null,
      lines: [],
      interaction: null,
    });
  });

  it('ice has a line a row', async () => {
    const made = await cli.output<{ lines: { values: number[] }[] }>(
      `explainability ice ${model} heart@1 age --grid 4 --limit 30`,
    );
    expect(made).toMatchObject({ kind: 'ice', rows: 30, axes: [{ column: 'age' }] });
    expect(made.lines).toHaveLength(30);
    expect(made.lines[0]!.values.length).toBeGreaterThanOrEqual(2);
  });

  it('pdp of two has a surface, ice a line a row, ale its effects', async () => {
    const both = await cli.output(
      `explainability pdp ${model} heart@1 age oldpeak --grid 3 --limit 50`,
    );
    expect(both).toMatchObject({ rows: 50, interaction: number, surface: [list, list, list] });
    expect(both).toMatchObject({ warnings: [{ kind: 'sample', message: text }] });
    const ice = await cli.output<{ lines: unknown[] }>(
      `explainability pdp ${model} heart@1 age --kind ice --grid 3 --centred`,
    );
    expect(ice.lines).toHaveLength(200);
    expect(ice.lines[0]).toEqual({ row: 0, values: [0, number, number] });
    const ale = await cli.output(`explainability pdp ${model} heart@1 age --kind ale --grid 4`);
    expect(ale).toMatchObject({ ...shape, kind: 'ale', low: [], high: [], lines: [] });
  });

  it('names what it reads when asked for something else', async () => {
    const answer = await cli.run(`explainability pdp ${model} heart@1 shoe`);
    expect(answer.output).toMatchObject({ error: { code: 'INVALID_INPUT', path: 'columns' } });
  });
});

describe('counterfactual', () => {
  it('finds changes that the model answers otherwise', async () => {
    const found = await cli.output<{ original: { prediction: string }; wanted: string }>(
      `explainability counterfactual ${model} heart@1 0 --count 2`,
      '--immutable',
      'age',
      '--immutable',
      'sex',
    );
    expect(found.wanted).not.toBe(found.original.prediction);
    const entry = {
      row: expect.objectContaining({ age: number }),
      changes: expect.arrayContaining([
        { column: text, from: expect.anything(), to: expect.anything() },
      ]),
      prediction: found.wanted,
      probability: number,
      distance: number,
      plausibility: number,
    };
    expect(found).toMatchObject({
      label: found.wanted,
      original: { row: expect.objectContaining({ age: number }), probability: number },
      counterfactuals: [entry, entry],
    });
  });

  it('refuses to guess which row is meant', async () => {
    const answer = await cli.run(`explainability counterfactual ${model} heart@1`);
    expect(answer.output).toMatchObject({ error: { code: 'INVALID_INPUT', path: 'row' } });
    const beyond = await cli.run(`explainability counterfactual ${model} heart@1 302`);
    expect(beyond.output).toMatchObject({ error: { code: 'INVALID_INPUT', path: 'row' } });
  });
});

describe('importance', () => {
  const entry = {
    name: text,
    columns: list,
    mean: number,
    std: number,
    low: number,
    high: number,
  };

  it('permutation scores the rows that were set aside', async () => {
    const found = await cli.output<{ entries: unknown[] }>(
      `explainability permutation ${model} heart@1 --repeats 3`,
    );
    expect(found).toMatchObject({
      kind: 'permutation',
      metric: { name: 'roc_auc', better: 'higher' },
      baseline: number,
      repeats: 3,
      warnings: [{ kind: 'test', message: text }],
    });
    expect(found.entries[0]).toEqual(entry);
  });

  it('drop_column fits again', async () => {
    const found = await cli.output<{ entries: unknown[] }>(
      `explainability permutation ${model} heart@1 --kind drop_column --metric log_loss`,
    );
    expect(found).toMatchObject({
      kind: 'drop_column',
      metric: { name: 'log_loss', better: 'lower' },
      repeats: 1,
    });
    expect(found.entries[0]).toEqual({ ...entry, std: 0, low: null, high: null });
  });
});

describe('methods of one row', () => {
  it('lime weighs conditions', async () => {
    const found = await cli.output<{ entries: unknown[] }>(
      `explainability lime ${model} heart@1 3 --samples 500 --features 4`,
    );
    expect(found).toMatchObject({
      label: 'present',
      prediction: number,
      local: number,
      intercept: number,
      r2: number,
      samples: 500,
      warnings: [],
    });
    expect(found.entries).toHaveLength(4);
    expect(found.entries[0]).toEqual({ condition: text, column: text, weight: number });
  });

  it('anchor gives a rule that data previews take as a filter', async () => {
    const found = await cli.output<{ filter: string }>(
      `explainability anchor ${model} heart@1 3 --precision 0.8`,
    );
    expect(found).toMatchObject({
      label: text,
      prediction: text,
      conditions: list,
      precision: number,
      low: number,
      high: number,
      reached: expect.any(Boolean),
      coverage: number,
      samples: number,
      warnings: [],
    });
    const met = await cli.output<{ rows: unknown[] }>(
      'data preview heart@1 --limit 1',
      '--filter',
      found.filter,
    );
    expect(met.rows).toHaveLength(1);
  });

  it('similar gives training rows by distance, as prototypes, by influence', async () => {
    const entry = {
      row: number,
      distance: number,
      influence: null,
      actual: text,
      values: expect.objectContaining({ age: number }),
    };
    const nearest = await cli.output(`explainability similar ${model} heart@1 3 --count 2`);
    expect(nearest).toEqual({
      rows: [entry, entry],
      method: text,
      influence: null,
      versionId: text,
      rowsOfTraining: number,
      warnings: [],
    });
    const prototypes = await cli.output(
      `explainability similar ${model} --method prototypes --count 1`,
    );
    expect(prototypes).toMatchObject({ rows: [{ ...entry, distance: null }], influence: null });
    const influence = await cli.output(
      `explainability similar ${model} heart@1 3 --method influence --count 1`,
    );
    expect(influence).toMatchObject({ rows: [{ ...entry, influence: number }], influence: text });
    const which = await cli.run(`explainability similar ${model} heart@1`);
    expect(which.output).toMatchObject({ error: { code: 'INVALID_INPUT', path: 'row' } });
  });
});

it('surrogate is a tree with its fidelity', async () => {
  const found = await cli.output<{ nodes: unknown[] }>(
    `explainability surrogate ${model} heart@1 --depth 2`,
  );
  expect(found).toMatchObject({
    label: 'present',
    fidelity: number,
    agreement: number,
    rows: 302,
    rowsOfVersion: 302,
    warnings: [],
  });
  expect(found.nodes[0]).toEqual({
    condition: text,
    otherwise: text,
    left: number,
    right: number,
    value: number,
    rows: 302,
  });
  expect(found.nodes.at(-1)).toMatchObject({ condition: null, left: -1, right: -1 });
});
