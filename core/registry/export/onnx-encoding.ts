import type { OnnxConstant, OnnxNode } from './onnx-proto.ts';
import { tensorTypes } from './onnx-proto.ts';
import type { Change, EncodedColumn, EncodingPlan, TextEncoding } from './plan-encoding.ts';

/** Part of a graph, and the tensor [row, column] it ends in. */
export interface GraphPart {
  readonly nodes: readonly OnnxNode[];
  readonly constants: readonly OnnxConstant[];
  readonly output: string;
}

const toDouble = { to: { integer: tensorTypes.double } };

/** Text to numbers, or to columns of zeros and ones. A missing text is the empty one. */
function encodeText(
  feature: string,
  at: number,
  { numberOf, missing, unknown, slots }: TextEncoding,
): OnnxNode[] {
  const numbers = new Map(numberOf);
  if (!numbers.has('')) numbers.set('', missing);
  const keys = { keys_strings: { texts: [...numbers.keys()] } };
  const codes = `/codes_${at}`;
  const made = `/text_${at}`;
  const encoder = { operator: 'LabelEncoder', ml: true, inputs: [feature], outputs: [codes] };
  if (slots === null) {
    const values = { values_floats: { floats: [...numbers.values()] } };
    return [
      { ...encoder, attributes: { ...keys, ...values, default_float: { float: unknown } } },
      { operator: 'Cast', inputs: [codes], outputs: [made], attributes: toDouble },
    ];
  }
  const values = { values_int64s: { integers: [...numbers.values()] } };
  const categories = Array.from({ length: slots }, (_, slot) => slot);
  return [
    { ...encoder, attributes: { ...keys, ...values, default_int64: { integer: unknown } } },
    {
      operator: 'OneHotEncoder',
      ml: true,
      inputs: [codes],
      outputs: [`/hot_${at}`],
      attributes: { cats_int64s: { integers: categories }, zeros: { integer: 1 } },
    },
    {
      operator: 'Flatten',
      inputs: [`/hot_${at}`],
      outputs: [`/flat_${at}`],
      attributes: { axis: { integer: 1 } },
    },
    { operator: 'Cast', inputs: [`/flat_${at}`], outputs: [made], attributes: toDouble },
  ];
}

/** The tensors that make up the columns in their order: a feature, or all of its zeros and ones. */
function blocksOf(columns: readonly EncodedColumn[]): string[] {
  return columns.filter(({ slot }) => slot === null || slot === 0).map(({ feature }) => feature);
}

/** One change of every column; columns that do not change get one that does nothing. */
function applyLevel(
  changes: readonly (Change | undefined)[],
  input: string,
  name: string,
): GraphPart {
  const constant = (
    suffix: string,
    value: (change: Change | undefined) => number,
  ): OnnxConstant => ({
    name: `${name}_${suffix}`,
    dims: [1, changes.length],
    values: changes.map(value),
    type: tensorTypes.double,
  });
  const nodes: OnnxNode[] = [];
  const constants: OnnxConstant[] = [];
  let output = input;
  if (changes.some((change) => change?.kind === 'fill')) {
    const fills = constant('fill', (c) => (c?.kind === 'fill' ? c.value : Number.NaN));
    const [missing, filled] = [`${name}_missing`, `${name}_filled`];
    nodes.push({ operator: 'IsNaN', inputs: [output], outputs: [missing] });
    nodes.push({ operator: 'Where', inputs: [missing, fills.name, output], outputs: [filled] });
    constants.push(fills);
    output = filled;
  }
  if (changes.some((change) => change?.kind === 'scale')) {
    const offsets = constant('offset', (c) => (c?.kind === 'scale' ? c.offset : 0));
    const divisors = constant('divisor', (c) => (c?.kind === 'scale' ? c.divisor : 1));
    const [centred, scaled] = [`${name}_centred`, `${name}_scaled`];
    nodes.push({ operator: 'Sub', inputs: [output, offsets.name], outputs: [centred] });
    nodes.push({ operator: 'Div', inputs: [centred, divisors.name], outputs: [scaled] });
    constants.push(offsets, divisors);
    output = scaled;
  }
  return { nodes, constants, output };
}

/** From the raw columns, an input each, to the matrix that the estimator sees; doubles throughout. */
export function encodeColumns({ columns, texts }: EncodingPlan): GraphPart {
  const nodes: OnnxNode[] = [];
  const constants: OnnxConstant[] = [];
  const madeOf = new Map<string, string>();
  [...texts].forEach(([feature, encoding], at) => {
    if (encoding.slots === 0) return;
    nodes.push(...encodeText(feature, at, encoding));
    madeOf.set(feature, `/text_${at}`);
  });
  const inputs = blocksOf(columns).map((feature) => madeOf.get(feature) ?? feature);
  let output = '/columns';
  nodes.push({
    operator: 'Concat',
    inputs,
    outputs: [output],
    attributes: { axis: { integer: 1 } },
  });
  const levels = columns.reduce((most, { changes }) => Math.max(most, changes.length), 0);
  for (let level = 0; level < levels; level++) {
    const changes = columns.map((column) => column.changes[level]);
    const part = applyLevel(changes, output, `/step_${level}`);
    nodes.push(...part.nodes);
    constants.push(...part.constants);
    output = part.output;
  }
  return { nodes, constants, output };
}
