import { maxClasses } from '../../models/check-fit.ts';
import type { Link } from '../../models/states/state-kind.ts';
import type { LinearState } from '../../models/states/linear.ts';
import type { TreeEnsembleState } from '../../models/states/trees.ts';
import { damaged, unsupported } from './foreign-failure.ts';
import type { ForeignModel, ForeignText } from './foreign-model.ts';
import {
  applyArithmetic,
  applyCast,
  applyImputer,
  applyScaler,
  applyWhere,
  type OnnxColumn,
  readInputs,
} from './onnx-columns.ts';
import { readLinearClassifier, readLinearRegressor, readProduct } from './onnx-linear.ts';
import { type OnnxGraph, type OnnxNode, type OnnxTensor, readGraph } from './onnx-messages.ts';
import { readLabelEncoder, spreadText } from './onnx-text.ts';
import { readTreeClassifier, readTreeRegressor } from './onnx-trees.ts';

/** What flows through the graph. */
type Value =
  | { readonly kind: 'columns'; readonly columns: readonly OnnxColumn[] }
  | { readonly kind: 'constant'; readonly tensor: OnnxTensor }
  | { readonly kind: 'text'; readonly place: number }
  /** Text as numbers. */
  | { readonly kind: 'codes'; readonly place: number; readonly text: ForeignText }
  /** Which values of the columns are missing. */
  | { readonly kind: 'missing'; readonly columns: readonly OnnxColumn[] }
  /** What the estimator says: labels and probabilities, or the number it predicts. */
  | { readonly kind: 'answer'; readonly answer: 'label' | 'scores' }
  | { readonly kind: 'number'; readonly link: Link };

interface Estimated {
  readonly state: TreeEnsembleState | LinearState;
  readonly operator: string;
  readonly columns: readonly OnnxColumn[];
  readonly categorical: ReadonlySet<number>;
  /** Empty for a regression. */
  readonly classes: readonly string[];
}

/** Follows the columns through the graph, node by node: nodes come after what they read. */
class Walk {
  readonly values = new Map<string, Value>();
  /** Places of columns there are: those of the inputs, then columns of zeros and ones. */
  places: number;
  /** How the text at a place is encoded, and the places of its columns of zeros and ones. */
  readonly texts = new Map<
    number,
    { readonly text: ForeignText; readonly slots: readonly number[] }
  >();
  estimated: Estimated | null = null;

  constructor(graph: OnnxGraph, { columns, texts, names }: ReturnType<typeof readInputs>) {
    this.places = names.length;
    for (const [name, own] of columns) this.values.set(name, { kind: 'columns', columns: own });
    for (const [name, place] of texts) this.values.set(name, { kind: 'text', place });
    for (const [name, tensor] of graph.constants)
      this.values.set(name, { kind: 'constant', tensor });
  }

  inputs(node: OnnxNode): Value[] {
    return node.inputs.map((name) => {
      const value = this.values.get(name);
      if (!value) throw damaged(`${node.operator} reads '${name}', which nothing makes`);
      return value;
    });
  }

  set(node: OnnxNode, ...made: Value[]): void {
    node.outputs.forEach((name, i) => {
      const value = made[i];
      if (value) this.values.set(name, value);
    });
  }

  encode(place: number, text: ForeignText): OnnxColumn[] {
    if (this.texts.has(place)) {
      throw unsupported('The model encodes a column more than once.', 'Encode each column once');
    }
    const count = text.slots ?? 0;
    const slots = Array.from({ length: count }, (_, slot) => this.places + slot);
    this.places += count;
    this.texts.set(place, { text, slots });
    const own = text.slots === null ? [place] : slots;
    return own.map((made) => ({ place: made, changes: [], single: false }));
  }

  /** Are these all columns of zeros and ones of one text? */
  isSpread(columns: readonly OnnxColumn[]): boolean {
    return [...this.texts.values()].some(
      ({ slots }) =>
        slots.length === columns.length && columns.every(({ place }, k) => place === slots[k]),
    );
  }

