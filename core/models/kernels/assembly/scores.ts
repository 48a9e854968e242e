import { address, integer } from './fit-block';
import {
  iLeafNodes,
  iLeafValues,
  iLeaves,
  iMargin,
  iNodeFrom,
  iNodeTo,
  iOrder,
  iShards,
} from './layout';

/** Adds each leaf's value to the margin of the shard's rows in it. */
export function addScoresShard(shard: i32): void {
  const leaves = integer(iLeaves);
  const shards = integer(iShards);
  const order = address(iOrder);
  const margin = address(iMargin);
  for (let leaf = 0; leaf < leaves; leaf++) {
    const node = load<i32>(address(iLeafNodes) + ((<usize>leaf) << 2));
    const value = load<f64>(address(iLeafValues) + ((<usize>leaf) << 3));
    const at = (<usize>(node * shards + shard)) << 2;
    const to = order + ((<usize>load<i32>(address(iNodeTo) + at)) << 2);
    for (let p = order + ((<usize>load<i32>(address(iNodeFrom) + at)) << 2); p < to; p += 4) {
      const row = margin + ((<usize>load<u32>(p)) << 3);
      store<f64>(row, load<f64>(row) + value);
    }
  }
}
