import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OperationName } from '../../../../core/contract/contract.ts';
import { RequestError } from '../../../../core/contract/client.ts';
import { operationsByName } from '../../../../core/contract/contract.ts';
import type { Failure } from '../../../../core/contract/failure.ts';
import { openTestCore, type TestCore } from '../../../support/open-test-core.ts';
import {
  importSample,
  rewriteLines,
  samplePath,
  trainQuickly,
} from '../../../support/train-sample.ts';

let test: TestCore;
/** Model reference by what it is. */
const models: Record<string, string> = {};

const rowsWithoutAge = (line: string, at: number) => (at === 0 ? line : line.replace(/^\d+/, ''));
const ageTwice = (line: string) => `${line.split(',')[0]},${line}`;
/** Versions made of the heart data. */
const versions: Record<string, (line: string, at: number) => string | null> = {
  'one row': (line, at) => (at < 2 ? line : null),
  'no age': rowsWithoutAge,
  'age in words': (line, at) => (at === 0 ? line : line.replace(/^\d+/, 'old')),
  'age twice': ageTwice,
  'a third told': (line, at) => (at % 3 > 0 ? line.replace(/[^,]*$/, '') : line),
  untold: (line, at) => (at > 0 ? line.replace(/[^,]*$/, '') : line),
  'one class': (line, at) => (at > 0 ? line.replace(/[^,]*$/, 'present') : line),
};

beforeAll(async () => {
  test = await openTestCore();
  await importSample(test, 'heart', 'heart');
  await importSample(test, 'penguins', 'penguins');
  for (const [name, change] of Object.entries(versions)) {
    const file = await rewriteLines(test, await samplePath(test, 'heart'), change);
    await test.client.run('data.import', { files: [file], name });
  }
  const asked = { version: 'heart', target: 'disease' };
  for (const algorithm of ['gradient_boosting', 'dummy']) {
    models[algorithm] = (await trainQuickly(test, { ...asked, algorithm })).run.id;
  }
  const twice = { ...asked, version: 'age twice', algorithm: 'random_forest' };
  models['twice'] = (await trainQuickly(test, { ...twice, params: { n_estimators: 20 } })).run.id;
}, 60_000);
afterAll(() => test[Symbol.asyncDispose]());

type Answer = Record<string, unknown> & { warnings: { kind: string }[] };

/** What is answered, or the failure. */
async function ask(name: OperationName, input: object): Promise<Answer | Failure> {
  const job = operationsByName.get(name)!.kind === 'job';
  const how = job ? test.client.run : test.client.call;
  try {
    return await (how as (name: string, input: object) => Promise<Answer>)(name, input);
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    return error.failure;
  }
}

const row = 0;
/** Everything that looks at a model and rows. */
const asked: Record<string, [OperationName, object]> = {
  shap: ['explainability.shap', {}],
  'sampled shap': ['explainability.shap', { limit: 2, method: 'permutation', permutations: 4 }],
  dependence: ['explainability.pdp', { columns: ['age'] }],
  'accumulated effects': ['explainability.pdp', { columns: ['age'], kind: 'ale' }],
  interaction: ['explainability.pdp', { columns: ['age', 'chol'], grid: 5 }],
  lines: ['explainability.ice', { column: 'age' }],
  importance: ['explainability.permutation', { repeats: 2 }],
  lime: ['explainability.lime', { row, samples: 300 }],
  surrogate: ['explainability.surrogate', {}],
  counterfactuals: ['explainability.counterfactual', { row, count: 2 }],
  anchor: ['explainability.anchor', { row, precision: 0.7 }],
  'similar rows': ['explainability.similar', { row, count: 3 }],
  evaluation: ['evaluation.run', {}],
};
const everything = Object.entries(asked);

function askOf(model: string, version: string, what: string): Promise<Answer | Failure> {
  const [name, more] = asked[what]!;
  return ask(name, { model: models[model], version, ...more });
}

/** A failure that says what was seen and what to do. */
const failing = (code: string, path?: string) => ({
  code,
  message: expect.stringMatching(/\w/) as string,
  hint: expect.stringMatching(/\w/) as string,
  ...(path === undefined ? {} : { path }),
});
const warning = (kind: string) => ({
  warnings: expect.arrayContaining([expect.objectContaining({ kind })]) as unknown,
});

it.each(everything.map(([what]) => what))('columns of other data are named: %s', async (what) => {
  const failure = await askOf('gradient_boosting', 'penguins', what);
  expect(failure).toMatchObject(failing('SCHEMA_MISMATCH'));
  expect(failure['message']).toMatch(/12 columns .*thalach/);
});

