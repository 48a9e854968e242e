/** Deviance of one row from its prediction; NaN where the distribution does not allow the values. */
export type Deviance = (y: number, predicted: number) => number;

const outside = Number.NaN;

/** 2 (y ln(y/ŷ) − y + ŷ); y ≥ 0, ŷ > 0. */
export const poissonDeviance: Deviance = (y, predicted) => {
  if (y < 0 || predicted <= 0) return outside;
  return 2 * ((y > 0 ? y * Math.log(y / predicted) : 0) - y + predicted);
};

/** 2 (ln(ŷ/y) + y/ŷ − 1); y, ŷ > 0. */
export const gammaDeviance: Deviance = (y, predicted) => {
  if (y <= 0 || predicted <= 0) return outside;
  return 2 * (Math.log(predicted / y) + y / predicted - 1);
};

/** Power of `tweedieDeviance`: half-way between counts (1) and amounts (2). */
const power = 1.5;

/** Compound Poisson–gamma, power 1.5: y ≥ 0, ŷ > 0 (Jørgensen 1987). */
export const tweedieDeviance: Deviance = (y, predicted) => {
  if (y < 0 || predicted <= 0) return outside;
  const own = y ** (2 - power) / ((1 - power) * (2 - power));
  const cross = (y * predicted ** (1 - power)) / (1 - power);
  return 2 * (own - cross + predicted ** (2 - power) / (2 - power));
};

/** max(α e, (α − 1) e), e = y − ŷ: the loss that a quantile makes small (Koenker & Bassett 1978). */
export const pinballLoss = (alpha: number): Deviance => {
  return (y, predicted) => {
    const error = y - predicted;
    return error >= 0 ? alpha * error : (alpha - 1) * error;
  };
};

/** (ln(1 + y) − ln(1 + ŷ))²; y, ŷ > −1. */
export const squaredLogError: Deviance = (y, predicted) => {
  if (y <= -1 || predicted <= -1) return outside;
  return (Math.log1p(y) - Math.log1p(predicted)) ** 2;
};

/** 2 |y − ŷ| / (|y| + |ŷ|), within 0 … 2; 0 where both are 0 (Makridakis 1993). */
export const symmetricError: Deviance = (y, predicted) => {
  const size = Math.abs(y) + Math.abs(predicted);
  return size > 0 ? (2 * Math.abs(y - predicted)) / size : 0;
};

/** |y − ŷ| / |y|, where y is 0 over the rounding error of 1, as scikit-learn. */
export const relativeError: Deviance = (y, predicted) =>
  Math.abs(y - predicted) / Math.max(Math.abs(y), 2 ** -52);
