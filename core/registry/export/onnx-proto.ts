import {
  bytesField,
  doubleBytes,
  type Field,
  floatField,
  floatsField,
  integer64Bytes,
  integerField,
  integersField,
  joinBytes,
  messageField,
  textField,
} from './protobuf-writer.ts';

/** Field numbers are those of onnx-ml.proto (IR version 8). */

/** Element types of tensors (TensorProto.DataType). */
export const tensorTypes = { float: 1, integer64: 7, text: 8, double: 11 } as const;
export type TensorType = (typeof tensorTypes)[keyof typeof tensorTypes];

export type Attribute =
  | { readonly integer: number }
  | { readonly float: number }
  | { readonly text: string }
  | { readonly integers: ArrayLike<number> }
  | { readonly floats: ArrayLike<number> }
  | { readonly texts: readonly string[] }
  | { readonly doubles: ArrayLike<number> };

export interface OnnxNode {
  readonly operator: string;
  /** Default: the operators of ONNX itself; true: those for machine learning. */
  readonly ml?: boolean;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, Attribute>>;
}

export interface OnnxConstant {
  readonly name: string;
  readonly dims: readonly number[];
  readonly values: ArrayLike<number>;
  readonly type: typeof tensorTypes.double | typeof tensorTypes.integer64;
}

export interface OnnxPort {
  readonly name: string;
  readonly type: TensorType;
  /** Of the last dimension; null: one value a row. */
  readonly width: number | null;
}

export interface OnnxFile {
  readonly nodes: readonly OnnxNode[];
  readonly constants: readonly OnnxConstant[];
  readonly inputs: readonly OnnxPort[];
  readonly outputs: readonly OnnxPort[];
  readonly producer: { readonly name: string; readonly version: string };
  readonly description: string;
  readonly metadata: Readonly<Record<string, string>>;
}

function tensor({ name, dims, values, type }: OnnxConstant): Field[] {
  const raw = type === tensorTypes.double ? doubleBytes(values) : integer64Bytes(values);
  return [integersField(1, dims), integerField(2, type), textField(8, name), bytesField(9, raw)];
}

/** The type each kind of attribute has (AttributeProto.AttributeType), and its value. */
function attributeValue(name: string, attribute: Attribute): Field[] {
  if ('float' in attribute) return [floatField(2, attribute.float), integerField(20, 1)];
  if ('integer' in attribute) return [integerField(3, attribute.integer), integerField(20, 2)];
  if ('text' in attribute) return [textField(4, attribute.text), integerField(20, 3)];
  if ('doubles' in attribute) {
    const { doubles: values } = attribute;
    const { double: type } = tensorTypes;
    return [
      messageField(5, tensor({ name, dims: [values.length], values, type })),
      integerField(20, 4),
    ];
  }
  if ('floats' in attribute) return [floatsField(7, attribute.floats), integerField(20, 6)];
  if ('integers' in attribute) return [integersField(8, attribute.integers), integerField(20, 7)];
  return [...attribute.texts.map((text) => textField(9, text)), integerField(20, 8)];
}

function node({ operator, ml, inputs, outputs, attributes = {} }: OnnxNode): Field {
  return messageField(1, [
    ...inputs.map((name) => textField(1, name)),
    ...outputs.map((name) => textField(2, name)),
    textField(4, operator),
    ...Object.entries(attributes).map(([name, attribute]) =>
      messageField(5, [textField(1, name), ...attributeValue(name, attribute)]),
    ),
    ...(ml === true ? [textField(7, 'ai.onnx.ml')] : []),
  ]);
}

function port(number: number, { name, type, width }: OnnxPort): Field {
  const rows = messageField(1, [textField(2, 'N')]);
  const dims = width === null ? [rows] : [rows, messageField(1, [integerField(1, width)])];
  const shape = messageField(2, dims);
  return messageField(number, [
    textField(1, name),
    messageField(2, [messageField(1, [integerField(1, type), shape])]),
  ]);
}

const opset = (domain: string, version: number): Field =>
  messageField(8, [textField(1, domain), integerField(2, version)]);

/** The bytes of an ONNX file: operators 15, those for machine learning 3. */
export function writeOnnx(file: OnnxFile): Uint8Array {
  const { nodes, constants, inputs, outputs, producer, description, metadata } = file;
  const graph = [
    ...nodes.map(node),
    textField(2, 'model'),
    ...constants.map((constant) => messageField(5, tensor(constant))),
    ...inputs.map((input) => port(11, input)),
    ...outputs.map((output) => port(12, output)),
  ];
  return joinBytes([
    integerField(1, 8),
    textField(2, producer.name),
    textField(3, producer.version),
    textField(6, description),
    messageField(7, graph),
    opset('', 15),
    opset('ai.onnx.ml', 3),
    ...Object.entries(metadata).map(([key, value]) =>
      messageField(14, [textField(1, key), textField(2, value)]),
    ),
  ]);
}
