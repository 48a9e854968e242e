import { damaged, unsupported } from './foreign-failure.ts';
import type { ForeignChange } from './foreign-model.ts';
import { elementTypes, type OnnxGraph, type OnnxNode, type OnnxTensor } from './onnx-messages.ts';

/** One column on its way through the graph. */
export interface OnnxColumn {
  /** Its place among the columns that estimators can read; those of the inputs come first. */
  readonly place: number;
  readonly changes: readonly ForeignChange[];
  /** It is compared in single precision. */
  readonly single: boolean;
}

const mostFeatures = 1_000_000;
const numeric: ReadonlySet<number> = new Set([
  elementTypes.float,
  elementTypes.double,
  elementTypes.int32,
  elementTypes.int64,
  elementTypes.boolean,
]);

/** The columns of each input of the graph, and their names: those of the inputs where each is one column. */
export function readInputs({ inputs, producer }: OnnxGraph): {
  columns: Map<string, OnnxColumn[]>;
  /** Places of the inputs that are text. */
  texts: Map<string, number>;
  names: string[];
  named: boolean;
} {
  const columns = new Map<string, OnnxColumn[]>();
  const texts = new Map<string, number>();
  const names: string[] = [];
  for (const { name, elementType, width } of inputs) {
    if (elementType === elementTypes.text && width === 1) {
      texts.set(name, names.length);
      names.push(name);
      continue;
    }
    if (!numeric.has(elementType)) {
      throw unsupported(
        `The input '${name}' of the model is not numeric (element type ${elementType}).`,
        'Convert the estimator without its encoder, and encode the columns before',
      );
    }
    if (width === null || width < 1 || names.length + width > mostFeatures) {
      throw unsupported(
        `How many columns the input '${name}' has is not in the file.`,
        'Convert the model with a fixed number of columns',
      );
    }
    const single = elementType !== elementTypes.double;
    const own = Array.from({ length: width }, (_, j) => {
      names.push(width === 1 ? name : `${name}_${j}`);
      return { place: names.length - 1, changes: [], single };
    });
    columns.set(name, own);
  }
  if (names.length === 0) throw damaged('the model has no input');
  const several = inputs.length > 1 || producer === 'Assay';
  return { columns, texts, names, named: several && names.length === inputs.length };
}

/** One value a column, or one for all. */
function spread(values: ArrayLike<number>, count: number, what: string): Float64Array {
  if (values.length !== 1 && values.length !== count) {
    throw damaged(`${what} has ${values.length} of ${count} numbers`);
  }
  const all = Float64Array.from({ length: count }, (_, j) => values[j] ?? values[0]!);
  if (!all.every(Number.isFinite)) throw damaged(`${what} has numbers that are not finite`);
  return all;
}

/** `make` gives null for a column that stays as it is. */
function changed(
  columns: readonly OnnxColumn[],
  make: (j: number) => ForeignChange | null,
): OnnxColumn[] {
  return columns.map((column, j) => {
    const change = make(j);
    return change ? { ...column, changes: [...column.changes, change] } : column;
  });
}

function scaling(offset: number, divisor: number): ForeignChange | null {
  return offset === 0 && divisor === 1 ? null : { kind: 'scale', offset, divisor };
}

function scale(
  columns: readonly OnnxColumn[],
  offset: Float64Array,
  by: Float64Array,
): OnnxColumn[] {
  if (by.includes(0)) throw unsupported('The model scales a column to zero.', 'Leave it out');
  return changed(columns, (j) => scaling(offset[j]!, 1 / by[j]!));
}

/** Scaler: (x − offset) · scale. */
export function applyScaler(
  { attributes }: OnnxNode,
  columns: readonly OnnxColumn[],
): OnnxColumn[] {
  const count = columns.length;
  const offset = spread(attributes.get('offset')?.floats ?? [0], count, 'offset');
  return scale(columns, offset, spread(attributes.get('scale')?.floats ?? [1], count, 'scale'));
}

/** Imputer of missing values; those of other numbers have no counterpart. */
export function applyImputer(
  { attributes }: OnnxNode,
  columns: readonly OnnxColumn[],
): OnnxColumn[] {
  const replaced = attributes.get('replaced_value_float')?.floats[0];
  const values = attributes.get('imputed_value_floats')?.floats;
  if (replaced === undefined || !Number.isNaN(replaced) || !values) {
    throw unsupported(
      'The Imputer of the model fills other than missing numbers.',
      'Fill NaN only',
    );
  }
  const fills = spread(values, columns.length, 'imputed_value_floats');
  return changed(columns, (j) => ({ kind: 'fill', value: fills[j]! }));
}

/** Where(IsNaN(x), constant, x): NaN in the constant leaves a column alone. */
export function applyWhere(columns: readonly OnnxColumn[], { values }: OnnxTensor): OnnxColumn[] {
  if (values.length !== 1 && values.length !== columns.length) {
    throw damaged(`Where has ${values.length} of ${columns.length} numbers`);
  }
  return changed(columns, (j) => {
    const value = values[j] ?? values[0]!;
    return Number.isNaN(value) ? null : { kind: 'fill', value };
  });
}

/** Add, Sub, Mul or Div of columns and a constant. */
export function applyArithmetic(
  { operator }: OnnxNode,
  columns: readonly OnnxColumn[],
  constant: OnnxTensor,
): OnnxColumn[] {
  const count = columns.length;
  const values = spread(constant.values, count, operator);
  const zeros = new Float64Array(count);
  const ones = new Float64Array(count).fill(1);
  switch (operator) {
    case 'Add':
      return scale(
        columns,
        values.map((value) => -value),
        ones,
      );
    case 'Sub':
      return scale(columns, values, ones);
    case 'Mul':
      return scale(columns, zeros, values);
    default:
      if (values.includes(0)) throw damaged('it divides by zero');
      return changed(columns, (j) => scaling(0, values[j]!));
  }
}

/** A cast to whole numbers would cut them off. */
export function applyCast({ attributes }: OnnxNode, columns: readonly OnnxColumn[]): OnnxColumn[] {
  const to = attributes.get('to')?.integers[0];
  if (to === elementTypes.double) return [...columns];
  if (to !== elementTypes.float) {
    throw unsupported(`The model casts its columns to element type ${to}.`, 'Use float or double');
  }
  return columns.map((column) => ({ ...column, single: true }));
}
