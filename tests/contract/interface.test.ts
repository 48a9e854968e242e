import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CommandLine, openCommandLine } from '../support/command-line.ts';

/**
 * What scripts rely on: the command line, its exit codes and the fields of its JSON, on real data in one
 * workspace. Names here are promises; a change of one breaks callers.
 */
const samples = join(import.meta.dirname, '../../datasets');
const heart = join(samples, 'heart_cleveland_uci.csv');
const titanic = join(samples, 'titanic_openml.csv');
const patient =
  '{"age":63,"sex":1,"cp":1,"trestbps":145,"chol":233,"fbs":1,"restecg":2,"thalach":150,"exang":0,"oldpeak":2.3,"slope":3,"ca":0,"thal":6}';

const text = expect.any(String) as string;
const number = expect.any(Number) as number;
const list = expect.any(Array) as unknown[];
interface Trained {
  readonly run: { readonly id: string; readonly metrics: Record<string, number> };
  readonly model: { readonly id: string };
  readonly warnings: readonly { readonly kind: string }[];
}

let cli: CommandLine;
let trained: Trained;
let second: Trained;

beforeAll(async () => {
  cli = await openCommandLine();
  await cli.output('data import', heart, '--name', 'heart');
  await cli.output('data import', titanic, '--name', 'titanic', '--types', 'pclass=category');
  trained = await cli.output(
    'models train heart --target disease --algorithm gradient_boosting --set n_estimators=15',
  );
  second = await cli.output(
    'models train heart@1 --target disease --algorithm logistic_regression --task classification ' +
      '--set C=0.5 --features age,sex,cp,thalach,ca --test-fraction .3 --cv 3 --split stratified --seed 11',
  );
  await cli.output('registry register', trained.run.id, '--name', 'heart');
  await cli.output('registry register', second.run.id, '--name', 'heart');
});
afterAll(() => cli[Symbol.asyncDispose]());

describe('preprocessing and models', () => {
  it('steps and list carry JSON Schemas', async () => {
    const { steps } = await cli.output<{ steps: object[] }>('preprocessing steps');
    expect(steps[0]).toMatchObject({ id: text, title: text, params: { type: 'object' } });
    const models = await cli.output<{ id: string }[]>('models list');
    for (const model of models) {
      expect(model).toMatchObject({ title: text, task: list, tags: list });
      expect(model).toMatchObject({ params: { type: 'object' } });
    }
    expect(models.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['gradient_boosting', 'logistic_regression', 'ridge', 'dummy']),
    );
  });

  it('train answers with the run, its metrics and the model', () => {
    const scores = ['roc_auc', 'pr_auc', 'log_loss', 'accuracy', 'balanced_accuracy', 'precision'];
    scores.push('recall', 'f1', 'f1_macro', 'f1_weighted', 'mcc', 'brier', 'kappa');
    const names = scores.flatMap((name) => [
      `train.${name}`,
      `test.${name}`,
      `cv.${name}.mean`,
      `cv.${name}.std`,
    ]);
    expect(trained).toMatchObject({
      run: { id: text, status: 'finished', durationMs: number, fitMs: number, seed: 7 },
      model: {
        id: text,
        algorithm: 'gradient_boosting',
        params: { n_estimators: 15, learning_rate: 0.1, max_leaf_nodes: 31 },
        classes: ['absent', 'present'],
        features: list,
      },
      warnings: list,
    });
    expect(Object.keys(trained.run.metrics).toSorted()).toEqual(names.toSorted());
  });

  it('train does what its flags say', () => {
    expect(second).toMatchObject({
      run: { seed: 11 },
      model: {
        params: { C: 0.5 },
        features: ['age', 'sex', 'cp', 'thalach', 'ca'],
      },
    });
  });

  it('train takes parameters from a file, a weight, a test version, and chooses by itself', async () => {
    await writeFile(join(cli.folder, 'params.yaml'), 'alpha: 3\n');
    const fitted = await cli.output<Trained>(
      'models train titanic --target fare --algorithm ridge --params params.yaml --split kfold ' +
        '--exclude boat,body,name --weight survived --test titanic@1 --cv 0',
    );
    expect(fitted).toMatchObject({ model: { params: { alpha: 3 } } });
    const metrics = ['rmse', 'mse', 'mae', 'medae', 'r2', 'mape', 'max_error'];
    for (const name of [...metrics, 'explained_variance']) {
      expect(fitted.run.metrics).toHaveProperty([`test.${name}`], number);
    }
    expect(fitted.warnings).toContainEqual(expect.objectContaining({ kind: 'leakage' }));
    const chosen = await cli.output<Trained>(
      'models train heart --target disease --algorithm auto --cv 2',
    );
    expect(chosen.warnings).toContainEqual(expect.objectContaining({ kind: 'auto' }));
  });
});

