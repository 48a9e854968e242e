import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Matrix } from '../../../core/table/matrix.ts';
import { takeMatrixRows } from '../../../core/table/matrix.ts';
import { readBundled, standardise } from '../bundled-dataset.ts';

export function readPatternGolden<T>(name: string): T {
  return JSON.parse(readFileSync(join(import.meta.dirname, `${name}.json`), 'utf8')) as T;
}

/** Columns of a bundled file, rows with a missing number left out. */
function readColumns(name: string, columns: readonly string[]): Matrix {
  const file = join(import.meta.dirname, '../../../datasets', `${name}.csv`);
  const [header, ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/);
  const names = header!.replaceAll('"', '').split(',');
  const rows = lines
    .map((line) => line.split(','))
    .map((cells) => columns.map((column) => Number.parseFloat(cells[names.indexOf(column)]!)))
    .filter((row) => row.every((value) => Number.isFinite(value)));
  return {
    rows: rows.length,
    names: columns,
    columns: columns.map((_, j) => Float64Array.from(rows, (row) => row[j]!)),
  };
}

const birds = ['bill_length_mm', 'bill_depth_mm', 'flipper_length_mm', 'body_mass_g'];

/** The standardised numbers that the generator calls by the same name. */
export function goldenData(name: string): Matrix {
  switch (name) {
    case 'wine':
      return standardise(readBundled('wine_uci').x);
    case 'wide':
      return takeMatrixRows(
        goldenData('wine'),
        Int32Array.from({ length: 10 }, (_, i) => i),
      );
    case 'cancer':
      return standardise(readBundled('breast_cancer_wdbc').x);
    case 'tumours':
      return takeMatrixRows(
        goldenData('cancer'),
        Int32Array.from({ length: 120 }, (_, i) => i),
      );
    case 'penguins':
      return standardise(readColumns('penguins', birds));
    default:
      throw new Error(`No data are called ${name}`);
  }
}

/** Largest |found − wanted| / max(1, |wanted|). */
export function worst(found: ArrayLike<number>, wanted: ArrayLike<number>): number {
  if (found.length !== wanted.length) return Infinity;
  let most = 0;
  for (let i = 0; i < wanted.length; i++) {
    const error = Math.abs(found[i]! - wanted[i]!) / Math.max(1, Math.abs(wanted[i]!));
    if (!(error <= most)) most = error;
  }
  return most;
}

/** The same grouping, whatever its numbers; noise stays noise. */
export function sameGroups(found: ArrayLike<number>, wanted: ArrayLike<number>): boolean {
  const there = new Map<number, number>([[-1, -1]]);
  const back = new Map<number, number>([[-1, -1]]);
  return Array.from(wanted).every((label, i) => {
    const own = found[i]!;
    if (!there.has(label)) there.set(label, own);
    if (!back.has(own)) back.set(own, label);
    return there.get(label) === own && back.get(own) === label;
  });
}

/** Adjusted Rand index of Hubert & Arabie 1985: 1 for the same grouping, about 0 by chance. */
export function agreement(found: ArrayLike<number>, wanted: ArrayLike<number>): number {
  const pairs = (counts: ReadonlyMap<unknown, number>) =>
    [...counts.values()].reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);
  const [own, other, both] = [new Map(), new Map(), new Map()] as Map<unknown, number>[];
  const add = (counts: Map<unknown, number>, key: unknown) =>
    counts.set(key, (counts.get(key) ?? 0) + 1);
  for (let i = 0; i < wanted.length; i++) {
    add(own!, found[i]);
    add(other!, wanted[i]);
    add(both!, `${found[i]} ${wanted[i]}`);
  }
  const [a, b] = [pairs(own!), pairs(other!)];
  const chance = (a * b) / ((wanted.length * (wanted.length - 1)) / 2);
  const most = (a + b) / 2;
  return most === chance ? 1 : (pairs(both!) - chance) / (most - chance);
}
