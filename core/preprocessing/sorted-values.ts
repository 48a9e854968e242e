import { sortNumbers } from '../stats/sort-numbers.ts';

/** The values that are there, ascending, as a new array; −0 counts as 0. */
export function sortedPresent(values: Float64Array): Float64Array {
  return sortNumbers(values.filter((value) => !Number.isNaN(value)).map((value) => value + 0));
}
