import { codeShard, sortShard } from './binning';
import { address, integer } from './fit-block';
import { blockSumsShard, logisticShard, packShard } from './gradients';
import { addBlocks, addNode, clearHistogram, partialOf } from './histogram';
import {
  controlAt,
  controlGeneration,
  controlOperation,
  controlPending,
  controlReady,
  iSerial,
  iShards,
  iSmall,
  iSmallHistogram,
  iWhole,
  opAddScores,
  opBlockSums,
  opCode,
  opLogistic,
  opNodeHistogram,
  opPack,
  opScoreUnseen,
  opSearch,
  opSort,
  opSplit,
  opStartTree,
  opStop,
} from './layout';
import { splitShard } from './partition';
import { addScoresShard, scoreUnseenShard } from './scores';
import { scoreTree } from './scoring';
import { searchShard } from './search';

export { assignRows, nearerRows } from './centres';
export { findNear } from './near';

export { scoreTree };

/** How often a thread looks before it sleeps. */
const spins = 2000;

function histogramOf(node: i32, shard: i32): void {
  if (integer(iSerial)) {
    if (shard === 0) clearHistogram(address(iSmallHistogram));
    addNode(node, shard, address(iSmallHistogram));
    return;
  }
  const into = partialOf(shard);
  clearHistogram(into);
  addNode(node, shard, into);
}

function rootHistogram(shard: i32): void {
  if (!integer(iWhole)) {
    histogramOf(0, shard);
    return;
  }
  const serial = integer(iSerial);
  const into = serial ? address(iSmallHistogram) : partialOf(shard);
  if (!serial || shard === 0) clearHistogram(into);
  addBlocks(shard, into);
}

/** One shard's part of an operation. */
export function run(operation: i32, shard: i32): void {
  switch (operation) {
    case opStartTree:
      rootHistogram(shard);
      break;
    case opSplit:
      splitShard(shard);
      if (integer(iSmall) >= 0) histogramOf(integer(iSmall), shard);
      break;
    case opNodeHistogram:
      histogramOf(integer(iSmall), shard);
      break;
    case opSearch:
      searchShard(shard);
      break;
    case opAddScores:
      addScoresShard(shard);
      break;
    case opScoreUnseen:
      scoreUnseenShard(shard);
      break;
    case opLogistic:
      logisticShard(shard);
      break;
    case opBlockSums:
      blockSumsShard(shard);
      break;
    case opPack:
      packShard(shard);
      break;
    case opCode:
      codeShard(shard);
      break;
    case opSort:
      sortShard(shard);
      break;
  }
}

/** Does an operation with the whole team; the caller does the first shard. */
export function runTeam(operation: i32): void {
  const shards = integer(iShards);
  atomic.store<i32>(controlAt + controlPending, shards - 1);
  store<i32>(controlAt + controlOperation, operation);
  atomic.add<i32>(controlAt + controlGeneration, 1);
  atomic.notify(controlAt + controlGeneration, shards - 1);
  if (operation !== opStop) run(operation, 0);
  for (;;) {
    for (let i = 0; i < spins; i++) {
      if (atomic.load<i32>(controlAt + controlPending) === 0) return;
    }
    const pending = atomic.load<i32>(controlAt + controlPending);
    if (pending === 0) return;
    atomic.wait<i32>(controlAt + controlPending, pending, -1);
  }
}

/** What a helping thread does until it is told to stop. */
export function serve(shard: i32): void {
  let seen = 0;
  atomic.add<i32>(controlAt + controlReady, 1);
  for (;;) {
    for (let i = 0; i < spins; i++) {
      if (atomic.load<i32>(controlAt + controlGeneration) !== seen) break;
    }
    while (atomic.load<i32>(controlAt + controlGeneration) === seen) {
      atomic.wait<i32>(controlAt + controlGeneration, seen, -1);
    }
    seen++;
    const operation = load<i32>(controlAt + controlOperation);
    if (operation !== opStop) run(operation, shard);
    if (atomic.sub<i32>(controlAt + controlPending, 1) === 1) {
      atomic.notify(controlAt + controlPending, 1);
    }
    if (operation === opStop) return;
  }
}