  estimate(node: OnnxNode, made: Estimated): void {
    if (this.estimated) {
      throw unsupported(
        `The model has several estimators: ${this.estimated.operator} and ${node.operator}.`,
        'Convert one estimator at a time',
      );
    }
    this.estimated = made;
    if (made.classes.length === 0) this.set(node, { kind: 'number', link: 'identity' });
    else this.set(node, { kind: 'answer', answer: 'label' }, { kind: 'answer', answer: 'scores' });
  }
}

function refuse({ operator, domain }: OnnxNode): never {
  throw unsupported(
    `The operator ${operator}${domain === '' ? '' : ` of ${domain}`} is not read.`,
    'Read are ensembles of trees and linear models, with imputers, scalers and encoders of labels before them',
  );
}

function columnsOf(walk: Walk, value: Value | undefined, node: OnnxNode): readonly OnnxColumn[] {
  if (value?.kind === 'codes') return walk.encode(value.place, value.text);
  return value?.kind === 'columns' ? value.columns : refuse(node);
}

function encodeText(walk: Walk, node: OnnxNode): void {
  const [value] = walk.inputs(node);
  if (node.operator === 'LabelEncoder') {
    if (value?.kind !== 'text') refuse(node);
    walk.set(node, { kind: 'codes', place: value.place, text: readLabelEncoder(node) });
  } else {
    if (value?.kind !== 'codes') refuse(node);
    const columns = walk.encode(value.place, spreadText(value.text, node));
    walk.set(node, { kind: 'columns', columns });
  }
}

function fillMissing(walk: Walk, node: OnnxNode): void {
  const [missing, filled, x] = walk.inputs(node);
  if (missing?.kind !== 'missing' || filled?.kind !== 'constant' || x?.kind !== 'columns') {
    refuse(node);
  }
  if (missing.columns !== x.columns) refuse(node);
  walk.set(node, { kind: 'columns', columns: applyWhere(x.columns, filled.tensor) });
}

function readClasses({ attributes, operator }: OnnxNode): string[] {
  const texts = attributes.get('classlabels_strings')?.texts ?? [];
  const numbers =
    attributes.get('classlabels_int64s')?.integers ?? attributes.get('classlabels_ints')?.integers;
  const classes = texts.length > 0 ? [...texts] : (numbers ?? []).map(String);
  if (classes.length < 2 || classes.length > maxClasses || new Set(classes).size < classes.length) {
    throw damaged(`the ${operator} has ${classes.length} labels of classes`);
  }
  return classes;
}

function estimateTrees(walk: Walk, node: OnnxNode, columns: readonly OnnxColumn[]): void {
  const { operator } = node;
  const classes = operator === 'TreeEnsembleClassifier' ? readClasses(node) : [];
  const read =
    classes.length > 0
      ? readTreeClassifier(node, columns, classes.length)
      : readTreeRegressor(node, columns);
  walk.estimate(node, { ...read, operator, columns, classes });
}

function estimateLinear(walk: Walk, node: OnnxNode, columns: readonly OnnxColumn[]): void {
  const { operator } = node;
  const classes = operator === 'LinearClassifier' ? readClasses(node) : [];
  const inputs = { columns, features: walk.places };
  const state =
    classes.length > 0
      ? readLinearClassifier(node, inputs, classes.length)
      : readLinearRegressor(node, inputs);
  walk.estimate(node, { state, operator, columns, categorical: new Set(), classes });
}

function multiply(walk: Walk, node: OnnxNode): void {
  const [x, weights, bias] = walk.inputs(node);
  const columns = columnsOf(walk, x, node);
  if (weights?.kind !== 'constant' || (bias && bias.kind !== 'constant')) refuse(node);
  const inputs = { columns, features: walk.places };
  const constants = [weights.tensor, bias?.tensor] as const;
  const state = readProduct(node, inputs, constants);
  const { operator } = node;
  walk.estimate(node, { state, operator, columns, categorical: new Set(), classes: [] });
}

