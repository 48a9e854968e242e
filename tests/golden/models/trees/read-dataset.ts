import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Matrix } from '../../../../core/table/matrix.ts';

const folder = join(import.meta.dirname, '..', '..', '..', '..', 'datasets');

/** Cells of a line: fields in quotes may hold commas and doubled quotes. */
function splitLine(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain!,
  );
}

export interface Dataset {
  readonly x: Matrix;
  readonly y: Float64Array;
  /** 0 for numbers. */
  readonly classes: number;
}

/**
 * Numeric columns and the target of a bundled dataset: cells that are no number are missing; classes are
 * numbered in the order of their names, as pandas' factorize(sort=True) does.
 */
export function readDataset(
  name: string,
  {
    columns,
    target,
    classification,
    every = 1,
  }: { columns: readonly string[]; target: string; classification: boolean; every?: number },
): Dataset {
  const text = readFileSync(join(folder, `${name}.csv`), 'utf8').trimEnd();
  const [header, ...all] = text.split(/\r?\n/).map(splitLine);
  const lines = all.filter((_, i) => i % every === 0);
  const place = (column: string) => header!.indexOf(column);
  const values = columns.map((column) => {
    const at = place(column);
    return Float64Array.from(lines, (cells) => {
      const cell = cells[at]!.trim();
      return cell === '' ? Number.NaN : Number(cell);
    });
  });
  const labels = lines.map((cells) => cells[place(target)]!);
  const names = [...new Set(labels)].sort();
  const y = Float64Array.from(labels, (label) =>
    classification ? names.indexOf(label) : Number(label),
  );
  return {
    x: { rows: lines.length, names: columns, columns: values },
    y,
    classes: classification ? names.length : 0,
  };
}
