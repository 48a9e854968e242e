import type { Profile } from '../contract/eda.ts';
import { isCoded, type Table } from '../table/table.ts';

const mostBlocks = 100;

/** Missing cells by column, in blocks of consecutive rows, and how many rows have none. O(cells). */
export function profileMissingness(table: Table): Profile['missing'] {
  const { rows, columns } = table;
  const rowsPerBlock = Math.max(1, Math.ceil(rows / mostBlocks));
  const blocks = Math.ceil(rows / rowsPerBlock);
  const share = Array.from({ length: blocks }, () => columns.map(() => 0));
  const incomplete = new Uint8Array(rows);
  const perColumn: Profile['missing']['columns'] = [];
  let cells = 0;
  for (const [index, column] of columns.entries()) {
    let count = 0;
    for (let row = 0; row < rows; row++) {
      const missing = isCoded(column) ? column.codes[row]! < 0 : Number.isNaN(column.values[row]!);
      if (!missing) continue;
      count++;
      incomplete[row] = 1;
      share[Math.floor(row / rowsPerBlock)]![index]!++;
    }
    cells += count;
    perColumn.push({ name: column.name, count, share: rows === 0 ? 0 : count / rows });
  }
  for (const [block, counts] of share.entries()) {
    const inBlock = Math.min(rowsPerBlock, rows - block * rowsPerBlock);
    for (let index = 0; index < counts.length; index++) counts[index]! /= inBlock;
  }
  const all = rows * columns.length;
  return {
    cells,
    share: all === 0 ? 0 : cells / all,
    rowsComplete: rows - incomplete.reduce((sum, flag) => sum + flag, 0),
    columns: perColumn,
    blocks: { rowsPerBlock, share },
  };
}
