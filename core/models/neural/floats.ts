/** Training runs in single precision; tests of the derivatives in double. */
export type Floats = Float32Array | Float64Array;
export type FloatsType = Float32ArrayConstructor | Float64ArrayConstructor;