describe('evaluation and explainability', () => {
  const parts = {
    metrics: { roc_auc: number },
    intervals: { roc_auc: { value: number, low: number, high: number } },
    confusion: { labels: ['absent', 'present'], matrix: [list, list] },
    roc: { fpr: list, tpr: list, threshold: list },
    pr: { precision: list, recall: list, threshold: list },
    calibration: { predicted: list, observed: list },
    residuals: null,
    thresholds: list,
    byGroup: list,
  };

  it('show and run tell how the model does', async () => {
    const shown = await cli.output('evaluation show', trained.run.id);
    expect(shown).toMatchObject({ ...parts, rows: 61 });
    expect(await cli.output('evaluation run heart@1 heart')).toMatchObject({
      ...parts,
      rows: 302,
    });
  });

  it('shap answers with a summary and writes all values', async () => {
    const explained = await cli.output<{ features: string[]; maxAdditivityError: number }>(
      'explainability shap',
      trained.model.id,
      'heart',
      '--limit',
      '40',
      '--output',
      'raw',
      '--out',
      'shap.csv',
    );
    expect(explained).toMatchObject({ baseValue: number, output: 'raw', rows: 40 });
    expect(explained).toMatchObject({ meanAbs: { age: number, thal: number } });
    expect(explained.maxAdditivityError).toBeLessThan(1e-9);
    const lines = (await readFile(join(cli.folder, 'shap.csv'), 'utf8')).trimEnd().split('\n');
    expect(lines[0]).toBe([...explained.features, 'base_value', 'prediction'].join(','));
    expect(lines).toHaveLength(41);
    const cells = lines[1]!.split(',').map(Number);
    const sum = cells.slice(0, -1).reduce((a, b) => a + b, 0);
    expect(sum).toBeCloseTo(cells.at(-1)!, 9);
  });
});

describe('tracking and registry', () => {
  it('runs are sorted by a metric, and compared', async () => {
    const { runs } = await cli.output<{ runs: Trained['run'][] }>(
      'tracking runs --sort test.roc_auc',
    );
    const scores = runs.map(({ metrics }) => metrics['test.roc_auc'] ?? -1);
    expect(scores.length).toBeGreaterThan(1);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    const compared = await cli.output('tracking compare', trained.run.id, second.run.id);
    expect(compared).toMatchObject({
      runs: [{ id: trained.run.id }, { id: second.run.id }],
      params: list,
      metrics: expect.arrayContaining([expect.objectContaining({ name: 'test.roc_auc' })]),
    });
  });

  it('promotes, rolls back, shows and exports', async () => {
    const stage = ['--stage', 'Production'];
    await cli.output('registry promote heart@1', ...stage);
    expect(await cli.output('registry promote heart@2', ...stage)).toMatchObject({
      version: { id: text, name: 'heart', number: 2, stage: 'Production' },
      archived: [{ number: 1, stage: 'Archived' }],
    });
    expect(await cli.output('registry rollback heart')).toMatchObject({
      version: { number: 1, stage: 'Production' },
      archived: { number: 2 },
    });
    expect(await cli.output('registry show heart')).toMatchObject({
      name: 'heart',
      versions: [{ number: 2 }, { number: 1 }],
      transitions: [list[0], list[1], list[2], list[3], list[4]].map(() => expect.anything()),
    });
    expect(await cli.output('registry list')).toMatchObject({
      models: [{ name: 'heart', versions: list }],
    });
    expect(await cli.output('registry export heart@2 --format json --out m.json')).toMatchObject({
      path: join(cli.folder, 'm.json'),
      bytes: number,
    });
    const model = JSON.parse(await readFile(join(cli.folder, 'm.json'), 'utf8')) as unknown;
    expect(model).toMatchObject({ format: 'assay-model', name: 'heart', number: 2 });
  });

  it('lineage goes from the file to the registered version', async () => {
    const { nodes } = await cli.output<{ nodes: { kind: string }[]; edges: object[] }>(
      'registry lineage heart@1',
    );
    expect(nodes.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['file', 'version', 'run', 'model', 'model version']),
    );
  });
});

