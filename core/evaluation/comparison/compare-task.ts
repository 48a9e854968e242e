import { AppError } from '../../base/app-error.ts';
import { subTick, type Tick } from '../../base/tick.ts';
import type { Warning } from '../../contract/common.ts';
import type { Comparison } from '../../contract/evaluation-comparison.ts';
import type { TaskContext } from '../../jobs/task.ts';
import { holmAdjust } from '../../stats/holm.ts';
import { meanRanks } from '../../stats/ranks.ts';
import { groupRowsBy } from '../fairness/row-groups.ts';
import { readRowColumns, readRunRows, warnOfTrainingRows, type RunRows } from '../run-rows.ts';
import { metricScorer } from '../metric-scorer.ts';
import { foldTests, type FoldTests } from './fold-tests.ts';
import { resampleRuns, runBounds, type Resampled } from './paired-bootstrap.ts';
import { pairReading } from './readings.ts';
import { ropeOf } from './rope.ts';
import { rowTests, type PairTest } from './row-tests.ts';
import { scoredRows, scoreRows, takeScoredRows, type ScoredRows } from './score-rows.ts';
import type { CompareTaskInput } from './tasks.ts';

/** Seed of the resamples: a question that is asked again gets the same answer. */
const seed = 7;

function sameNumbers(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** CONFLICT when two runs were not scored on the same rows with the same truth. */
function checkSameRows(first: RunRows, other: RunRows, [a, b]: readonly [string, string]): void {
  const why = (): string | null => {
    if (!sameNumbers(first.rows, other.rows)) {
      return `${a} was scored on ${first.rows.length} rows, ${b} on ${other.rows.length} others`;
    }
    if (!sameNumbers(first.data.y, other.data.y))
      return `${a} and ${b} read the target differently`;
    const [v, w] = [first.data.weights ?? [], other.data.weights ?? []];
    return sameNumbers(v, w) ? null : `${a} and ${b} weigh the rows differently`;
  };
  const found = why();
  if (found === null) return;
  throw new AppError('CONFLICT', `The runs cannot be paired: ${found}.`, {
    hint: 'Compare runs of one version, split, seed and test share.',
    path: 'runs',
  });
}

interface Loaded {
  readonly first: RunRows;
  readonly runs: readonly ScoredRows[];
}

/** Reads the runs one after the other and keeps only what they say of the rows. */
async function load({ sources }: CompareTaskInput, tick: Tick): Promise<Loaded> {
  let first: RunRows | null = null;
  const runs: ScoredRows[] = [];
  for (const [i, source] of sources.entries()) {
    const part = subTick(tick, i / sources.length, (i + 1) / sources.length);
    const read = await readRunRows(source, part);
    first ??= read;
    checkSameRows(first, read, [sources[0]!.runId, source.runId]);
    runs.push(scoredRows(read.data, read.prediction, read.pipeline.threshold?.value));
  }
  return { first: first!, runs };
}

function winnerOf({ lead, pair }: PairTest, titles: readonly string[]): string | null {
  if (lead === 0) return null;
  return titles[lead > 0 ? pair[0] : pair[1]]!;
}

/** Holm's adjustment among the pairs of each test; Nemenyi considers all pairs by itself. */
function wordTests(tests: readonly PairTest[], input: CompareTaskInput): Comparison['tests'] {
  const { sources, titles } = input;
  const names = [...new Set(tests.map(({ name }) => name))];
  return names.flatMap((name) => {
    const family = tests.filter((test) => test.name === name);
    const known = family.filter(({ pValue }) => pValue !== null);
    const pValues = known.map(({ pValue }) => pValue!);
    const adjusted = name === 'nemenyi' ? pValues : holmAdjust(pValues);
    return family.map((test) => {
      const place = known.indexOf(test);
      const p = place < 0 ? null : adjusted[place]!;
      const [a, b] = test.pair;
      return {
        name,
        runs: [sources[a]!.runId, sources[b]!.runId],
        statistic: test.statistic,
        pValue: test.pValue,
        adjusted: p,
        difference: test.difference,
        reading: pairReading(p, winnerOf(test, titles), [titles[a]!, titles[b]!]),
      };
    });
  });
}

function bestOf(values: readonly (number | null)[], higher: boolean): number | null {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return null;
  const best = higher ? Math.max(...known) : Math.min(...known);
  return known.filter((value) => value === best).length > 1 ? null : values.indexOf(best);
}

async function segmentsOf(
  { first, runs }: Loaded,
  { by, metric }: CompareTaskInput,
): Promise<{ segments: Comparison['segments']; warnings: readonly Warning[] }> {
  if (by === undefined) return { segments: [], warnings: [] };
  const table = await readRowColumns(first, ({ name }) => name === by);
  const { groups, warnings } = groupRowsBy(table, 4);
  const segments = groups.map((group) => {
    const values = runs.map((run) => scoreRows(takeScoredRows(run, group.rows), metric.name));
    return {
      column: by,
      value: group.values[by]!,
      rows: group.rows.length,
      values,
      best: bestOf(values, metric.better === 'higher'),
    };
  });
  return { segments, warnings };
}

function warnOfFolds({ folds, sources }: CompareTaskInput, tests: FoldTests | null): Warning[] {
  if (folds.length === 0) return [];
  if (tests === null) {
    const message =
      'Fewer than two folds have a value for every run: there are no tests over folds.';
    return [{ kind: 'folds', message }];
  }
  const left = folds.some(({ values }) => values.includes(null));
  const warnings: Warning[] = [];
  if (left) {
    const message = 'Folds in which a run has no value are left out of the tests.';
    warnings.push({ kind: 'folds', message });
  }
  if (sources.length > 2) {
    const message =
      'Folds of one dataset share rows: Wilcoxon, Friedman and Nemenyi take them for independent and are too sure. The corrected t-test is not.';
    warnings.push({ kind: 'folds', message });
  }
  return warnings;
}

function ranksOf(
  { metric }: CompareTaskInput,
  values: readonly (number | null)[],
  tests: FoldTests | null,
): readonly (number | null)[] {
  if (tests) return tests.ranks;
  if (values.includes(null)) return values.map(() => null);
  return meanRanks(values.map((value) => (metric.better === 'higher' ? -value! : value!)));
}

function resample({ first, runs }: Loaded, metric: string, tick: Tick): Resampled {
  return resampleRuns(
    (rows) =>
      runs.map((run) => {
        const { prediction, ...taken } = takeScoredRows(run, rows);
        return metricScorer({ ...taken, ...prediction }, metric);
      }),
    { rows: first.rows.length, weights: first.data.weights, seed, tick },
  );
}

/** What is to be said of the rows, of several runs once. */
function warnOfRows({ sources }: CompareTaskInput): Warning[] {
  const warnings = sources.flatMap(warnOfTrainingRows);
  return [...new Map(warnings.map((warning) => [warning.message, warning])).values()];
}

/** evaluation.compare: all that is told from the rows the runs share, and from folds fitted before. */
export async function run(input: CompareTaskInput, { tick }: TaskContext): Promise<Comparison> {
  const { sources, titles, metric, folds } = input;
  const loaded = await load(input, subTick(tick, 0, 0.4));
  const values = loaded.runs.map((one) => scoreRows(one, metric.name));
  const rope = ropeOf(metric, input.rope, values);
  const resampled = resample(loaded, metric.name, subTick(tick, 0.4, 0.9, 'Resampling'));
  const runIds = sources.map(({ runId }) => runId);
  const overFolds =
    folds.length === 0
      ? null
      : foldTests(
          folds.map((one) => one.values),
          { metric, testShare: folds[0]!.testShare, rope: rope.value, runIds },
        );
  tick(0.9, 'Testing');
  const onRows = rowTests(loaded.runs, { metric, values, resampled });
  const { segments, warnings } = await segmentsOf(loaded, input);
  const ranks = ranksOf(input, values, overFolds);
  return {
    metric,
    rows: loaded.first.rows.length,
    versionId: sources[0]!.versionId,
    on: sources[0]!.on,
    folds: folds[0]?.values.length ?? 0,
    runs: sources.map(({ runId }, r) => {
      const value = values[r]!;
      const bounds = value === null ? { low: null, high: null } : runBounds(resampled, r, value);
      return {
        runId,
        title: titles[r]!,
        value: { value, ...bounds, method: 'bootstrap' as const },
        perFold: [...(folds[r]?.values ?? [])],
        rank: ranks[r] ?? null,
      };
    }),
    tests: [
      ...wordTests([...onRows, ...(overFolds?.pairTests ?? [])], input),
      ...(overFolds?.friedman ? [overFolds.friedman] : []),
    ],
    criticalDifference: overFolds?.criticalDifference ?? null,
    bayes: (overFolds?.bayes ?? []).map(({ pair, ...rest }) => ({
      runs: [runIds[pair[0]]!, runIds[pair[1]]!],
      ...rest,
      rope: rope.value,
    })),
    rope,
    segments,
    warnings: [...warnOfRows(input), ...warnOfFolds(input, overFolds), ...warnings],
  };
}
