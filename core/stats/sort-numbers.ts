/** Sorts ascending, in place, and returns the array. No NaN. */
export function sortNumbers(values: Float64Array): Float64Array {
  return values.sort();
}
