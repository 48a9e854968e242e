import type { Profile } from '../contract/eda.ts';
import { averageLinkage, leafOrder } from '../stats/average-linkage.ts';
import { countBits, countCommon, rowsPerBlock, type MissingCells } from './missing-cells.ts';

/** A matrix can have so many columns at most: more than that nobody reads. */
const mostColumns = 100;

/**
 * Missing cells by column and in blocks of rows, how many rows have none, and which columns are missing
 * together: correlation (phi) and clusters of the first 100 columns that are missing somewhere but not
 * everywhere. O(cells / 32 + pairs × rows / 32).
 */
export function profileMissingness(
  rows: number,
  columns: readonly MissingCells[],
): Profile['missing'] {
  const perBlock = rowsPerBlock(rows);
  const share = Array.from({ length: columns[0]?.blocks.length ?? 0 }, (_, block) => {
    const inBlock = Math.min(perBlock, rows - block * perBlock);
    return columns.map((column) => column.blocks[block]! / inBlock);
  });
  const cells = columns.reduce((sum, column) => sum + column.count, 0);
  const all = rows * columns.length;
  const partly = columns.filter((column) => column.bits !== null).slice(0, mostColumns);
  return {
    cells,
    share: all === 0 ? 0 : cells / all,
    rowsComplete: completeRows(rows, columns),
    columns: columns.map(({ name, count }) => ({
      name,
      count,
      share: rows === 0 ? 0 : count / rows,
    })),
    blocks: { rowsPerBlock: perBlock, share },
    ...together(rows, partly),
  };
}

function completeRows(rows: number, columns: readonly MissingCells[]): number {
  if (rows === 0) return 0;
  if (columns.some((column) => column.count === rows)) return 0;
  const partly = columns.flatMap((column) => column.bits ?? []);
  if (partly.length === 0) return rows;
  const any = new Uint32Array(partly[0]!.length);
  for (const bits of partly) for (let i = 0; i < any.length; i++) any[i]! |= bits[i]!;
  return rows - countBits(any);
}

function together(
  rows: number,
  columns: readonly MissingCells[],
): Pick<Profile['missing'], 'correlation' | 'dendrogram'> {
  const p = columns.length;
  const matrix = columns.map(() => columns.map((): number | null => 1));
  const distances = new Float64Array(p * p);
  for (let a = 0; a < p; a++) {
    for (let b = a + 1; b < p; b++) {
      const [one, other] = [columns[a]!, columns[b]!];
      const both = countCommon(one.bits!, other.bits!);
      const r = phi(rows, one.count, other.count, both);
      matrix[a]![b] = r;
      matrix[b]![a] = r;
      // Euclidean distance of the marks: the root of how many rows have just one of the two missing
      distances[a * p + b] = Math.sqrt(one.count + other.count - 2 * both);
      distances[b * p + a] = distances[a * p + b]!;
    }
  }
  const names = columns.map((column) => column.name);
  const linkage = averageLinkage(distances, p);
  return {
    correlation: { columns: names, matrix },
    dendrogram: { columns: names, linkage, order: leafOrder(linkage, p) },
  };
}

/** Pearson's correlation of two marks that are set `a` and `b` times, `both` times together. */
function phi(n: number, a: number, b: number, both: number): number {
  const r = (n * both - a * b) / Math.sqrt(a * (n - a) * (b * (n - b)));
  return Math.min(1, Math.max(-1, r));
}
