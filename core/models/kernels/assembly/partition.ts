import { address, integer } from './fit-block';
import {
  iColumnCodes,
  iGoesLeft,
  iLeft,
  iNodeFrom,
  iNodeTo,
  iOrder,
  iParent,
  iRight,
  iRows,
  iShards,
  iSpare,
  iSplitColumn,
} from './layout';

/** Moves the shard's rows of the parent that go left to the front, both sides in their order. */
export function splitShard(shard: i32): void {
  const shards = integer(iShards);
  const parent = (<usize>(integer(iParent) * shards + shard)) << 2;
  const left = (<usize>(integer(iLeft) * shards + shard)) << 2;
  const right = (<usize>(integer(iRight) * shards + shard)) << 2;
  const fromRow = load<i32>(address(iNodeFrom) + parent);
  const toRow = load<i32>(address(iNodeTo) + parent);
  const order = address(iOrder);
  const codes = address(iColumnCodes) + <usize>integer(iSplitColumn) * <usize>integer(iRows);
  const goesLeft = address(iGoesLeft);
  const spare = address(iSpare) + ((<usize>fromRow) << 2);
  const end = order + ((<usize>toRow) << 2);
  let leftAt = order + ((<usize>fromRow) << 2);
  let rightAt = spare;
  for (let at = leftAt; at < end; at += 4) {
    const row = load<u32>(at);
    const step = <usize>load<u8>(goesLeft + <usize>load<u8>(codes + <usize>row));
    store<u32>(leftAt, row);
    store<u32>(rightAt, row);
    leftAt += step;
    rightAt += 4 - step;
  }
  memory.copy(leftAt, spare, rightAt - spare);
  const middle = <i32>((leftAt - order) >> 2);
  store<i32>(address(iNodeFrom) + left, fromRow);
  store<i32>(address(iNodeTo) + left, middle);
  store<i32>(address(iNodeFrom) + right, middle);
  store<i32>(address(iNodeTo) + right, toRow);
}
