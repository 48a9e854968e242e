import { integersAt, numbersAt } from './layout';

/** The integer of that number in the fit's block. */
export function integer(slot: i32): i32 {
  return load<i32>(<usize>integersAt + ((<usize>slot) << 2));
}

export function address(slot: i32): usize {
  return <usize>load<u32>(<usize>integersAt + ((<usize>slot) << 2));
}

export function number(slot: i32): f64 {
  return load<f64>(<usize>numbersAt + ((<usize>slot) << 3));
}
