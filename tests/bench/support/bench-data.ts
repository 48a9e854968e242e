import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Task } from '../../../core/contract/common.ts';
import { createRng, type Rng } from '../../../core/base/rng.ts';
import type { Matrix } from '../../../core/table/matrix.ts';

/** Rows to learn from and rows to score, as every side reads them. */
export interface BenchData {
  readonly task: Task;
  /** 0 for regression. */
  readonly classes: number;
  readonly rows: number;
  readonly testRows: number;
  readonly columns: readonly Float64Array[];
  readonly y: Float64Array;
}

/**
 * Particles as in HIGGS: 21 measured features (momenta, angles, tags) and 7 derived from them, and a
 * class that follows from both, with noise. Test rows come after the training rows.
 */
export function makeParticles(rows: number, testRows: number, seed = 1): BenchData {
  const rng = createRng(seed);
  const total = rows + testRows;
  const columns = Array.from({ length: 28 }, () => new Float64Array(total));
  const y = new Float64Array(total);
  for (let i = 0; i < total; i++) {
    const x = particle(rng);
    const score =
      0.9 * Math.sin(2 * x[21]!) +
      0.8 * (x[22]! > 1.2 ? 1 : -0.4) * x[0]! -
      0.5 * x[23]! * x[3]! +
      0.6 * Math.log(x[25]!) +
      0.4 * x[6]! * (x[8]! > 1 ? 1 : -1) -
      0.3;
    for (let j = 0; j < 28; j++) columns[j]![i] = Math.fround(x[j]!);
    y[i] = rng.next() < 1 / (1 + Math.exp(-1.3 * score)) ? 1 : 0;
  }
  return { task: 'classification', classes: 2, rows, testRows, columns, y };
}

function particle(rng: Rng): number[] {
  const x: number[] = [];
  for (let j = 0; j < 21; j++) {
    if (j === 8 || j === 12 || j === 16 || j === 20) x.push([0, 1.1, 2.2][rng.integer(3)]!);
    else if (j % 4 === 0) x.push(Math.exp(0.5 * rng.normal()));
    else if (j % 4 === 2) x.push(3.4 * rng.next() - 1.7);
    else x.push(rng.normal());
  }
  x.push(x[0]! * x[1]! + 0.5 * x[2]!, Math.hypot(x[4]!, x[5]!), x[7]! * x[9]!);
  x.push(Math.abs(x[10]! + x[11]!), Math.hypot(x[0]!, x[4]!, x[13]!));
  x.push(x[14]! * x[15]! + 0.3 * rng.normal(), Math.hypot(x[17]!, x[18]!, x[19]!));
  return x;
}

/** Writes the data where both Node and Python read it, hands the description's path on, and cleans up. */
export async function withBenchData(
  data: BenchData,
  use: (path: string) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-bench-'));
  try {
    const binary = join(folder, 'data.bin');
    const { task, classes, rows, testRows, columns, y } = data;
    await writeFile(
      binary,
      [...columns, y].map((column) => new Uint8Array(column.buffer)),
    );
    const path = join(folder, 'data.json');
    const description = { task, classes, rows, testRows, columns: columns.length, binary };
    await writeFile(path, JSON.stringify(description));
    await use(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Description {
  readonly task: Task;
  readonly classes: number;
  readonly rows: number;
  readonly testRows: number;
  readonly columns: number;
  readonly binary: string;
}

export interface Part {
  readonly x: Matrix;
  readonly y: Float64Array;
}

/** The training part and the test part of what withBenchData wrote; the columns are not copied. */
export function readBenchData(path: string): {
  task: Task;
  classes: number;
  train: Part;
  test: Part;
} {
  const { task, classes, rows, testRows, columns, binary } = JSON.parse(
    readFileSync(path, 'utf8'),
  ) as Description;
  const bytes = readFileSync(binary);
  const values = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 8);
  const names = Array.from({ length: columns }, (_, j) => `x${j}`);
  const total = rows + testRows;
  const part = (from: number, count: number): Part => {
    const column = (j: number) => values.subarray(j * total + from, j * total + from + count);
    return {
      x: { rows: count, names, columns: names.map((_, j) => column(j)) },
      y: column(columns),
    };
  };
  return { task, classes, train: part(0, rows), test: part(rows, testRows) };
}