describe('serving', () => {
  it('predict writes the columns of the file, the prediction and a probability a class', async () => {
    expect(await cli.output('serving predict heart@1 --out scored.csv', heart)).toMatchObject({
      path: join(cli.folder, 'scored.csv'),
      rows: 302,
    });
    const [header, first] = (await readFile(join(cli.folder, 'scored.csv'), 'utf8')).split('\n');
    const names = (await readFile(heart, 'utf8')).split('\n')[0]!;
    expect(header).toBe(`${names},prediction,probability_absent,probability_present`);
    expect(first).toMatch(
      /^63,1,1,145,233,1,2,150,0,2\.3,3,0,6,absent,(absent|present),0\.\d+,0\./,
    );
  });

  it('one predicts a row', async () => {
    expect(await cli.output('serving one heart', patient)).toMatchObject({
      prediction: expect.stringMatching(/^(absent|present)$/),
      probabilities: { absent: number, present: number },
    });
  });
});

describe('monitoring', () => {
  const tests = ['auto', 'ks', 'chisquare', 'z', 'wasserstein', 'jensenshannon', 'psi'];

  it.each(tests)('drift tests by %s', async (test) => {
    const report = await cli.output<{ columns: object[] }>(
      `monitoring drift heart heart@1 --tests ${test}`,
    );
    expect(report).toMatchObject({ drifted: false, share: 0, driftedColumns: 0 });
    for (const column of report.columns) {
      expect(column).toMatchObject({ column: text, type: text, test: text, score: number });
      expect(column).toMatchObject({ threshold: number, drifted: false, verdict: 'none' });
      expect(column).toMatchObject({ effect: 0 });
    }
  });

  it('drift ends with 3 when it was asked to fail on drift', async () => {
    const lines = (await readFile(heart, 'utf8')).trimEnd().split('\n');
    const moved = join(cli.folder, 'moved.csv');
    const older = lines.slice(1).map((line) => line.replace(/^\d+/, (age) => `${+age + 30}`));
    await writeFile(moved, `${[lines[0], ...older].join('\n')}\n`);
    await cli.output('data import', moved);
    const { code, output } = await cli.run(
      'monitoring drift heart moved --columns age --tests psi --threshold 0.3 --model heart ' +
        '--html drift.html --fail-on drift',
    );
    expect(code).toBe(3);
    expect(output).toMatchObject({
      drifted: true,
      share: 1,
      driftedColumns: 1,
      columns: [{ column: 'age', test: 'psi', threshold: 0.3, drifted: true }],
      prediction: { score: number },
      target: { score: number, drifted: false },
      html: join(cli.folder, 'drift.html'),
    });
    const html = await readFile(join(cli.folder, 'drift.html'), 'utf8');
    expect(html).toMatch(/^<!doctype html>/i);
    const same = await cli.run('monitoring drift heart heart --fail-on drift');
    expect(same.code).toBe(0);
  });
});

describe('reporting, audit, demo, call', () => {
  it('render writes one page for a run and for a drift report', async () => {
    const drift = await cli.output<{ id: string }>('monitoring drift heart heart');
    for (const [kind, id] of [
      ['training', 'latest'],
      ['drift', drift.id],
    ] as const) {
      const out = `${kind}-report.html`;
      const report = await cli.output('reporting render', kind, id, '--out', out);
      expect(report).toMatchObject({ id: text, kind, path: join(cli.folder, out), bytes: number });
      expect(await readFile(join(cli.folder, out), 'utf8')).toMatch(/^<!doctype html>/i);
    }
  });

  it('audit log and verify', async () => {
    const { events } = await cli.output<{ events: { operation: string }[] }>('audit log');
    expect(events[0]).toMatchObject({ sequence: number, actor: 'cli', hash: text, previous: text });
    expect(await cli.output('audit verify')).toEqual({ valid: true, events: number });
  });

  it('demo makes the whole journey', async () => {
    const made = await cli.output('demo --out demo');
    expect(made).toMatchObject({
      dataset: { name: 'heart' },
      run: { status: 'finished' },
      modelVersion: { stage: 'Production' },
      drift: { id: text },
      reports: [{ path: join(cli.folder, 'demo', 'heart-training.html') }, { kind: 'drift' }],
    });
  });

  it('call takes any operation by name', async () => {
    const called = await cli.output('call data.preview {"version":"heart","limit":1}');
    expect(called).toEqual(await cli.output('data preview heart --limit 1'));
  });
});
