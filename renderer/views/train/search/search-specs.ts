import type { StudyResult, Trial } from '../../../../core/contract/tuning.ts';
import type { TrialsSpec } from '../../../charts/search-spec.ts';
import { formatDuration } from '../../../components/format.ts';
import { metricName, scoreText } from '../metric-names.ts';

type Metric = StudyResult['study']['metric'];

/** Trials that ended with a score, all folds seen. */
export function completeTrials(trials: readonly Trial[]): readonly (Trial & { value: number })[] {
  return trials.filter(
    (trial): trial is Trial & { value: number } =>
      trial.state === 'complete' && trial.value !== null,
  );
}

const isBetter = (a: number, b: number, { better }: Metric): boolean =>
  better === 'higher' ? a > b : a < b;

/** Index of the best of the complete trials, or null. */
export function bestIndex(trials: readonly Trial[], metric: Metric): number | null {
  let best: number | null = null;
  trials.forEach(({ state, value }, i) => {
    if (state !== 'complete' || value === null) return;
    if (best === null || isBetter(value, trials[best]!.value!, metric)) best = i;
  });
  return best;
}

/** The best score up to each complete trial, by number. */
export function bestSoFar(
  trials: readonly Trial[],
  metric: Metric,
): { readonly x: number[]; readonly y: number[] } {
  const x: number[] = [];
  const y: number[] = [];
  for (const { number, value } of completeTrials(trials)) {
    const before = y.at(-1);
    x.push(number);
    y.push(before === undefined || isBetter(value, before, metric) ? value : before);
  }
  return { x, y };
}

/**
 * The scores worth drawing: from the best to as far below the worst quarter as that is below the best.
 * Null where all of them are within, so that nothing is left out.
 */
export function scoreWindow(
  scores: readonly number[],
  { better }: Metric,
): readonly [number, number] | null {
  if (scores.length < 8) return null;
  const sign = better === 'higher' ? 1 : -1;
  const losses = scores.map((score) => -sign * score).toSorted((a, b) => a - b);
  const best = losses[0]!;
  const most = 2 * losses[Math.floor(losses.length * 0.75)]! - best;
  const worst = losses.at(-1)!;
  if (most <= best || worst <= most + (most - best) * 0.5) return null;
  const air = (most - best) * 0.06;
  const ends = [-sign * (best - air), -sign * (most + air)] as const;
  return ends[0] < ends[1] ? ends : [ends[1], ends[0]];
}

/** How a search's score is called on an axis. */
export const scoreTitle = ({ name }: Metric): string => `${metricName(name).title} (CV)`;

/** What a trial is, in a line. */
export function trialName(trial: Trial, titles: ReadonlyMap<string, string> | null): string {
  const title = titles && (titles.get(trial.algorithm) ?? trial.algorithm);
  const name = `Trial ${trial.number}${title === null ? '' : `, ${title}`}`;
  return trial.state === 'complete' ? name : `${name} (${trial.state})`;
}

function windowOf(trials: readonly Trial[], metric: Metric): Pick<TrialsSpec, 'yRange'> {
  const window = scoreWindow(
    trials.flatMap(({ value }) => value ?? []),
    metric,
  );
  return window ? { yRange: window } : {};
}

/** Trials that the chart's range leaves out. */
export function beyondWindow({ y, yRange }: TrialsSpec): number {
  if (!yRange) return 0;
  return y.filter((value) => value !== null && (value < yRange[0] || value > yRange[1])).length;
}

function grouped(
  result: StudyResult,
  trials: readonly Trial[],
  titles: ReadonlyMap<string, string>,
): Pick<TrialsSpec, 'groups' | 'groupOrder'> {
  if (result.study.kind !== 'automl') return {};
  const title = (id: string): string => titles.get(id) ?? id;
  return {
    groups: trials.map(({ algorithm }) => title(algorithm)),
    groupOrder: result.leaderboard.map(({ algorithm }) => title(algorithm)),
  };
}

/** Every trial in its turn, those given up hollow, and the best so far. */
export function historySpec(result: StudyResult, titles: ReadonlyMap<string, string>): TrialsSpec {
  const { metric, kind } = result.study;
  const trials = result.trials.filter(({ value }) => value !== null);
  return {
    kind: 'trials',
    x: trials.map(({ number }) => number),
    y: trials.map(({ value }) => value),
    xAxis: { title: 'Trial' },
    yTitle: scoreTitle(metric),
    names: trials.map((trial) => trialName(trial, kind === 'automl' ? titles : null)),
    hollow: trials.map(({ state }) => state !== 'complete'),
    ...windowOf(trials, metric),
    best: bestIndex(trials, metric),
    curve: { name: 'Best so far', ...bestSoFar(trials, metric) },
    ...grouped(result, trials, titles),
  };
}

/** What a trial took and what it was worth. */
export function timeSpec(result: StudyResult, titles: ReadonlyMap<string, string>): TrialsSpec {
  const { metric, kind } = result.study;
  const trials = completeTrials(result.trials).filter(({ durationMs }) => (durationMs ?? 0) > 0);
  return {
    kind: 'trials',
    x: trials.map(({ durationMs }) => durationMs! / 1000),
    y: trials.map(({ value }) => value),
    xAxis: { title: 'Seconds a trial took', log: true },
    yTitle: scoreTitle(metric),
    names: trials.map(
      (trial) =>
        `${trialName(trial, kind === 'automl' ? titles : null)}, ${formatDuration(trial.durationMs)}`,
    ),
    best: bestIndex(trials, metric),
    ...windowOf(trials, metric),
    ...grouped(result, trials, titles),
  };
}

/** How trials ended: 120 complete, 30 pruned. */
export function trialCounts(trials: readonly Trial[]): string {
  const states = ['complete', 'pruned', 'failed', 'running'] as const;
  return states
    .flatMap((state) => {
      const count = trials.filter((trial) => trial.state === state).length;
      return count === 0 ? [] : [`${count} ${state}`];
    })
    .join(', ');
}

/** A score of the search's metric, as it is read. */
export const studyScore = (value: number | null, std: number | null): string =>
  std === null ? scoreText(value) : `${scoreText(value)} ± ${scoreText(std, 3)}`;
