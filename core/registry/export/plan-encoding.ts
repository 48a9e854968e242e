import { AppError } from '../../base/app-error.ts';
import type { FittedPipeline } from '../../models/pipeline.ts';
import { steps } from '../../preprocessing/catalogue.ts';
import type { OrdinalState } from '../../preprocessing/ordinal-encoder.ts';
import type { FittedStep } from '../../preprocessing/step.ts';
import { isCodedType } from '../../table/table.ts';

/** What happens to a number on its way to the estimator. */
export type Change =
  | { readonly kind: 'fill'; readonly value: number }
  /** (x − offset) ÷ divisor. */
  | { readonly kind: 'scale'; readonly offset: number; readonly divisor: number };

/** How the labels of a column become numbers. */
export interface TextEncoding {
  readonly numberOf: ReadonlyMap<string, number>;
  /** Of a missing value, and of a label that training did not see. */
  readonly missing: number;
  readonly unknown: number;
  /** Columns of zeros and ones; null: the number itself is the column. */
  readonly slots: number | null;
}

/** A column as the estimator sees it. */
export interface EncodedColumn {
  readonly feature: string;
  /** Which of the columns of zeros and ones; null: the number, or that of the label. */
  readonly slot: number | null;
  readonly changes: readonly Change[];
}

export interface EncodingPlan {
  readonly columns: readonly EncodedColumn[];
  /** By feature, for those that hold text. */
  readonly texts: ReadonlyMap<string, TextEncoding>;
}

interface RawText {
  readonly feature: string;
  /** What fills missing values. */
  readonly fill: string | null;
}

interface OneHotColumn {
  readonly categories: readonly string[];
  readonly other: readonly string[];
  readonly missing: boolean;
  readonly names: readonly string[];
}

export function refuseExport(message: string): AppError {
  return new AppError('UNSUPPORTED', `ONNX cannot hold this model: ${message}.`, {
    hint: 'Export it as JSON; ONNX takes trees and linear models on numbers that are filled and scaled, and on categories that are numbered or one column each',
    path: 'format',
  });
}

const titleOf = (step: string): string => steps.get(step)?.title ?? step;

function numbersOf(categories: readonly string[], shared: readonly string[]): Map<string, number> {
  const numbers = new Map(categories.map((label, number) => [label, number]));
  for (const label of shared) numbers.set(label, categories.length);
  return numbers;
}

class Planner {
  readonly numbers = new Map<string, EncodedColumn>();
  readonly raw = new Map<string, RawText>();
  readonly texts = new Map<string, TextEncoding>();

  constructor({ features }: FittedPipeline) {
    for (const { name, type } of features) {
      if (isCodedType(type)) this.raw.set(name, { feature: name, fill: null });
      else this.numbers.set(name, { feature: name, slot: null, changes: [] });
    }
  }

  change(name: string, change: Change): void {
    const column = this.numbers.get(name)!;
    this.numbers.set(name, { ...column, changes: [...column.changes, change] });
  }

  fill(name: string, value: number | string | null): void {
    const text = this.raw.get(name);
    if (!text) this.change(name, { kind: 'fill', value: Number(value) });
    else if (text.fill === null && value !== null) {
      this.raw.set(name, { ...text, fill: String(value) });
    }
  }

  takeText(name: string, step: string): RawText {
    const text = this.raw.get(name);
    if (!text)
      throw refuseExport(`'${titleOf(step)}' takes the numbers of '${name}' as categories`);
    this.raw.delete(name);
    return text;
  }

  number(name: string, { categories, rare }: OrdinalState['columns'][number], unknown: number) {
    const { feature, fill } = this.takeText(name, 'ordinal_encoder');
    const numberOf = numbersOf(categories, rare);
    const missing = fill === null ? unknown : (numberOf.get(fill) ?? unknown);
    this.texts.set(feature, { numberOf, missing, unknown, slots: null });
    this.numbers.set(name, { feature, slot: null, changes: [] });
  }

  spread(name: string, { categories, other, missing: hasMissing, names }: OneHotColumn): void {
    const { feature, fill } = this.takeText(name, 'one_hot_encoder');
    const numberOf = numbersOf(categories, other);
    const own = hasMissing ? names.length - 1 : -1;
    const missing = fill === null ? own : (numberOf.get(fill) ?? -1);
    this.texts.set(feature, { numberOf, missing, unknown: -1, slots: names.length });
    names.forEach((made, slot) => this.numbers.set(made, { feature, slot, changes: [] }));
  }
}

function follow(planner: Planner, { step, columns, params, state }: FittedStep): void {
  const scaled = (offsets: Float64Array, divisors: Float64Array): void =>
    columns.forEach((name, i) =>
      planner.change(name, { kind: 'scale', offset: offsets[i]!, divisor: divisors[i]! }),
    );
  switch (step) {
    case 'simple_imputer': {
      const { fills, indicators } = state as {
        fills: (number | string | null)[];
        indicators: (string | null)[];
      };
      if (indicators.some(Boolean))
        throw refuseExport('it marks missing values in columns of their own');
      return columns.forEach((name, i) => planner.fill(name, fills[i]!));
    }
    case 'standard_scaler': {
      const { means, scales } = state as { means: Float64Array; scales: Float64Array };
      return scaled(means, scales);
    }
    case 'robust_scaler': {
      const { centres, scales } = state as { centres: Float64Array; scales: Float64Array };
      return scaled(centres, scales);
    }
    case 'min_max_scaler': {
      if (params['clip'] === true)
        throw refuseExport('it cuts numbers off at the ends of their range');
      const { lows, ranges } = state as { lows: Float64Array; ranges: Float64Array };
      return scaled(lows, ranges);
    }
    case 'ordinal_encoder': {
      const unknown = (params['unknown_value'] as number | null) ?? Number.NaN;
      const learned = (state as OrdinalState).columns;
      return columns.forEach((name, i) => planner.number(name, learned[i]!, unknown));
    }
    case 'one_hot_encoder': {
      const learned = (state as { columns: OneHotColumn[] }).columns;
      return columns.forEach((name, i) => planner.spread(name, learned[i]!));
    }
    default:
      throw refuseExport(`its preparation '${titleOf(step)}' has no counterpart there`);
  }
}

/** The preparation of a pipeline column by column; UNSUPPORTED for what ONNX cannot hold. */
export function planEncoding(pipeline: FittedPipeline): EncodingPlan {
  const dates = pipeline.features.find(({ type }) => type === 'datetime');
  if (dates) throw refuseExport(`'${dates.name}' holds dates`);
  const planner = new Planner(pipeline);
  for (const step of pipeline.steps) follow(planner, step);
  const columns = pipeline.encoded.names.map((name) => {
    const column = planner.numbers.get(name);
    if (column) return column;
    throw refuseExport(`the text of '${name}' is not encoded`);
  });
  return { columns, texts: planner.texts };
}