/** A constant added to what MatMul gives is its intercept. */
function addIntercept(walk: Walk, node: OnnxNode, tensor: OnnxTensor): void {
  const { estimated } = walk;
  const [value] = tensor.values;
  const linear = estimated?.operator === 'MatMul' && estimated.state.kind === 'linear';
  if (!linear || node.operator !== 'Add' || tensor.values.length !== 1 || !Number.isFinite(value)) {
    refuse(node);
  }
  const { state } = estimated;
  if (state.kind !== 'linear') refuse(node);
  walk.estimated = {
    ...estimated,
    state: { ...state, intercepts: state.intercepts.map((own) => own + value!) },
  };
  walk.set(node, { kind: 'number', link: 'identity' });
}

function compute(walk: Walk, node: OnnxNode): void {
  const inputs = walk.inputs(node);
  const constantAt = inputs.findIndex(({ kind }) => kind === 'constant');
  const constant = inputs[constantAt];
  const other = inputs[1 - constantAt];
  if (inputs.length !== 2 || constant?.kind !== 'constant' || !other) refuse(node);
  // A constant less or divided by a column is no scaling.
  const turned = constantAt === 0 && (node.operator === 'Sub' || node.operator === 'Div');
  if (turned) refuse(node);
  if (other.kind === 'number' && other.link === 'identity')
    addIntercept(walk, node, constant.tensor);
  else {
    const columns = applyArithmetic(node, columnsOf(walk, other, node), constant.tensor);
    walk.set(node, { kind: 'columns', columns });
  }
}

function concatenate(walk: Walk, node: OnnxNode): void {
  const axis = node.attributes.get('axis')?.integers[0];
  if (node.operator === 'Concat' && axis !== 1 && axis !== -1) refuse(node);
  const columns = walk.inputs(node).flatMap((value) => columnsOf(walk, value, node));
  // Each input goes one way only, so that this cannot grow without end.
  if (columns.length > walk.places) {
    throw unsupported('The model reads a column more than once.', 'Read each column once');
  }
  walk.set(node, { kind: 'columns', columns });
}

/** Operators that leave alone what the estimator says. */
function passOn(walk: Walk, node: OnnxNode): void {
  const [value] = walk.inputs(node);
  if (value?.kind === 'codes' && node.operator === 'Cast') {
    const columns = columnsOf(walk, value, node);
    return walk.set(node, { kind: 'columns', columns: applyCast(node, columns) });
  }
  if (value?.kind !== 'columns' && value?.kind !== 'answer' && value?.kind !== 'number')
    refuse(node);
  if (value.kind === 'columns') {
    // A OneHotEncoder gives [row, 1, category].
    const flat = node.operator === 'Flatten' || node.operator === 'Reshape';
    if (flat && !walk.isSpread(value.columns)) refuse(node);
    if (node.operator === 'Identity' || flat) walk.set(node, value);
    else if (node.operator === 'Cast') {
      walk.set(node, { kind: 'columns', columns: applyCast(node, value.columns) });
    } else refuse(node);
    return;
  }
  const normalised = node.operator === 'Normalizer' && node.attributes.get('norm')?.texts[0];
  // Probabilities add up to one already.
  if (node.operator === 'Normalizer' && (value.kind !== 'answer' || normalised !== 'L1'))
    refuse(node);
  if (node.operator === 'ZipMap' && value.kind !== 'answer') refuse(node);
  walk.set(node, value);
}

function follow(walk: Walk, node: OnnxNode): void {
  const columns = (): readonly OnnxColumn[] => columnsOf(walk, walk.inputs(node)[0], node);
  switch (node.operator) {
    case 'Identity':
    case 'Cast':
    case 'ZipMap':
    case 'Normalizer':
    case 'Reshape':
    case 'Flatten':
      return passOn(walk, node);
    case 'Concat':
    case 'FeatureVectorizer':
      return concatenate(walk, node);
    case 'Scaler':
      return walk.set(node, { kind: 'columns', columns: applyScaler(node, columns()) });
    case 'Imputer':
      return walk.set(node, { kind: 'columns', columns: applyImputer(node, columns()) });
    case 'Add':
    case 'Sub':
    case 'Mul':
    case 'Div':
      return compute(walk, node);
    case 'LabelEncoder':
    case 'OneHotEncoder':
      return encodeText(walk, node);
    case 'IsNaN':
      return walk.set(node, { kind: 'missing', columns: columns() });
    case 'Where':
      return fillMissing(walk, node);
    case 'MatMul':
    case 'Gemm':
      return multiply(walk, node);
    case 'Exp': {
      const [value] = walk.inputs(node);
      if (value?.kind !== 'number' || value.link !== 'identity') refuse(node);
      return walk.set(node, { kind: 'number', link: 'log' });
    }
    case 'TreeEnsembleClassifier':
    case 'TreeEnsembleRegressor':
      return estimateTrees(walk, node, columns());
    case 'LinearClassifier':
    case 'LinearRegressor':
      return estimateLinear(walk, node, columns());
    default:
      return refuse(node);
  }
}

