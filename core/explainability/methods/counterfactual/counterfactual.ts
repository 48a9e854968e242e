import { noTick, subTick, type Tick } from '../../../base/tick.ts';
import type { Warning } from '../../../contract/common.ts';
import type { OutputOf } from '../../../contract/contract.ts';
import { cellValue } from '../../../data/cells.ts';
import type { FittedPipeline } from '../../../models/pipeline.ts';
import { takeTableRows, type Table } from '../../../table/table.ts';
import { joinTables } from '../replace-column.ts';
import { measureSpace, pointAt, toTable, type Space } from '../space.ts';
import { predictRow } from '../what-if.ts';
import { chooseDiverse, type Rated } from './choose-diverse.ts';
import { chooseGoal, type Goal, type GoalOptions } from './goal.ts';
import { limitFields, type Constraints } from './limits.ts';
import { createPlausibility } from './plausibility.ts';
import { searchCounterfactuals } from './search.ts';

type Answer = OutputOf<'explainability.counterfactual'>;
type Entry = Answer['counterfactuals'][number];

export interface CounterfactualOptions extends GoalOptions, Constraints {
  readonly count: number;
  readonly seed: number;
  readonly tick?: Tick;
}

const rowOf = (table: Table, row: number): Entry['row'] =>
  Object.fromEntries(table.columns.map((column) => [column.name, cellValue(column, row)]));

function changesOf(from: Entry['row'], to: Entry['row']): Entry['changes'] {
  return Object.keys(to)
    .filter((column) => from[column] !== to[column])
    .map((column) => ({ column, from: from[column]!, to: to[column]! }));
}

/** The chosen rows as the answer has them, judged once more. */
function describe(
  chosen: readonly Rated[],
  { space, goal, original }: { space: Space; goal: Goal; original: Entry['row'] },
): Entry[] {
  if (chosen.length === 0) return [];
  const table = toTable(
    space,
    chosen.map(({ point }) => point),
  );
  const { prediction, probability } = goal.judge(table);
  return chosen.map(({ distance, plausibility }, i) => {
    const row = rowOf(table, i);
    const changes = changesOf(original, row);
    const p = probability ? probability[i]! : null;
    return { row, changes, prediction: prediction[i]!, probability: p, distance, plausibility };
  });
}

function warn(found: readonly Rated[], wanted: number, goal: Goal, best: number): Warning[] {
  if (found.length === 0) {
    const near = Number.isFinite(best) ? ` The nearest row came to ${formatNear(best)}.` : '';
    const message = `No change that is allowed makes the model say ${goal.wanted}.${near} Let more columns change, or widen their ranges.`;
    return [{ kind: 'none', message }];
  }
  const odd = found.filter(({ plausibility }) => plausibility > 0.99).length;
  const few = `Only ${found.length} of ${wanted} were found.`;
  const far = `${odd} of ${found.length} are farther from any training row than training rows are from each other: the model was not taught about such rows.`;
  return [
    ...(found.length < wanted ? [{ kind: 'few', message: few }] : []),
    ...(odd > 0 ? [{ kind: 'implausible', message: far }] : []),
  ];
}

function formatNear(best: number): string {
  const text = Math.abs(best).toPrecision(3);
  return best >= 0 ? `a probability of ${text}` : `${text} short of the range`;
}

/**
 * Counterfactuals of a row (Wachter et al. 2017; diversity as Mothilal et al. 2020): the smallest
 * changes that are allowed after which the model says what is wanted, each verified by the model.
 * `training` are rows the model learned from; both tables as the model reads them. An empty list with a
 * warning `none` when there is none. INVALID_INPUT as chooseGoal and limitFields.
 */
export function findCounterfactuals(
  pipeline: FittedPipeline,
  { original, training }: { readonly original: Table; readonly training: Table },
  options: CounterfactualOptions,
): Answer {
  const { count, seed, tick = noTick } = options;
  const goal = chooseGoal(pipeline, original, options);
  const joined = joinTables(training, original);
  const rows = Int32Array.from({ length: training.rows }, (_, i) => i);
  const space = measureSpace(takeTableRows(joined, rows));
  const own = pointAt(joined, training.rows);
  const fields = limitFields(space, own, options);
  const searching = subTick(tick, 0, 0.9);
  const found = searchCounterfactuals({
    space,
    original: own,
    fields,
    goal,
    seed,
    tick: searching,
  });
  tick(0.9, 'Choosing');
  const plausibility = createPlausibility(space);
  const rated = found.candidates.map((candidate) => ({
    ...candidate,
    plausibility: plausibility(candidate.point),
  }));
  const chosen = rated.length === 0 ? [] : chooseDiverse(rated, own, count);
  const from = rowOf(original, 0);
  const { prediction, probability } = predictRow(pipeline, original);
  return {
    label: pipeline.task === 'classification' ? goal.wanted : null,
    wanted: goal.wanted,
    original: { row: from, prediction, probability },
    counterfactuals: describe(chosen, { space, goal, original: from }),
    warnings: warn(chosen, count, goal, found.best),
  };
}
