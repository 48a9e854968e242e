import { AppError } from '../../base/app-error.ts';
import { subTick, type Tick } from '../../base/tick.ts';
import type { Warning } from '../../contract/common.ts';
import type { Fairness } from '../../contract/evaluation-comparison.ts';
import type { Evaluation } from '../../contract/evaluation.ts';
import type { TaskContext } from '../../jobs/task.ts';
import { listNames } from '../../preprocessing/coded.ts';
import { selectColumns } from '../../table/table.ts';
import { readRowColumns, readRunRows, warnOfTrainingRows, type RunRows } from '../run-rows.ts';
import {
  classGroupMetrics,
  classMeasureIntervals,
  fourFifthsScreen,
  type ClassRows,
  type GroupedRows,
  type IntervalOptions,
} from './class-fairness.ts';
import { decide } from './decide.ts';
import { chooseGroupThresholds } from './group-thresholds.ts';
import { numberGroupMetrics, numberMeasureIntervals, type NumberRows } from './number-fairness.ts';
import { describeGroup, groupRowsBy, type RowGroups } from './row-groups.ts';
import type { FairnessTaskInput } from './tasks.ts';

type Intervals = Evaluation['intervals'];
type Judged = Pick<Fairness, 'positive' | 'threshold' | 'fourFifths' | 'mitigation'>;

/** What differs between classes and numbers. */
interface Judge {
  metrics(rows: Int32Array | null, options: IntervalOptions): Intervals;
  measures(grouped: GroupedRows, options: IntervalOptions): Intervals;
  judged(measures: Intervals): Judged & { warnings: Warning[] };
}

/** Seed of the bootstrap: a question that is asked again gets the same answer. */
const seed = 7;

function positiveIndex(classes: readonly string[], asked: string | undefined): number {
  if (asked === undefined) return classes.length - 1;
  const index = classes.indexOf(asked);
  if (index >= 0) return index;
  throw new AppError('INVALID_INPUT', `There is no class '${asked}'.`, {
    hint: `Classes: ${listNames(classes)}`,
    path: 'positive',
  });
}

function mitigate(
  input: FairnessTaskInput,
  { decisions, weights }: ClassRows,
  { groups, of }: RowGroups,
): Pick<Judged, 'mitigation'> & { warnings: Warning[] } {
  const constraint = input.mitigate;
  if (constraint === 'none') return { mitigation: null, warnings: [] };
  const large = groups.filter(({ rows }) => rows.length >= input.minRows).length;
  if (large === 0) {
    const message = `No group has ${input.minRows} rows: thresholds would be chosen by chance.`;
    return { mitigation: null, warnings: [{ kind: 'mitigation', message }] };
  }
  const chosen = chooseGroupThresholds(
    { of, groups: groups.length, large, weights, reference: 0, ...decisions },
    groups.map(({ rows }) => rows),
    constraint,
  );
  if (chosen === null) {
    const message =
      'No thresholds a group do better than the calls as they are, by accuracy less the gap between groups.';
    return { mitigation: null, warnings: [{ kind: 'mitigation', message }] };
  }
  const thresholds = groups.map(({ values }, g) => ({
    values: { ...values },
    threshold: chosen.thresholds[g]!,
  }));
  const message =
    'The thresholds were chosen on the rows they are measured on: on new rows gaps are wider. Treating people by their group may itself be unlawful.';
  return {
    mitigation: { constraint, thresholds, before: chosen.before, after: chosen.after },
    warnings: [{ kind: 'mitigation', message }],
  };
}

function judgeClasses(input: FairnessTaskInput, run: RunRows, found: RowGroups): Judge {
  const { data, prediction, pipeline } = run;
  const positive = positiveIndex(data.classes, input.positive);
  const y = Int32Array.from(data.y);
  const probabilities = prediction.probabilities!;
  const decisions = decide(y, probabilities, {
    positive,
    threshold: input.threshold ?? null,
    modelThreshold: pipeline.threshold?.value ?? null,
  });
  const rows: ClassRows = { y, probabilities, weights: data.weights, decisions };
  return {
    metrics: (some, options) => classGroupMetrics(rows, some, options),
    measures: (grouped, options) => classMeasureIntervals(rows, grouped, options),
    judged: (measures) => ({
      positive: data.classes[positive]!,
      threshold: decisions.shown,
      fourFifths: fourFifthsScreen(measures['demographic_parity_ratio']?.value ?? null),
      ...mitigate(input, rows, found),
    }),
  };
}