/** The link of a regression is that of what the graph gives in the end. */
function linkOf(walk: Walk, graph: OnnxGraph): Link | null {
  let link: Link | null = null;
  for (const name of graph.outputs) {
    const value = walk.values.get(name);
    if (value?.kind === 'number') link = value.link;
    else if (value?.kind !== 'answer') {
      throw unsupported(`The output '${name}' is nothing its estimator says.`, 'Convert it alone');
    }
  }
  return link;
}

/** The estimator on the columns of the features in their order: each its own, or its zeros and ones. */
function inOrder(
  { texts }: Walk,
  state: TreeEnsembleState | LinearState,
  features: number,
): TreeEnsembleState | LinearState {
  const order = Array.from({ length: features }, (_, j) => {
    const encoded = texts.get(j);
    return encoded?.text.slots === undefined || encoded.text.slots === null ? [j] : encoded.slots;
  }).flat();
  if (order.every((place, k) => place === k)) return state;
  if (state.kind === 'linear') {
    const coefficients = state.coefficients.map((row) => Float64Array.from(order, (k) => row[k]!));
    return { ...state, coefficients, means: new Float64Array(order.length) };
  }
  const to = new Map(order.map((place, k) => [place, k]));
  const trees = state.trees.map((tree) => ({
    ...tree,
    feature: tree.feature.map((place) => (place < 0 ? place : to.get(place)!)),
  }));
  return { ...state, trees };
}

/**
 * An ONNX model of trees or a linear one, with the preparation before it that skl2onnx and this program
 * write: imputers, scalers, numbered labels and columns of zeros and ones. Any other operator is
 * UNSUPPORTED, by name. Source: the operators of ai.onnx.ml 1 to 3.
 */
export function readOnnx(bytes: Uint8Array): ForeignModel {
  const graph = readGraph(bytes);
  const inputs = readInputs(graph);
  const { names, named } = inputs;
  const walk = new Walk(graph, inputs);
  for (const node of graph.nodes) follow(walk, node);
  const { estimated } = walk;
  if (!estimated) throw unsupported('The graph has no estimator.', 'Convert a fitted model');
  const link = linkOf(walk, graph);
  const { state, classes, categorical, operator } = estimated;
  const used = new Map(estimated.columns.map((column) => [column.place, column]));
  if (used.size !== estimated.columns.length) {
    throw unsupported('The model reads a column more than once.', 'Read each column once');
  }
  if (estimated.columns.some(({ place, changes }) => place >= names.length && changes.length > 0)) {
    throw unsupported('The model scales columns of zeros and ones.', 'Scale numbers only');
  }
  const unread = [...inputs.texts.values()].find((place) => !walk.texts.has(place));
  if (unread !== undefined) {
    throw unsupported(`The model does not encode its text '${names[unread]}'.`, 'Leave it out');
  }
  const ordered = inOrder(walk, state, names.length);
  return {
    format: 'onnx',
    task: classes.length > 0 ? 'classification' : 'regression',
    estimator: link === null ? ordered : { ...ordered, link },
    features: names.map((name, j) => ({
      name,
      labels: null,
      categorical: categorical.has(j),
      zeroIsMissing: false,
      changes: used.get(j)?.changes ?? [],
      text: walk.texts.get(j)?.text,
    })),
    named,
    classCount: classes.length,
    classes: classes.length > 0 ? classes : null,
    covered: false,
    params: {
      operator,
      producer: graph.producer,
      ...(state.kind === 'trees' ? { trees: state.trees.length } : {}),
    },
    warnings: [],
  };
}
