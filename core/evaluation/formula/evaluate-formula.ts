import { orderNumbers } from '../../stats/order-numbers.ts';
import { weightedQuantile } from '../regression-scorer.ts';
import type {
  BinaryOperator,
  Formula,
  FormulaCount,
  FormulaVector,
  MapFunction,
  Reduction,
} from './parse-formula.ts';

/** What the names in a formula stand for. */
export interface FormulaValues {
  readonly rows: number;
  readonly vectors: Readonly<Partial<Record<FormulaVector, Float64Array>>>;
  /** How often each row counts; null: once. */
  readonly times: Float64Array | null;
  count(name: FormulaCount): number;
}

type Value = number | Float64Array;

const operators: Readonly<Record<BinaryOperator, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '^': (a, b) => a ** b,
  '<': (a, b) => (a < b ? 1 : 0),
  '<=': (a, b) => (a <= b ? 1 : 0),
  '>': (a, b) => (a > b ? 1 : 0),
  '>=': (a, b) => (a >= b ? 1 : 0),
  '=': (a, b) => (a === b ? 1 : 0),
  '!=': (a, b) => (a === b ? 0 : 1),
};

const maps: Readonly<Record<MapFunction, (a: number) => number>> = {
  abs: Math.abs,
  sqrt: Math.sqrt,
  log: Math.log,
  exp: Math.exp,
};

function at(value: Value, row: number): number {
  return typeof value === 'number' ? value : value[row]!;
}

/** One number where no part has rows, else one a row. */
function combine(parts: readonly Value[], make: (row: number) => number): Value {
  const vector = parts.find((part) => typeof part !== 'number');
  return vector === undefined ? make(0) : Float64Array.from(vector, (_, row) => make(row));
}

function sumOf(values: Float64Array, times: Float64Array | null): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const often = times === null ? 1 : times[i]!;
    // a row that is not drawn counts for nothing, also where it has no value
    if (often > 0) sum += often * values[i]!;
  }
  return sum;
}

function rowsOf(values: Float64Array, times: Float64Array | null): number {
  return times === null ? values.length : times.reduce((a, b) => a + b, 0);
}

function reduce(name: Reduction, values: Float64Array, times: Float64Array | null): number {
  switch (name) {
    case 'sum':
      return sumOf(values, times);
    case 'count':
      return sumOf(
        values.map((value) => (value === 0 || Number.isNaN(value) ? 0 : 1)),
        times,
      );
    case 'mean':
      return sumOf(values, times) / rowsOf(values, times);
    case 'median': {
      if (values.some((value, i) => Number.isNaN(value) && (times?.[i] ?? 1) > 0))
        return Number.NaN;
      const order = orderNumbers(values);
      const total = rowsOf(values, times);
      return weightedQuantile(values, order, { weights: times, total, alpha: 0.5 }) ?? Number.NaN;
    }
    case 'min':
    case 'max': {
      const better = name === 'min' ? Math.min : Math.max;
      let best = name === 'min' ? Infinity : -Infinity;
      for (let i = 0; i < values.length; i++) {
        if (times === null || times[i]! > 0) best = better(best, values[i]!);
      }
      return best;
    }
  }
}

function valueOf(formula: Formula, given: FormulaValues): Value {
  switch (formula.kind) {
    case 'number':
      return formula.value;
    case 'count':
      return given.count(formula.name);
    case 'vector':
      return given.vectors[formula.name]!;
    case 'negate': {
      const inner = valueOf(formula.inner, given);
      return combine([inner], (row) => -at(inner, row));
    }
    case 'map': {
      const inner = valueOf(formula.inner, given);
      const map = maps[formula.name];
      return combine([inner], (row) => map(at(inner, row)));
    }
    case 'binary': {
      const left = valueOf(formula.left, given);
      const right = valueOf(formula.right, given);
      const operate = operators[formula.operator];
      return combine([left, right], (row) => operate(at(left, row), at(right, row)));
    }
    case 'extreme': {
      const parts = formula.parts.map((part) => valueOf(part, given));
      const pick = formula.name === 'min' ? Math.min : Math.max;
      return combine(parts, (row) =>
        parts.map((part) => at(part, row)).reduce((a, b) => pick(a, b)),
      );
    }
    case 'if': {
      const parts = [formula.condition, formula.yes, formula.no];
      const [condition, yes, no] = parts.map((part) => valueOf(part, given)) as [
        Value,
        Value,
        Value,
      ];
      return combine([condition, yes, no], (row) => at(at(condition, row) === 0 ? no : yes, row));
    }
    case 'reduce':
      return reduce(formula.name, valueOf(formula.inner, given) as Float64Array, given.times);
  }
}

/** The value of a formula that `parseFormula` made; null where it is no finite number. */
export function evaluateFormula(formula: Formula, given: FormulaValues): number | null {
  const value = valueOf(formula, given);
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
