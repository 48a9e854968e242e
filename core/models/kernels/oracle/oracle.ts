import * as op from '../assembly/layout.ts';
import type { RunShard } from '../kernels.ts';
import { codeShard, sortShard } from './binning.ts';
import { blockSumsShard, logisticShard, packShard } from './gradients.ts';
import { histogramOf, rootHistogram } from './histogram.ts';
import { splitShard } from './partition.ts';
import { addScoresShard, scoreUnseenShard } from './scores.ts';
import { searchShard } from './search.ts';
import { viewMemory } from './memory-views.ts';

/**
 * The kernels in plain TypeScript, written to be read: what property tests hold the WebAssembly against,
 * and what runs where it was not built.
 */
export function createOracle(buffer: SharedArrayBuffer): RunShard {
  const memory = viewMemory(buffer);
  const operations: Record<number, (shard: number) => void> = {
    [op.opStartTree]: (shard) => rootHistogram(memory, shard),
    [op.opSplit](shard) {
      splitShard(memory, shard);
      const small = memory.integers[op.iSmall]!;
      if (small >= 0) histogramOf(memory, small, shard);
    },
    [op.opNodeHistogram]: (shard) => histogramOf(memory, memory.integers[op.iSmall]!, shard),
    [op.opSearch]: (shard) => searchShard(memory, shard),
    [op.opAddScores]: (shard) => addScoresShard(memory, shard),
    [op.opScoreUnseen]: (shard) => scoreUnseenShard(memory, shard),
    [op.opLogistic]: (shard) => logisticShard(memory, shard),
    [op.opBlockSums]: (shard) => blockSumsShard(memory, shard),
    [op.opPack]: (shard) => packShard(memory, shard),
    [op.opCode]: (shard) => codeShard(memory, shard),
    [op.opSort]: (shard) => sortShard(memory, shard),
  };
  return (operation, shard) => operations[operation]?.(shard);
}
