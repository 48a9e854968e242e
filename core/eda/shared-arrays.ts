/** `shared`: arrays that several worker threads look at without copying them. */
export type Sharing = 'own' | 'shared';

function buffer(bytes: number, sharing: Sharing): ArrayBufferLike {
  return sharing === 'shared' ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
}

export function makeUint32(length: number, sharing: Sharing): Uint32Array {
  return new Uint32Array(buffer(4 * length, sharing));
}

export function makeInt8(length: number, sharing: Sharing): Int8Array {
  return new Int8Array(buffer(length, sharing));
}

export function share<A extends Float32Array | Float64Array>(values: A, sharing: Sharing): A {
  if (sharing === 'own') return values;
  const copy = new (values.constructor as new (buffer: ArrayBufferLike) => A)(
    new SharedArrayBuffer(values.byteLength),
  );
  copy.set(values);
  return copy;
}
