import { address, integer } from './fit-block';
import {
  iLeafNodes,
  iLeafValues,
  iLeaves,
  iMargin,
  iNodeFrom,
  iNodeTo,
  iOrder,
  iRowCodes,
  iShards,
  iStride,
  iTreeChildren,
  iTreeFeatures,
  iTreeGoesLeft,
  iTreeValues,
  iUnseen,
  iUnseenCount,
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

/** Walks the shard's part of the rows that the tree was not grown on, by their codes. */
export function scoreUnseenShard(shard: i32): void {
  const count = integer(iUnseenCount);
  const shards = integer(iShards);
  const part = (count + shards - 1) / shards;
  const rows = address(iUnseen);
  const codes = address(iRowCodes);
  const stride = address(iStride);
  const features = address(iTreeFeatures);
  const children = address(iTreeChildren);
  const goesLeft = address(iTreeGoesLeft);
  const values = address(iTreeValues);
  const margin = address(iMargin);
  const to = min(count, (shard + 1) * part);
  for (let i = shard * part; i < to; i++) {
    const row = <usize>load<u32>(rows + ((<usize>i) << 2));
    const own = codes + row * stride;
    let node: usize = 0;
    for (;;) {
      const feature = load<i32>(features + (node << 2));
      if (feature < 0) break;
      const left = <usize>load<u8>(goesLeft + (node << 8) + <usize>load<u8>(own + <usize>feature));
      // 4 goes left, 0 right: the right child lies four bytes behind the left one.
      node = <usize>load<i32>(children + (node << 3) + 4 - left);
    }
    const at = margin + (row << 3);
    store<f64>(at, load<f64>(at) + load<f64>(values + (node << 3)));
  }
}