it('a background of other columns is told apart from the rows', async () => {
  const input = { model: models['dummy'], version: 'heart', background: 'penguins' };
  const failure = await ask('explainability.shap', input);
  expect(failure).toMatchObject(failing('SCHEMA_MISMATCH', 'background'));
  expect(failure['message']).toMatch(/^The background does not fit the model/);
});

it('a background whose values cannot be read is warned of', async () => {
  const input = { model: models['gradient_boosting'], version: 'heart' };
  const answer = await ask('explainability.shap', { ...input, background: 'age in words' });
  expect(answer).toMatchObject(warning('type'));
});

describe('one row', () => {
  const none: Record<string, object> = {
    'accumulated effects': failing('NOT_ENOUGH_DATA', 'columns'),
    importance: failing('NOT_ENOUGH_DATA', 'metric'),
    surrogate: failing('NOT_ENOUGH_DATA'),
    evaluation: { rows: 1, metrics: { roc_auc: null } },
    shap: { rows: 1, versionRows: 1 },
    dependence: { rows: 1, axes: [{ values: [63] }], low: [null], high: [null] },
  };
  it.each(everything.map(([what]) => what))('%s', async (what) => {
    const answer = await askOf('gradient_boosting', 'one row', what);
    expect(answer).toMatchObject(none[what] ?? {});
    if (!(what in none)) expect(answer).not.toHaveProperty('code');
  });
});

describe('a column that is never there', () => {
  it.each(['no age', 'age in words'])('%s: has no dependence', async (version) => {
    for (const what of ['dependence', 'accumulated effects', 'interaction', 'lines']) {
      const failure = await askOf('gradient_boosting', version, what);
      expect(failure).toMatchObject(failing('NOT_ENOUGH_DATA', 'columns'));
      expect(failure['message']).toContain("'age' has no value");
    }
  });

  it.each(['shap', 'importance', 'lime', 'surrogate', 'counterfactuals', 'anchor', 'similar rows'])(
    'does not stop %s, which says what it could not read',
    async (what) => {
      expect(await askOf('gradient_boosting', 'no age', what)).not.toHaveProperty('code');
      expect(await askOf('gradient_boosting', 'age in words', what)).toMatchObject(warning('type'));
    },
  );
});

describe('constant predictions', () => {
  it('have SHAP values of 0', async () => {
    const { meanAbs, maxAdditivityError } = (await askOf('dummy', 'heart', 'shap')) as Answer;
    expect(Object.values(meanAbs as object).every((value) => value === 0)).toBe(true);
    expect(maxAdditivityError).toBeLessThan(1e-12);
  });

  it('depend on nothing', async () => {
    const { mean } = (await askOf('dummy', 'heart', 'dependence')) as { mean: number[] } & Answer;
    for (const value of mean) expect(value).toBeCloseTo(mean[0]!, 12);
    const surface = await askOf('dummy', 'heart', 'interaction');
    expect([0, null]).toContain((surface as Answer)['interaction']);
  });

  it('lose nothing, and need no condition, no tree and no local model', async () => {
    const importance = (await askOf('dummy', 'heart', 'importance')) as Answer;
    for (const { mean } of importance['entries'] as { mean: number }[]) expect(mean).toBe(0);
    expect(await askOf('dummy', 'heart', 'anchor')).toMatchObject({ conditions: [], precision: 1 });
    expect(await askOf('dummy', 'heart', 'surrogate')).toMatchObject({ nodes: [{ left: -1 }] });
    const lime = (await askOf('dummy', 'heart', 'lime')) as Answer;
    for (const { weight } of lime['entries'] as { weight: number }[]) {
      expect(Math.abs(weight)).toBeLessThan(1e-9);
    }
  });

  it('cannot be changed, which is said', async () => {
    const found = await askOf('dummy', 'heart', 'counterfactuals');
    expect(found).toMatchObject({ counterfactuals: [], ...warning('none') });
  });

  it.each(['errors', 'fairness', 'segments', 'ranking'] as const)('have %s', async (what) => {
    const input = { run: models['dummy'], ...(what === 'fairness' ? { columns: ['sex'] } : {}) };
    expect(await ask(`evaluation.${what}`, input)).not.toHaveProperty('code');
  });
});

