/**
 * A value with typed arrays inside as JSON text plus one binary: how models are kept at rest.
 * Arrays become `{"$array":[type, byteOffset, length]}`; offsets are multiples of 8.
 */
export interface ArrayBundle {
  readonly json: string;
  readonly binary: Uint8Array;
}

const arrayTypes = {
  Float64Array,
  Float32Array,
  Int32Array,
  Uint32Array,
  Uint16Array,
  Int8Array,
  Uint8Array,
} as const;
type ArrayTypeName = keyof typeof arrayTypes;
type TypedArray = InstanceType<(typeof arrayTypes)[ArrayTypeName]>;

function isTypedArray(value: unknown): value is TypedArray {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

/**
 * An array that occurs several times is kept once, and is one array again when decoded. Not-a-number and
 * infinities inside plain JSON become `{"$number":"NaN"}`. O(size).
 */
export function encodeBundle(value: unknown): ArrayBundle {
  const references = new Map<TypedArray, [string, number, number]>();
  let offset = 0;

  function refer(array: TypedArray): [string, number, number] {
    const reference: [string, number, number] = [array.constructor.name, offset, array.length];
    references.set(array, reference);
    offset += Math.ceil(array.byteLength / 8) * 8;
    return reference;
  }

  function walk(node: unknown): unknown {
    if (isTypedArray(node)) return { $array: references.get(node) ?? refer(node) };
    if (typeof node === 'number' && !Number.isFinite(node)) return { $number: String(node) };
    if (Array.isArray(node)) return node.map(walk);
    if (node !== null && typeof node === 'object') {
      return Object.fromEntries(Object.entries(node).map(([k, v]) => [k, walk(v)]));
    }
    return node;
  }

  const json = JSON.stringify(walk(value));
  const binary = new Uint8Array(offset);
  let at = 0;
  for (const array of references.keys()) {
    binary.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at += Math.ceil(array.byteLength / 8) * 8;
  }
  return { json, binary };
}

function decodeArray(reference: unknown, binary: Uint8Array): TypedArray {
  const [name, offset, length] = reference as [ArrayTypeName, number, number];
  const type = Object.hasOwn(arrayTypes, name) ? arrayTypes[name] : undefined;
  if (!type) throw new Error(`Unknown array type ${name}`);
  const bytes = length * type.BYTES_PER_ELEMENT;
  if (!(offset >= 0 && length >= 0 && offset + bytes <= binary.byteLength)) {
    throw new Error('An array lies outside its binary');
  }
  // Not slice(): of a Node Buffer that is a view, whose buffer starts elsewhere.
  const copy = new Uint8Array(bytes);
  copy.set(binary.subarray(offset, offset + bytes));
  return new type(copy.buffer, 0, length);
}

/** The inverse of encodeBundle. Throws Error when the pair does not fit together. */
export function decodeBundle(bundle: ArrayBundle): unknown {
  const arrays = new Map<string, TypedArray>();

  function arrayAt(reference: unknown): TypedArray {
    const key = String(reference);
    const known = arrays.get(key);
    if (known) return known;
    const array = decodeArray(reference, bundle.binary);
    arrays.set(key, array);
    return array;
  }

  function walk(node: unknown): unknown {
    if (Array.isArray(node)) return node.map(walk);
    if (node === null || typeof node !== 'object') return node;
    const record = node as Record<string, unknown>;
    if ('$array' in record) return arrayAt(record['$array']);
    if ('$number' in record) return Number(record['$number']);
    return Object.fromEntries(Object.entries(record).map(([k, v]) => [k, walk(v)]));
  }
  return walk(JSON.parse(bundle.json));
}
