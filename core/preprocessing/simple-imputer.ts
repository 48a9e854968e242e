import { z } from 'zod';
import type { Column } from '../table/table.ts';
import { countMissing, isCoded } from '../table/table.ts';
import { countCodes, requireColumn } from './coded.ts';
import { indicate } from './missing-indicator.ts';
import { createNamer, replaceColumns } from './replace-columns.ts';
import { defineStep } from './step.ts';

const params = z.strictObject({
  strategy: z.enum(['median', 'mean', 'most_frequent', 'constant']).default('median').meta({
    title: 'Strategy',
    description: 'What fills a missing number. Text always gets its most frequent value',
  }),
  fill_value: z.number().default(0).meta({
    title: 'Constant',
    description: 'What fills a missing number with the strategy constant',
  }),
  add_indicator: z.boolean().default(false).meta({
    title: 'Missing indicator',
    description: 'Adds a 0/1 column for each column that had missing values in training',
  }),
});
type Params = z.infer<typeof params>;

interface State {
  /** One a column; null when training had no value to learn from and the column holds text. */
  readonly fills: readonly (number | string | null)[];
  /** Name of the indicator column, or null. One a column. */
  readonly indicators: readonly (string | null)[];
}

function median(sorted: Float64Array): number {
  const middle = sorted.length >> 1;
  const upper = sorted[middle]!;
  return sorted.length % 2 === 1 ? upper : sorted[middle - 1]! / 2 + upper / 2;
}

/** The most frequent value; the smallest of several, as scikit-learn has it. */
function mostFrequent(sorted: Float64Array): number {
  let best = sorted[0]!;
  let bestRun = 0;
  for (let start = 0; start < sorted.length;) {
    let end = start;
    while (end < sorted.length && sorted[end] === sorted[start]) end++;
    if (end - start > bestRun) {
      bestRun = end - start;
      best = sorted[start]!;
    }
    start = end;
  }
  return best;
}

function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

function learnFill(column: Column, { strategy, fill_value }: Params): number | string | null {
  if (isCoded(column)) {
    const counts = countCodes(column);
    let best = -1;
    for (let code = 0; code < counts.length; code++) {
      const count = counts[code]!;
      if (count === 0) continue;
      const tie = best >= 0 && count === counts[best];
      if (best < 0 || count > counts[best]!) best = code;
      else if (tie && column.dictionary[code]! < column.dictionary[best]!) best = code;
    }
    return best < 0 ? null : column.dictionary[best]!;
  }
  if (strategy === 'constant') return fill_value;
  const present = column.values.filter((value) => !Number.isNaN(value));
  if (present.length === 0) return 0;
  if (strategy === 'mean') return mean(present);
  present.sort();
  return strategy === 'median' ? median(present) : mostFrequent(present);
}

function fillColumn(column: Column, fill: number | string | null): Column {
  if (fill === null || countMissing(column) === 0) return column;
  if (isCoded(column)) {
    const label = String(fill);
    const known = column.dictionary.indexOf(label);
    const dictionary = known < 0 ? [...column.dictionary, label] : column.dictionary;
    const code = known < 0 ? dictionary.length - 1 : known;
    return { ...column, dictionary, codes: column.codes.map((c) => (c < 0 ? code : c)) };
  }
  const number = Number(fill);
  return { ...column, values: column.values.map((v) => (Number.isNaN(v) ? number : v)) };
}

/** A model from elsewhere may fill each column with a number of its own. */
function constantText(fills: ReadonlySet<unknown>, asked: unknown): string {
  return fills.size > 1 ? 'a constant each' : String([...fills][0] ?? asked);
}

/** Fills missing values with what training rows say. A column that is all missing becomes 0. */
export const simpleImputer = defineStep<Params, State>({
  id: 'simple_imputer',
  title: 'Fill missing values',
  summary: 'Puts the median, the mean or the most frequent training value where a value is missing',
  tags: ['impute', 'numeric', 'categorical'],
  params,
  fit(table, columns, chosen) {
    const namer = createNamer(table);
    const fills: State['fills'][number][] = [];
    const indicators: (string | null)[] = [];
    const outputs = columns.map((name): [string, string[]] => {
      const column = requireColumn(table, name);
      fills.push(learnFill(column, chosen));
      const marked = chosen.add_indicator && countMissing(column) > 0;
      const indicator = marked ? namer(`${name} is missing`) : null;
      indicators.push(indicator);
      return [name, indicator === null ? [name] : [name, indicator]];
    });
    return { state: { fills, indicators }, outputs: Object.fromEntries(outputs) };
  },
  transform(table, columns, { state }) {
    const replacements = new Map<string, readonly Column[]>();
    columns.forEach((name, i) => {
      const column = requireColumn(table, name);
      const filled = fillColumn(column, state.fills[i]!);
      const indicator = state.indicators[i];
      replacements.set(name, indicator ? [filled, indicate(column, indicator)] : [filled]);
    });
    return replaceColumns(table, replacements);
  },
  describe({ params: { strategy, fill_value }, state }) {
    const fills = new Set(state.fills);
    const what =
      strategy === 'constant'
        ? constantText(fills, fill_value)
        : `the ${strategy.replace('_', ' ')} of the training rows`;
    return `Missing values of ${state.fills.length} columns are filled with ${what}`;
  },
});
