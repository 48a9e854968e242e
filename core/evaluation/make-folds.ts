import { AppError } from '../base/app-error.ts';
import type { Task, Warning } from '../contract/common.ts';
import type { TrainInput } from '../contract/models.ts';
import {
  groupHoldout,
  groupKFold,
  leaveOneGroupOut,
  stratifiedGroupKFold,
} from './group-splitters.ts';
import {
  holdout,
  kFold,
  rowsByLabel,
  stratifiedKFold,
  type Fold,
  type Folds,
} from './splitters.ts';
import { purgedFolds, timeFolds, timeHoldout, timeOrder } from './time-splitters.ts';

/** What rows are split by besides their target, in the order of the rows. */
export interface SplitKeys {
  /** A number from 0 for each group. */
  readonly groups: Int32Array | null;
  /** Never NaN. */
  readonly times: Float64Array | null;
}

/** What splitting needs to know of rows. */
export interface SplitData {
  readonly task: Task;
  /** Class indices, or the target itself. */
  readonly y: Float64Array;
  readonly keys?: SplitKeys | undefined;
}

export type Split = TrainInput['split'];

/** Fields of a training that say how rows are set apart. */
export type SplitOptions = Pick<
  TrainInput,
  'split' | 'seed' | 'window' | 'gap' | 'embargo' | 'repeats'
>;

const byGroup = new Set<Split>(['group', 'stratified_group', 'leave_one_group_out']);
const byTime = new Set<Split>(['time', 'purged']);
const byClass = new Set<Split>(['stratified', 'stratified_group']);

/** Which columns a split needs. */
export function splitNeeds(split: Split): { group: boolean; time: boolean; classes: boolean } {
  return { group: byGroup.has(split), time: byTime.has(split), classes: byClass.has(split) };
}

function requireKey<T>(key: T | null | undefined, split: Split, path: 'group' | 'time'): T {
  if (key !== null && key !== undefined) return key;
  throw new AppError('INVALID_INPUT', `The split ${split} needs a ${path} column.`, {
    hint: `Name one with --${path}, or choose another split.`,
    path,
  });
}

function fewerFolds(groups: Int32Array, folds: number): { folds: number; warnings: Warning[] } {
  const there = rowsByLabel(groups).length;
  if (there >= folds || there < 2) return { folds, warnings: [] };
  const message = `The rows are of ${there} groups: ${there} folds are used, not ${folds}.`;
  return { folds: there, warnings: [{ kind: 'folds', message }] };
}

function repeated(data: SplitData, options: SplitOptions & { folds: number }): Folds {
  const made = Array.from({ length: options.repeats }, (_, repeat) => {
    const seed = (options.seed + repeat * 0x9e3779b1) >>> 0;
    return plain(data, { folds: options.folds, seed });
  });
  return { folds: made.flatMap(({ folds }) => folds), warnings: made[0]!.warnings };
}

function plain({ task, y }: SplitData, options: { folds: number; seed: number }): Folds {
  if (task === 'classification') return stratifiedKFold(y, options);
  return kFold(y.length, options);
}

/**
 * The folds of a cross-validation. `holdout` (which says how test rows are set aside) means stratified
 * folds for classes and plain ones else; so does each repeat of `repeated`. leave_one_group_out makes
 * one fold a group, whatever `folds` says. With the purged split `gap` is the span of the labels in
 * rows. INVALID_INPUT when the column a split needs is absent, NOT_ENOUGH_DATA when rows or groups do not
 * allow two folds.
 */
export function makeFolds(data: SplitData, options: SplitOptions & { folds: number }): Folds {
  const { split, folds, seed, gap, window, embargo } = options;
  const groups = () => requireKey(data.keys?.groups, split, 'group');
  const order = () => timeOrder(requireKey(data.keys?.times, split, 'time'));
  const dealt = (make: (groups: Int32Array, folds: number) => Fold[]): Folds => {
    const keys = groups();
    const wanted = fewerFolds(keys, folds);
    return { folds: make(keys, wanted.folds), warnings: wanted.warnings };
  };
  switch (split) {
    case 'kfold':
      return kFold(data.y.length, { folds, seed });
    case 'group':
      return dealt((keys, k) => groupKFold(keys, { folds: k, seed }));
    case 'stratified_group':
      return dealt((keys, k) => stratifiedGroupKFold(data.y, keys, { folds: k, seed }));
    case 'leave_one_group_out':
      return { folds: leaveOneGroupOut(groups()), warnings: [] };
    case 'repeated':
      return repeated(data, options);
    case 'time':
      return { folds: timeFolds(order(), { folds, gap, window }), warnings: [] };
    case 'purged':
      return { folds: purgedFolds(order(), { folds, horizon: gap, embargo }), warnings: [] };
    default:
      return plain(data, { folds, seed });
  }
}

/**
 * Sets test rows aside in the manner of the split: whole groups for the group splits (with their share
 * of every class for stratified_group), the latest rows for the time splits, else a share of every
 * class.
 */
export function makeHoldout(
  data: SplitData,
  options: SplitOptions & { testFraction: number },
): Fold {
  const { split, seed, gap, testFraction } = options;
  const needs = splitNeeds(split);
  if (needs.time) {
    const order = timeOrder(requireKey(data.keys?.times, split, 'time'));
    return timeHoldout(order, { testFraction, gap });
  }
  if (needs.group) {
    const groups = requireKey(data.keys?.groups, split, 'group');
    const folds = Math.max(2, Math.round(1 / testFraction));
    const enough = rowsByLabel(groups).length >= folds && testFraction <= 0.5;
    if (split === 'stratified_group' && enough) {
      return stratifiedGroupKFold(data.y, groups, { folds, seed })[0]!;
    }
    return groupHoldout(groups, { testFraction, seed });
  }
  const labels = data.task === 'classification' ? data.y : null;
  return holdout(data.y.length, { labels, testFraction, seed });
}
