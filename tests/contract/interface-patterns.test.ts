import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CommandLine, openCommandLine } from '../support/command-line.ts';

/** What scripts rely on of `patterns`; see interface.test.ts for the rest. */
const samples = join(import.meta.dirname, '../../datasets');
const text = expect.any(String) as string;
const number = expect.any(Number) as number;
const list = expect.any(Array) as unknown[];

interface Kept {
  readonly id: string;
  readonly savedVersionId: string | null;
}

let cli: CommandLine;

beforeAll(async () => {
  cli = await openCommandLine();
  await cli.output('data import --name penguins', join(samples, 'penguins.csv'));
});
afterAll(() => cli[Symbol.asyncDispose]());

/** What every analysis answers with. */
const base = {
  id: text,
  title: text,
  versionId: text,
  versionName: 'penguins@1',
  seed: 7,
  durationMs: number,
  createdAt: number,
  warnings: list,
};

describe('patterns', () => {
  it('list tells of every algorithm with its parameters', async () => {
    const algorithms = await cli.output<{ id: string; kind: string }[]>('patterns list');
    const ids = (kind: string) => algorithms.filter((a) => a.kind === kind).map(({ id }) => id);
    expect(ids('clusters')).toEqual([
      'kmeans',
      'mini_batch_kmeans',
      'gaussian_mixture',
      'agglomerative',
      'dbscan',
      'hdbscan',
    ]);
    expect(ids('components')).toEqual(['pca', 'truncated_svd', 'nmf', 'fast_ica', 't_sne', 'umap']);
    expect(ids('outliers')).toEqual([
      'isolation_forest',
      'local_outlier_factor',
      'elliptic_envelope',
      'one_class_svm',
    ]);
    expect(ids('associations')).toEqual(['fp_growth', 'apriori']);
    expect(algorithms[0]).toMatchObject({
      title: 'k-means',
      summary: text,
      mostRows: null,
      params: { type: 'object', properties: { n_clusters: { title: 'Clusters', default: 8 } } },
    });
  });

  it('clusters tells of each cluster, compares numbers of them and keeps the column', async () => {
    const found = await cli.output<Kept>(
      'patterns clusters penguins@1 --algorithm kmeans --set n_clusters=3 --save group',
      '--sweep',
      '[2,4]',
    );
    const cluster = {
      rows: number,
      share: number,
      typical: expect.objectContaining({ species: text, body_mass_g: number }),
      differences: expect.arrayContaining([{ column: text, effect: number }]),
    };
    const metrics = { silhouette: number, davies_bouldin: number, calinski_harabasz: number };
    expect(found).toMatchObject({
      ...base,
      kind: 'clusters',
      algorithm: 'kmeans',
      rows: 344,
      params: { n_clusters: 3 },
      clusters: [0, 1, 2].map((label) => ({ label, ...cluster })),
      metrics: { ...metrics, inertia: number },
      sweep: [2, 4].map((clusters) => ({ clusters, metrics })),
      tree: null,
      map: { row: list, axes: [text, text], coordinates: [list, list] },
      labels: list,
    });
    const shown = await cli.output('data show', found.savedVersionId!);
    expect(shown).toMatchObject({
      version: {
        datasetName: 'penguins',
        createdBy: 'patterns.clusters',
        columns: expect.arrayContaining([{ name: 'group', type: 'category', missing: 0 }]),
      },
    });
    expect(await cli.output('patterns show', found.id)).toEqual(found);
  });

  it('components tells how much each explains, with its loadings', async () => {
    const found = await cli.output(
      'patterns components penguins@1 --set n_components=2 --colour species',
    );
    expect(found).toMatchObject({
      ...base,
      kind: 'components',
      algorithm: 'pca',
      components: ['PC1', 'PC2'].map((name) => ({
        name,
        explainedVariance: number,
        explainedVarianceRatio: number,
        loadings: expect.objectContaining({ bill_length_mm: number, 'sex=male': number }),
      })),
      map: { axes: ['PC1', 'PC2'] },
      colour: { column: 'species', values: expect.arrayContaining(['Adelie', 'Gentoo']) },
      savedVersionId: null,
    });
  });

  it('outliers names rows and in which columns they are unusual', async () => {
    const found = await cli.output<Kept>(
      'patterns outliers penguins@1 --algorithm local_outlier_factor',
      '--filter',
      'species = "Gentoo"',
      '--save',
      'odd',
    );
    expect(found).toMatchObject({
      ...base,
      kind: 'outliers',
      rows: 124,
      threshold: 1.5,
      outliers: number,
      scores: { edges: list, counts: list },
      found: list,
      map: { row: list },
      flagged: list,
    });
    const { version } = await cli.output<{ version: { columns: unknown[] } }>(
      'data show',
      found.savedVersionId!,
    );
    // rows that the condition leaves out have no score
    expect(version.columns).toEqual(
      expect.arrayContaining([
        { name: 'odd', type: 'boolean', missing: 220 },
        { name: 'odd_score', type: 'number', missing: 220 },
      ]),
    );
  });

  it('associations finds rules in rows, and in a list of one item a row', async () => {
    const found = await cli.output('patterns associations penguins@1');
    const rule = {
      antecedent: list,
      consequent: list,
      conviction: null,
      ...Object.fromEntries(
        ['antecedentSupport', 'consequentSupport', 'support', 'confidence', 'lift']
          .concat(['representativity', 'leverage', 'zhang', 'jaccard', 'certainty', 'kulczynski'])
          .map((name) => [name, number]),
      ),
    };
    expect(found).toMatchObject({
      ...base,
      kind: 'associations',
      algorithm: 'fp_growth',
      transactions: 344,
      itemsets: expect.arrayContaining([{ items: list, support: number, count: number }]),
      itemsetCount: number,
      rules: expect.arrayContaining([rule]),
      ruleCount: number,
    });
    const file = join(cli.folder, 'baskets.csv');
    const bought = ['1,bread', '1,butter', '2,bread', '2,butter', '3,bread', '3,milk', '3,bread'];
    await writeFile(file, `basket,item\n${bought.join('\n')}\n`);
    await cli.output('data import --name baskets', file);
    const listed = await cli.output(
      'patterns associations baskets --transaction basket --item item --algorithm apriori',
    );
    expect(listed).toMatchObject({
      transactions: 3,
      itemsets: [
        { items: ['bread'], support: 1, count: 3 },
        { items: ['butter'], count: 2 },
        { items: ['bread', 'butter'], count: 2 },
        { items: ['milk'], count: 1 },
        { items: ['bread', 'milk'], count: 1 },
      ],
      rules: [
        { antecedent: ['butter'], consequent: ['bread'], confidence: 1, lift: 1 },
        { antecedent: ['milk'], consequent: ['bread'], confidence: 1, lift: 1 },
      ],
      ruleCount: 2,
    });
  });

  it('analyses lists what was found, newest first', async () => {
    const { analyses } = await cli.output<{ analyses: { kind: string }[] }>(
      'patterns analyses penguins@1',
    );
    expect(analyses.map(({ kind }) => kind)).toEqual([
      'associations',
      'outliers',
      'components',
      'clusters',
    ]);
    const only = await cli.output('patterns analyses --kind clusters');
    expect(only).toMatchObject({
      analyses: [
        {
          id: text,
          algorithm: 'kmeans',
          title: 'k-means of penguins@1',
          versionName: 'penguins@1',
          summary: expect.stringMatching(/^3 clusters, silhouette 0\.\d{3}$/),
        },
      ],
    });
  });

  it('clusters are compared with true groups, which they do not see', async () => {
    const found = await cli.output<{ columns: string[]; metrics: Record<string, number> }>(
      'patterns clusters penguins@1 --algorithm kmeans --set n_clusters=3 --truth species',
    );
    expect(found.columns).not.toContain('species');
    expect(found.metrics).toMatchObject({
      adjusted_rand: number,
      normalized_mutual_info: number,
      adjusted_mutual_info: number,
      v_measure: number,
    });
    expect(found.metrics['adjusted_rand']).toBeGreaterThan(0.1);
    const wrong = await cli.run('patterns clusters penguins@1 --truth nothing');
    expect(wrong.output).toMatchObject({ error: { code: 'INVALID_INPUT', path: 'truth' } });
  });

  it.each([
    ['clusters penguins --algorithm nothing', 'NOT_FOUND', 'algorithm'],
    ['clusters penguins --set n_clusters=0', 'INVALID_INPUT', 'params.n_clusters'],
    ['clusters penguins --algorithm dbscan --sweep [2]', 'UNSUPPORTED', 'sweep'],
    ['clusters penguins --save species', 'CONFLICT', 'save'],
    ['outliers penguins --columns nothing', 'INVALID_INPUT', 'columns'],
    ['components penguins --colour nothing', 'INVALID_INPUT', 'colour'],
    ['associations penguins --transaction island', 'INVALID_INPUT', 'item'],
    ['show ana_nothing', 'NOT_FOUND', 'id'],
  ])('%s fails with %s', async (line, code, path) => {
    expect(await cli.run(`patterns ${line}`)).toMatchObject({
      code: 1,
      output: { error: { code, path, hint: text } },
    });
  });
});
