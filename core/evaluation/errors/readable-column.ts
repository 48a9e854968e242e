import { sortNumbers } from '../../stats/sort-numbers.ts';
import { countMissing, isCoded, type Column, type NumericColumn } from '../../table/table.ts';
import { asCoded, countCodes } from '../../preprocessing/coded.ts';
import { filterName, filterText } from './filter-text.ts';
import { roundCut, roundTimeCut } from './round-cut.ts';

/** A condition on one column, for people and as a filter; null: every row meets it. */
export type Condition = { readonly title: string; readonly filter: string } | null;

/** A column cut into few bins that can be named. */
export interface ReadableColumn {
  readonly name: string;
  /** Whether bins are categories, in no order. */
  readonly categories: boolean;
  readonly bins: number;
  readonly missing: number;
  /** The bin of each row; NaN: missing. */
  readonly bin: Float64Array;
  /** What is true of the rows in those bins, a stretch of them where they have an order. */
  describe(allowed: readonly boolean[], missing: boolean): Condition;
}

/** Thresholds of a column. */
const mostCuts = 31;
/** Values of a category that are told apart; the rest is one bin. */
const mostValues = 20;

function findCuts({ values, type }: NumericColumn): number[] {
  const sorted = sortNumbers(values.filter((value) => Number.isFinite(value)).map((v) => v + 0));
  const round = type === 'datetime' ? roundTimeCut : roundCut;
  const cuts = new Set<number>();
  for (let part = 1; part <= mostCuts; part++) {
    const at = Math.floor((part * sorted.length) / (mostCuts + 1));
    const low = sorted[at];
    let next = at + 1;
    while (next < sorted.length && sorted[next] === low) next++;
    const high = sorted[next];
    if (low !== undefined && high !== undefined) cuts.add(round(low, high));
  }
  return [...cuts].toSorted((a, b) => a - b);
}

function binOf(cuts: readonly number[], value: number): number {
  if (!Number.isFinite(value)) return Number.NaN;
  let bin = 0;
  while (bin < cuts.length && value > cuts[bin]!) bin++;
  return bin;
}

function withMissing(condition: Condition, name: string, missing: boolean): Condition {
  if (!missing || condition === null) return condition;
  return {
    title: `(${condition.title} or ${name} is missing)`,
    filter: `(${condition.filter} or ${filterName(name)} is missing)`,
  };
}

function onlyPresence(name: string, present: boolean): Condition {
  const is = present ? 'is not missing' : 'is missing';
  return { title: `${name} ${is}`, filter: `${filterName(name)} ${is}` };
}

function timeText(time: number): string {
  return new Date(time).toISOString().replace(/T00:00:00\.000Z$/, '');
}

function orderedColumn(column: NumericColumn): ReadableColumn {
  const { name, type } = column;
  const cuts = findCuts(column);
  const bin = column.values.map((value) => binOf(cuts, value));
  const missing = bin.reduce((n, value) => n + (Number.isNaN(value) ? 1 : 0), 0);
  const shown = (cut: number): string => (type === 'datetime' ? timeText(cut) : String(cut));
  const literal = (cut: number): string =>
    type === 'datetime' ? filterText(timeText(cut)) : String(cut);
  const describe = (allowed: readonly boolean[], withoutValue: boolean): Condition => {
    const first = allowed.indexOf(true);
    const last = allowed.lastIndexOf(true);
    if (first < 0) return onlyPresence(name, false);
    const [low, high] = [cuts[first - 1], cuts[last]];
    if (low === undefined && high === undefined) {
      return withoutValue || missing === 0 ? null : onlyPresence(name, true);
    }
    const above = low === undefined ? [] : [`${filterName(name)} > ${literal(low)}`];
    const below = high === undefined ? [] : [`${filterName(name)} <= ${literal(high)}`];
    const title =
      low === undefined
        ? `${name} ≤ ${shown(high!)}`
        : high === undefined
          ? `${name} > ${shown(low)}`
          : `${shown(low)} < ${name} ≤ ${shown(high)}`;
    const filter = [...above, ...below].join(' and ');
    return withMissing({ title, filter }, name, withoutValue);
  };
  return { name, categories: false, bins: cuts.length + 1, missing, bin, describe };
}

function codedColumn(column: Column): ReadableColumn {
  const { name } = column;
  const { codes, dictionary } = asCoded(column);
  const counts = countCodes(asCoded(column));
  const ranked = [...counts.keys()]
    .filter((code) => counts[code]! > 0)
    .toSorted((a, b) => counts[b]! - counts[a]!);
  const kept = ranked.slice(0, mostValues);
  const others = ranked.length > kept.length;
  const place = new Map(kept.map((code, at) => [code, at]));
  const bin = Float64Array.from(codes, (code) =>
    code < 0 ? Number.NaN : (place.get(code) ?? kept.length),
  );
  const missing = countMissing(column);
  const literal = (at: number): string => {
    const text = dictionary[kept[at]!]!;
    return column.type === 'boolean' ? text : filterText(text);
  };
  const describe = (allowed: readonly boolean[], withoutValue: boolean): Condition => {
    const inside = [...kept.keys()].filter((at) => allowed[at]);
    const outside = [...kept.keys()].filter((at) => !allowed[at]);
    const rest = others && allowed[kept.length] === true;
    if (inside.length === 0 && !rest) return onlyPresence(name, false);
    if (outside.length === 0 && (rest || !others)) {
      return withoutValue || missing === 0 ? null : onlyPresence(name, true);
    }
    // the shorter list reads better; values that no row here has are then not shut out
    const negated = rest || (!others && outside.length < inside.length);
    const listed = negated ? outside : inside;
    const texts = listed.map((at) => dictionary[kept[at]!]!);
    const [is, among] = negated ? ['≠', 'not in'] : ['=', 'in'];
    const title =
      texts.length === 1 ? `${name} ${is} ${texts[0]}` : `${name} ${among} (${texts.join(', ')})`;
    const filter =
      listed.length === 1
        ? `${filterName(name)} ${negated ? '!=' : '='} ${literal(listed[0]!)}`
        : `${filterName(name)} ${among} (${listed.map(literal).join(', ')})`;
    return withMissing({ title, filter }, name, withoutValue);
  };
  return { name, categories: true, bins: kept.length + (others ? 1 : 0), missing, bin, describe };
}

/** A raw column as bins whose conditions run as filters: `age > 60`, `sex = "female"`. O(n log n). */
export function readableColumn(column: Column): ReadableColumn {
  return isCoded(column) || column.type === 'boolean' ? codedColumn(column) : orderedColumn(column);
}
