import { damaged, unsupported } from './foreign-failure.ts';
import {
  readFields,
  readFixedIntegers,
  readFloats,
  readIntegers,
  readText,
  type WireField,
} from './protobuf.ts';

/** Element types of tensors (TensorProto.DataType). */
export const elementTypes = {
  float: 1,
  int32: 6,
  int64: 7,
  text: 8,
  boolean: 9,
  double: 11,
} as const;

export interface OnnxTensor {
  readonly dims: readonly number[];
  readonly values: Float64Array;
}

export interface OnnxAttribute {
  readonly floats: readonly number[];
  readonly integers: readonly number[];
  readonly texts: readonly string[];
  readonly tensor: OnnxTensor | null;
}

export interface OnnxNode {
  readonly operator: string;
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, OnnxAttribute>;
}

export interface OnnxInput {
  readonly name: string;
  readonly elementType: number;
  /** Of the last dimension; null where the file leaves it open. */
  readonly width: number | null;
}

export interface OnnxGraph {
  readonly nodes: readonly OnnxNode[];
  readonly constants: ReadonlyMap<string, OnnxTensor>;
  /** Without constants. */
  readonly inputs: readonly OnnxInput[];
  readonly outputs: readonly string[];
  readonly producer: string;
}

const bytesOf = (field: WireField): Uint8Array => {
  if (field.kind === 'bytes') return field.bytes;
  throw damaged(`field ${field.number} is of another kind`);
};
const integerOf = (field: WireField): number => {
  if (field.kind === 'integer') return field.value;
  throw damaged(`field ${field.number} is of another kind`);
};
const textOf = (field: WireField): string => readText(bytesOf(field));

/** Messages and numbers in a list: a few bytes of a file must not ask for much memory. */
const mostMessages = 100_000;
const mostNumbers = 20_000_000;

function checkCount(count: number, most: number): void {
  if (count >= most) throw damaged(`a list of it has more than ${most} entries`);
}

function push<T>(into: T[], made: T, most: number): void {
  checkCount(into.length, most);
  into.push(made);
}

/** Repeated numbers lie packed in one field, or in a field each. */
function pushIntegers(into: number[], field: WireField): void {
  if (field.kind === 'integer') push(into, field.value, mostNumbers);
  else for (const value of readIntegers(bytesOf(field))) push(into, value, mostNumbers);
}
function pushFloats(into: number[], field: WireField, size: 4 | 8): void {
  if (field.kind === 'integer') throw damaged(`field ${field.number} is of another kind`);
  for (const value of readFloats(field.bytes, size)) push(into, value, mostNumbers);
}

function decodeRaw(raw: Uint8Array, type: number): Float64Array {
  if (type === elementTypes.float) return readFloats(raw, 4);
  if (type === elementTypes.double) return readFloats(raw, 8);
  if (type === elementTypes.int32) return readFixedIntegers(raw, 4);
  if (type === elementTypes.int64) return readFixedIntegers(raw, 8);
  throw unsupported(`Tensors of element type ${type} are not read.`, 'Use float, double or int');
}

function readTensor(bytes: Uint8Array): OnnxTensor & { name: string } {
  const dims: number[] = [];
  const values: number[] = [];
  let type = 0;
  let name = '';
  let raw: Uint8Array | null = null;
  for (const field of readFields(bytes)) {
    if (field.number === 1) pushIntegers(dims, field);
    else if (field.number === 2) type = integerOf(field);
    else if (field.number === 4) pushFloats(values, field, 4);
    else if (field.number === 5 || field.number === 7) pushIntegers(values, field);
    else if (field.number === 8) name = textOf(field);
    else if (field.number === 9) raw = bytesOf(field);
    else if (field.number === 10) pushFloats(values, field, 8);
    else if (field.number === 13 || (field.number === 14 && integerOf(field) !== 0)) {
      throw unsupported('The numbers of the model lie in another file.', 'Save it as one file');
    }
  }
  const all = raw ? decodeRaw(raw, type) : Float64Array.from(values);
  const declared = dims.reduce((product, dim) => product * dim, 1);
  if (type !== elementTypes.text && declared !== all.length) {
    throw damaged(`the tensor '${name}' has ${all.length} of ${declared} numbers`);
  }
  return { name, dims, values: all };
}