function judgeNumbers(input: FairnessTaskInput, { data, prediction }: RunRows): Judge {
  const asked = {
    positive: input.positive !== undefined,
    threshold: input.threshold !== undefined,
    mitigate: input.mitigate !== 'none',
  };
  for (const [path, given] of Object.entries(asked)) {
    if (!given) continue;
    throw new AppError('UNSUPPORTED', `A regression has no classes: ${path} does not apply.`, {
      hint: `Leave ${path} out.`,
      path,
    });
  }
  const rows: NumberRows = { y: data.y, predicted: prediction.values!, weights: data.weights };
  const reading = 'The screen compares selection rates; a regression selects nothing.';
  return {
    metrics: (some, options) => numberGroupMetrics(rows, some, options),
    measures: (grouped, options) => numberMeasureIntervals(rows, grouped, options),
    judged: () => ({
      positive: null,
      threshold: null,
      fourFifths: { ratio: null, passes: null, reading },
      mitigation: null,
      warnings: [],
    }),
  };
}

function warnOfSmall({ groups }: RowGroups, minRows: number): Warning[] {
  const small = groups.filter(({ rows }) => rows.length < minRows);
  if (small.length === 0) return [];
  const named = small.slice(0, 5).map(({ values }) => describeGroup(values));
  const more = small.length > 5 ? ` and ${small.length - 5} more` : '';
  const message = `${small.length} of ${groups.length} groups have fewer than ${minRows} rows: ${named.join('; ')}${more}. Their numbers, and every measure they decide, are uncertain.`;
  return [{ kind: 'small_groups', message }];
}

/** The measures without the small groups, where that leaves some to compare. */
function measureLarge(
  { groups, of }: RowGroups,
  minRows: number,
  measure: (grouped: GroupedRows) => Intervals,
): Intervals | null {
  const large = groups.filter(({ rows }) => rows.length >= minRows).length;
  if (large === groups.length || large < 2) return null;
  // Groups are listed by size, so that the large ones keep their numbers.
  return measure({ of: of.map((g) => (g < large ? g : -1)), groups: large, reference: 0 });
}

function measureGroups({ groups }: RowGroups, judge: Judge, tick: Tick): Intervals[] {
  const rows = groups.reduce((sum, group) => sum + group.rows.length, 0);
  let done = 0;
  return groups.map((group) => {
    const from = done / rows;
    done += group.rows.length;
    return judge.metrics(group.rows, { seed, tick: subTick(tick, from, done / rows) });
  });
}

/** evaluation.fairness on the rows that the run was evaluated on. */
export async function run(input: FairnessTaskInput, { tick }: TaskContext): Promise<Fairness> {
  const { source, columns, bins, minRows } = input;
  const rows = await readRunRows(source, subTick(tick, 0, 0.2));
  const wanted = new Set(columns);
  const table = await readRowColumns(rows, ({ name }) => wanted.has(name));
  const found = groupRowsBy(selectColumns(table, columns), bins);
  if (found.groups.length === 0) {
    throw new AppError('NOT_ENOUGH_DATA', 'There are no rows to compare.', { path: 'run' });
  }
  const judge =
    rows.data.task === 'regression' ? judgeNumbers(input, rows) : judgeClasses(input, rows, found);
  const overall = judge.metrics(null, { seed, tick: subTick(tick, 0.2, 0.45, 'Overall') });
  const byGroup = measureGroups(found, judge, subTick(tick, 0.45, 0.8, 'Groups'));
  const grouped = { of: found.of, groups: found.groups.length, reference: 0 };
  const measuring: IntervalOptions = { seed, tick: subTick(tick, 0.8, 0.9, 'Measures') };
  const measures = judge.measures(grouped, measuring);
  const { warnings, ...judged } = judge.judged(measures);
  const single = found.groups.length < 2;
  const alone = 'All rows are one group: there is nothing to compare.';
  return {
    runId: source.runId,
    versionId: source.versionId,
    on: source.on,
    rows: found.of.length,
    columns: [...columns],
    overall,
    groups: found.groups.map(({ values, rows: of }, g) => ({
      values: { ...values },
      rows: of.length,
      small: of.length < minRows,
      metrics: byGroup[g]!,
    })),
    measures,
    measuresOfLarge: measureLarge(found, minRows, (large) =>
      judge.measures(large, { seed, tick: subTick(tick, 0.9, 1, 'Measures') }),
    ),
    reference: { ...found.groups[0]!.values },
    ...judged,
    warnings: [
      ...warnOfTrainingRows(source),
      ...found.warnings,
      ...(single ? [{ kind: 'groups', message: alone }] : []),
      ...warnOfSmall(found, minRows),
      ...warnings,
    ],
  };
}
