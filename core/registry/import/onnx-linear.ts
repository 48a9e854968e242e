import type { Link } from '../../models/states/state-kind.ts';
import type { LinearState } from '../../models/states/linear.ts';
import { damaged, unsupported } from './foreign-failure.ts';
import type { OnnxColumn } from './onnx-columns.ts';
import type { OnnxNode, OnnxTensor } from './onnx-messages.ts';

/** Rows of coefficients on the columns that reach the estimator, as a state on all inputs of the model. */
function onInputs(
  rows: readonly ArrayLike<number>[],
  intercepts: ArrayLike<number>,
  { columns, features, link }: { columns: readonly OnnxColumn[]; features: number; link: Link },
): LinearState {
  const coefficients = rows.map((row) => {
    const all = new Float64Array(features);
    columns.forEach(({ place }, j) => {
      all[place] = row[j]!;
    });
    return all;
  });
  const state: LinearState = {
    kind: 'linear',
    link,
    coefficients,
    intercepts: Float64Array.from(intercepts),
    means: new Float64Array(features),
  };
  if ([...coefficients, state.intercepts].every((list) => list.every(Number.isFinite)))
    return state;
  throw damaged('a coefficient is not finite');
}

function readRows(
  { attributes }: OnnxNode,
  width: number,
): { rows: number[][]; intercepts: number[] } {
  const flat = attributes.get('coefficients')?.floats ?? [];
  if (flat.length === 0 || flat.length % width !== 0) {
    throw damaged(`${flat.length} coefficients do not fit ${width} columns`);
  }
  const count = flat.length / width;
  const rows = Array.from({ length: count }, (_, k) => flat.slice(k * width, (k + 1) * width));
  const intercepts = [...(attributes.get('intercepts')?.floats ?? rows.map(() => 0))];
  if (intercepts.length !== count)
    throw damaged(`it has ${intercepts.length} of ${count} intercepts`);
  return { rows, intercepts };
}

interface Inputs {
  readonly columns: readonly OnnxColumn[];
  /** Places there are. */
  readonly features: number;
}

/** LinearRegressor with one target. */
export function readLinearRegressor(node: OnnxNode, inputs: Inputs): LinearState {
  const { rows, intercepts } = readRows(node, inputs.columns.length);
  const transform = node.attributes.get('post_transform')?.texts[0] ?? 'NONE';
  if (rows.length !== 1 || transform !== 'NONE') {
    throw unsupported('The LinearRegressor has several targets or transforms them.', 'Train one');
  }
  return onInputs(rows, intercepts, { ...inputs, link: 'identity' });
}

/** MatMul or Gemm of the columns and one column of coefficients. */
export function readProduct(
  { operator, attributes }: OnnxNode,
  inputs: Inputs,
  [weights, bias]: readonly [OnnxTensor, OnnxTensor | undefined],
): LinearState {
  const one = (name: string): boolean => (attributes.get(name)?.floats[0] ?? 1) === 1;
  const plain = (attributes.get('transA')?.integers[0] ?? 0) === 0 && one('alpha') && one('beta');
  const { length } = inputs.columns;
  if (!plain || weights.values.length !== length || (bias && bias.values.length !== 1)) {
    throw unsupported(`The ${operator} of the model is more than one linear output.`, 'Train one');
  }
  return onInputs([weights.values], bias?.values ?? [0], { ...inputs, link: 'identity' });
}

/** LinearClassifier: LOGISTIC of two classes, SOFTMAX of any number. */
export function readLinearClassifier(node: OnnxNode, inputs: Inputs, classes: number): LinearState {
  const { rows, intercepts } = readRows(node, inputs.columns.length);
  const transform = node.attributes.get('post_transform')?.texts[0] ?? 'NONE';
  const link = 'logit';
  const refuse = (): never => {
    throw unsupported(
      `The LinearClassifier of the model has the post_transform ${transform} with ${rows.length} scores for ${classes} classes.`,
      'Read are LOGISTIC for two classes and SOFTMAX',
    );
  };
  if (rows.length !== classes && !(classes === 2 && rows.length === 1)) refuse();
  if (classes > 2) {
    if (transform !== 'SOFTMAX') refuse();
    return onInputs(rows, intercepts, { ...inputs, link });
  }
  const first = rows[0]!;
  const second = rows[1];
  if (!second) {
    if (transform !== 'LOGISTIC') refuse();
    return onInputs(rows, intercepts, { ...inputs, link });
  }
  if (transform === 'SOFTMAX') {
    const row = second.map((value, j) => value - first[j]!);
    return onInputs([row], [intercepts[1]! - intercepts[0]!], { ...inputs, link });
  }
  // Each score by itself: probabilities only where one is the other reversed.
  const opposite =
    second.every((value, j) => value === -first[j]!) && intercepts[1] === -intercepts[0]!;
  if (transform !== 'LOGISTIC' || !opposite) refuse();
  return onInputs([second], [intercepts[1]!], { ...inputs, link });
}