function readAttribute(bytes: Uint8Array): OnnxAttribute & { name: string } {
  const floats: number[] = [];
  const integers: number[] = [];
  const texts: string[] = [];
  let tensor: OnnxTensor | null = null;
  let name = '';
  for (const field of readFields(bytes)) {
    if (field.number === 1) name = textOf(field);
    else if (field.number === 2 || field.number === 7) pushFloats(floats, field, 4);
    else if (field.number === 3 || field.number === 8) pushIntegers(integers, field);
    else if (field.number === 4 || field.number === 9) push(texts, textOf(field), mostNumbers);
    else if (field.number === 5) tensor = readTensor(bytesOf(field));
  }
  return { name, floats, integers, texts, tensor };
}

function readNode(bytes: Uint8Array): OnnxNode {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes = new Map<string, OnnxAttribute>();
  let operator = '';
  let domain = '';
  for (const field of readFields(bytes)) {
    if (field.number === 1) push(inputs, textOf(field), mostMessages);
    else if (field.number === 2) push(outputs, textOf(field), mostMessages);
    else if (field.number === 4) operator = textOf(field);
    else if (field.number === 7) domain = textOf(field);
    else if (field.number === 5) {
      checkCount(attributes.size, mostMessages);
      const attribute = readAttribute(bytesOf(field));
      attributes.set(attribute.name, attribute);
    }
  }
  return { operator, domain, inputs, outputs, attributes };
}

/** The first field of that number in a message, which is a message itself. */
function inside(bytes: Uint8Array | null, number: number): Uint8Array | null {
  if (!bytes) return null;
  for (const field of readFields(bytes)) if (field.number === number) return bytesOf(field);
  return null;
}

function readInput(bytes: Uint8Array): OnnxInput {
  let name = '';
  let tensor: Uint8Array | null = null;
  for (const field of readFields(bytes)) {
    if (field.number === 1) name = textOf(field);
    else if (field.number === 2) tensor = inside(bytesOf(field), 1);
  }
  let elementType = 0;
  let width: number | null = null;
  for (const field of readFields(tensor ?? new Uint8Array())) {
    if (field.number === 1) elementType = integerOf(field);
    if (field.number !== 2) continue;
    for (const dim of readFields(bytesOf(field))) {
      width = null;
      for (const part of readFields(bytesOf(dim))) {
        if (part.number === 1) width = integerOf(part);
      }
    }
  }
  return { name, elementType, width };
}

/** The graph of an ONNX file (ModelProto of onnx-ml.proto). PARSE_FAILED where it is none. */
export function readGraph(bytes: Uint8Array): OnnxGraph {
  let graph: Uint8Array | null = null;
  let producer = '';
  for (const field of readFields(bytes)) {
    if (field.number === 2) producer = textOf(field);
    else if (field.number === 7) graph = bytesOf(field);
  }
  if (!graph) throw damaged('it has no graph');
  const nodes: OnnxNode[] = [];
  const constants = new Map<string, OnnxTensor>();
  const inputs: OnnxInput[] = [];
  const outputs: string[] = [];
  for (const field of readFields(graph)) {
    if (field.number === 1) push(nodes, readNode(bytesOf(field)), mostMessages);
    else if (field.number === 5) {
      checkCount(constants.size, mostMessages);
      const { name, ...tensor } = readTensor(bytesOf(field));
      constants.set(name, tensor);
    } else if (field.number === 11) push(inputs, readInput(bytesOf(field)), mostMessages);
    else if (field.number === 12) push(outputs, readInput(bytesOf(field)).name, mostMessages);
  }
  const given = inputs.filter(({ name }) => !constants.has(name));
  return { nodes, constants, inputs: given, outputs, producer };
}