describe('a column that is there twice', () => {
  it('shares what it is worth, and adds up', async () => {
    const explained = (await askOf('twice', 'age twice', 'shap')) as Answer;
    const features = explained['features'] as string[];
    const twins = features.filter((name) => name.startsWith('age'));
    expect(twins).toHaveLength(2);
    const meanAbs = explained['meanAbs'] as Record<string, number>;
    for (const name of twins) expect(meanAbs[name]).toBeGreaterThan(0);
    expect(explained['maxAdditivityError']).toBeLessThan(1e-6);
  });

  it('is shuffled with its twin', async () => {
    const { entries } = (await askOf('twice', 'age twice', 'importance')) as Answer;
    const columns = (entries as { columns: string[] }[]).map((entry) => entry.columns);
    expect(columns.find((names) => names.includes('age'))).toHaveLength(2);
  });

  it.each(['dependence', 'accumulated effects', 'lime', 'anchor', 'counterfactuals'])(
    'does not stop %s',
    async (what) => {
      expect(await askOf('twice', 'age twice', what)).not.toHaveProperty('code');
    },
  );
});

describe('a class that does not exist', () => {
  const classes = 'Classes: absent, present';
  it.each(['shap', 'dependence', 'lines', 'lime', 'surrogate'])('is refused: %s', async (what) => {
    const [name, more] = asked[what]!;
    const input = { model: models['gradient_boosting'], version: 'heart', ...more, label: 'maybe' };
    expect(await ask(name, input)).toMatchObject({
      ...failing('INVALID_INPUT', 'label'),
      hint: classes,
    });
  });

  it('is refused as wanted, and as favourable', async () => {
    const model = models['gradient_boosting'];
    const wanted = { model, row, wanted: 'maybe' };
    expect(await ask('explainability.counterfactual', wanted)).toMatchObject(
      failing('INVALID_INPUT', 'wanted'),
    );
    const fair = { run: model, columns: ['sex'], positive: 'maybe' };
    expect(await ask('evaluation.fairness', fair)).toMatchObject(
      failing('INVALID_INPUT', 'positive'),
    );
  });
});

describe('rows and columns that do not exist', () => {
  it.each(['lime', 'anchor', 'counterfactuals', 'similar rows'])('row of %s', async (what) => {
    const [name, more] = asked[what]!;
    const input = { model: models['gradient_boosting'], version: 'heart', ...more, row: 9999 };
    expect(await ask(name, input)).toMatchObject(failing('INVALID_INPUT', 'row'));
  });

  it.each([
    ['explainability.pdp', { model: 'twice', version: 'age twice', columns: ['shoe'] }, 'columns'],
    ['explainability.ice', { model: 'twice', version: 'age twice', column: 'shoe' }, 'columns'],
    ['evaluation.fairness', { run: 'latest', columns: ['shoe'] }, 'columns'],
    ['evaluation.ranking', { run: 'latest', query: 'shoe' }, 'query'],
  ] as const)('column of %s', async (name, input, path) => {
    const named = 'model' in input ? { ...input, model: models[input.model] } : input;
    expect(await ask(name, named)).toMatchObject(failing('INVALID_INPUT', path));
  });
});

it('influence says that training weighed rows, which it does not', async () => {
  const weighed = { version: 'heart', target: 'disease', classWeight: 'balanced' } as const;
  const { run } = await trainQuickly(test, { ...weighed, algorithm: 'logistic_regression' });
  const input = { row, method: 'influence', version: 'heart' };
  const answer = await ask('explainability.similar', { ...input, model: run.id });
  expect(answer).toMatchObject(warning('weights'));
  const alike = await ask('explainability.similar', {
    ...input,
    model: models['gradient_boosting'],
  });
  expect((alike as Answer).warnings.map(({ kind }) => kind)).not.toContain('weights');
});

describe('rows without a target', () => {
  it.each(['importance', 'evaluation'])('are left out of %s, which says so', async (what) => {
    const answer = await askOf('gradient_boosting', 'a third told', what);
    expect(answer).toMatchObject({ rows: 100, ...warning('target') });
  });

  it.each(['importance', 'evaluation'])('leave nothing of %s', async (what) => {
    const failure = await askOf('gradient_boosting', 'untold', what);
    expect(failure).toMatchObject(failing('NOT_ENOUGH_DATA', 'version'));
  });

  it('of one class only have no ranking to score', async () => {
    const failure = await askOf('gradient_boosting', 'one class', 'importance');
    expect(failure).toMatchObject(failing('NOT_ENOUGH_DATA', 'metric'));
    const evaluated = await askOf('gradient_boosting', 'one class', 'evaluation');
    const metrics = { roc_auc: null, specificity: null, ks: null };
    expect(evaluated).toMatchObject({ rows: 302, metrics });
  });
});
