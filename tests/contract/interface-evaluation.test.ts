import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CommandLine, openCommandLine } from '../support/command-line.ts';

/** What scripts rely on of the analyses of a run's rows; see interface.test.ts for the rest. */
const samples = join(import.meta.dirname, '../../datasets');
const text = expect.any(String) as string;
const number = expect.any(Number) as number;
const list = expect.any(Array) as unknown[];
const interval = { value: number, low: number, high: number };

interface Trained {
  readonly run: { readonly id: string; readonly metrics: Record<string, number> };
}
interface Page {
  readonly matching: number;
  readonly rowNumbers: readonly number[];
}

let cli: CommandLine;
let classes: Trained;
let numbers: Trained;

beforeAll(async () => {
  cli = await openCommandLine();
  await cli.output('data import --name heart', join(samples, 'heart_cleveland_uci.csv'));
  await cli.output('data import --name penguins', join(samples, 'penguins.csv'));
  const train = 'models train --cv 0 --algorithm';
  classes = await cli.output(`${train} logistic_regression heart --target disease`);
  numbers = await cli.output(`${train} ridge penguins --target body_mass_g`);
});
afterAll(() => cli[Symbol.asyncDispose]());

describe('evaluation', () => {
  it('show tells every metric, how intervals were found, gain and scores by class', async () => {
    const shown = await cli.output('evaluation show', classes.run.id);
    expect(shown).toMatchObject({
      intervals: {
        roc_auc: { ...interval, method: 'delong' },
        accuracy: { ...interval, method: 'wilson' },
        f2: { ...interval, method: 'bootstrap' },
      },
      metrics: { jaccard: number, ks: number, ece: number, d2_log_loss: number },
      perClass: [
        { label: 'absent', rows: number, metrics: { f1: number, roc_auc: number } },
        { label: 'present' },
      ],
      gain: { share: list, captured: list, lift: list },
      scores: { edges: list, series: [{ actual: 'absent' }, { actual: 'present' }] },
      ks: { statistic: number, threshold: number },
    });
    // a run is listed with the metrics that folds have, too
    expect(Object.keys(classes.run.metrics)).not.toContain('test.jaccard');
  });

  it('residuals tells shape, spread, order and by a column', async () => {
    const found = await cli.output(
      `evaluation residuals ${numbers.run.id} --by species --time bill_length_mm`,
    );
    expect(found).toMatchObject({
      runId: numbers.run.id,
      on: 'test',
      rows: number,
      qq: { theoretical: list, sample: list },
      scaleLocation: { fitted: list, root: list, trend: { x: list, y: list } },
      by: { column: 'species', kind: 'boxes', boxes: list },
      overTime: { column: 'bill_length_mm', cumulative: list, meanAbsolute: list },
      tests: ['Breusch–Pagan', 'Jarque–Bera', 'Durbin–Watson'].map((name) => ({
        name,
        statistic: number,
        reading: text,
      })),
    });
    const byNumber = await cli.output(
      `evaluation residuals ${numbers.run.id} --by flipper_length_mm`,
    );
    expect(byNumber).toMatchObject({ by: { kind: 'points', trend: { x: list } }, overTime: null });
    const { code, output } = await cli.run(`evaluation residuals ${classes.run.id}`);
    expect(code).not.toBe(0);
    expect(output).toMatchObject({ error: { code: 'UNSUPPORTED', path: 'run' } });
    const wrong = await cli.run(`evaluation residuals ${numbers.run.id} --by nothing`);
    expect(wrong.output).toMatchObject({ error: { code: 'INVALID_INPUT', path: 'by' } });
  });

  it('errors names segments as filters that run, and writes the worst rows', async () => {
    const found = await cli.output<{
      versionId: string;
      rows: number;
      segments: { filter: string; rows: number; share: number; errorShare: number }[];
      worst: { row: number; score: number; values: Record<string, unknown> }[];
      path: string;
    }>(`evaluation errors ${classes.run.id} --worst 7 --min-rows 10 --out worst.csv`);
    expect(found).toMatchObject({
      metric: { name: 'roc_auc', better: 'higher' },
      overall: { ...interval, method: 'delong' },
    });
    const sum = (of: (s: (typeof found.segments)[number]) => number) =>
      found.segments.reduce((total, segment) => total + of(segment), 0);
    expect(found.segments.length).toBeGreaterThan(1);
    expect(sum(({ rows }) => rows)).toBe(found.rows);
    expect(sum(({ errorShare }) => errorShare)).toBeCloseTo(1, 9);
    for (const { filter, rows } of found.segments) {
      const page = await cli.output<Page>(
        `data preview ${found.versionId} --limit 1 --filter`,
        filter,
      );
      // rows of training match, too
      expect(page.matching).toBeGreaterThanOrEqual(rows);
    }
    expect(found.worst).toHaveLength(7);
    expect(found.worst[0]!.score).toBeLessThan(0.5);
    const lines = (await readFile(found.path, 'utf8')).trimEnd().split('\n');
    expect(lines).toHaveLength(8);
    expect(lines[0]).toMatch(/^row,age,.*,disease,prediction,score,loss$/);
    expect(lines[1]!.split(',')[0]).toBe(String(found.worst[0]!.row));
    const bad = await cli.run(`evaluation errors ${classes.run.id} --metric rmse`);
    expect(bad.output).toMatchObject({ error: { code: 'INVALID_INPUT', path: 'metric' } });
  });

  it('formula scores by a formula, and says where it cannot be read', async () => {
    const accuracy = await cli.output(
      'evaluation formula',
      classes.run.id,
      '(tp + tn) / (positives + negatives)',
    );
    expect(accuracy).toMatchObject({
      value: classes.run.metrics['test.accuracy'],
      low: number,
      high: number,
      method: 'bootstrap',
    });
    const mae = await cli.output<{ value: number }>(
      'evaluation formula',
      numbers.run.id,
      'mean(abs(actual - predicted))',
    );
    expect(mae.value).toBeCloseTo(numbers.run.metrics['test.mae']!, 9);
    const bad = await cli.run('evaluation formula', classes.run.id, 'tp / process');
    expect(bad.output).toMatchObject({
      error: { code: 'INVALID_INPUT', path: 'formula', message: expect.stringContaining('6') },
    });
  });

  it('ranking tells NDCG, MAP and MRR, by query', async () => {
    const whole = await cli.output(`evaluation ranking ${classes.run.id}`);
    expect(whole).toMatchObject({ queries: 1, metrics: { ndcg: { value: number, low: null } } });
    const byCp = await cli.output(`evaluation ranking ${classes.run.id} --query cp --k 5`);
    expect(byCp).toMatchObject({
      queries: number,
      metrics: { ndcg: interval, map: interval, mrr: interval },
    });
  });
});
