const room = new DataView(new ArrayBuffer(4));

function bitsOf(value: number): number {
  room.setFloat32(0, value);
  return room.getInt32(0);
}

/** The next single-precision number above (step 1) or below (step −1) one. */
export function nextFloat(value: number, step: 1 | -1): number {
  if (!Number.isFinite(value)) {
    if (value === Infinity && step === -1) return 3.4028234663852886e38;
    if (value === -Infinity && step === 1) return -3.4028234663852886e38;
    return value;
  }
  if (value === 0) return step * 2 ** -149;
  room.setInt32(0, bitsOf(value) + (value > 0 ? step : -step));
  return room.getFloat32(0);
}

/** The largest double below one. */
export function previousDouble(value: number): number {
  const wide = new DataView(new ArrayBuffer(8));
  wide.setFloat64(0, value);
  const bits = wide.getBigInt64(0);
  if (value === 0) return -Number.MIN_VALUE;
  wide.setBigInt64(0, bits + (value > 0 ? -1n : 1n));
  return wide.getFloat64(0);
}

/**
 * The largest double that single precision rounds to `value` or below: x ≤ lastRoundingTo(t) says of any
 * double what float32(x) ≤ t says, so that a model which casts its input decides the same without a cast.
 */
export function lastRoundingTo(value: number): number {
  if (!Number.isFinite(value)) return value;
  const above = nextFloat(value, 1);
  // Halfway to infinity is where single precision overflows.
  const middle = Number.isFinite(above) ? (value + above) / 2 : value + 2 ** 103;
  return Math.fround(middle) <= value ? middle : previousDouble(middle);
}

/** As lastRoundingTo for float32(x) < value. */
export function lastRoundingBelow(value: number): number {
  return lastRoundingTo(nextFloat(value, -1));
}
