import { createRng } from '../../../base/rng.ts';
import { subTick, type Tick } from '../../../base/tick.ts';
import type { OutputOf } from '../../../contract/contract.ts';
import type { FittedPipeline } from '../../../models/pipeline.ts';
import { takeTableRows, type Table } from '../../../table/table.ts';
import { cellNumbers, cutTable, sameBin } from '../bins.ts';
import { joinTables, withNumbers } from '../replace-column.ts';
import { chooseScore } from '../score.ts';
import { weightedRidge } from './weighted-ridge.ts';

type Answer = OutputOf<'explainability.lime'>;

export interface LimeOptions {
  readonly label?: string | undefined;
  readonly samples: number;
  readonly features: number;
  readonly seed: number;
  readonly tick: Tick;
}

interface Neighbourhood {
  readonly table: Table;
  /** [column][sample]: 1 where the sample is in the row's own part. The first sample is the row. */
  readonly same: readonly Uint8Array[];
}

/** Each cell from a random training row, so parts come as often as in training; columns independent. */
function drawSamples(joined: Table, samples: number, seed: number): Neighbourhood {
  const rows = joined.rows - 1;
  const training = takeTableRows(
    joined,
    Int32Array.from({ length: rows }, (_, i) => i),
  );
  const same: Uint8Array[] = [];
  const columns = cutTable(training).map((bins, j) => {
    const rng = createRng(seed).fork(`lime ${j}`);
    const cells = cellNumbers(joined.columns[j]!, joined.rows);
    const own = cells[rows]!;
    const numbers = Float64Array.from({ length: samples }, (_, i) =>
      i === 0 ? own : cells[rng.integer(rows)]!,
    );
    same.push(Uint8Array.from(numbers, (cell) => (sameBin(bins, cell, own) ? 1 : 0)));
    return withNumbers(joined.columns[j]!, numbers);
  });
  return { table: { rows: samples, columns }, same };
}

/** √exp(−d²/w²), d the distance of the binary samples to the row (all ones), w = 0.75 √columns. */
export function limeWeights(same: readonly Uint8Array[], samples: number): Float64Array {
  const width = 0.75 * Math.sqrt(same.length);
  return Float64Array.from({ length: samples }, (_, i) => {
    const differing = same.reduce((sum, column) => sum + 1 - column[i]!, 0);
    return Math.sqrt(Math.exp(-differing / width ** 2));
  });
}

/** Columns whose weight in a ridge over all (alpha 0.01) is largest: LIME's `highest_weights`. */
function chooseColumns(
  same: readonly Uint8Array[],
  y: Float64Array,
  { weights, features }: { readonly weights: Float64Array; readonly features: number },
): number[] {
  const all = same.map((_, j) => j);
  if (features >= all.length) return all;
  const { coefficients } = weightedRidge(same, y, { weights, alpha: 0.01 });
  return all
    .toSorted((a, b) => Math.abs(coefficients[b]!) - Math.abs(coefficients[a]!) || a - b)
    .slice(0, features);
}

/**
 * LIME of tabular data (Ribeiro et al. 2016) as its package does it: samples in quartile parts, a kernel
 * of width 0.75 √columns, a ridge (alpha 1) on whether each column is in the row's own part. Values within
 * a part are those of training rows. `row` is one row; both tables as the model reads them.
 */
export function lime(
  pipeline: FittedPipeline,
  { row, training }: { readonly row: Table; readonly training: Table },
  options: LimeOptions,
): Omit<Answer, 'warnings'> {
  const { samples, features, seed, tick } = options;
  const score = chooseScore(pipeline, { label: options.label });
  const joined = joinTables(training, row);
  const { table, same } = drawSamples(joined, samples, seed);
  const y = score.of(table, subTick(tick, 0, 0.8));
  tick(0.8, 'Fitting around the row');
  const weights = limeWeights(same, samples);
  const used = chooseColumns(same, y, { weights, features });
  const chosen = used.map((j) => same[j]!);
  const { intercept, coefficients, r2 } = weightedRidge(chosen, y, { weights, alpha: 1 });
  const parts = cutTable(
    takeTableRows(
      joined,
      Int32Array.from({ length: training.rows }, (_, i) => i),
    ),
  );
  const entries = used.map((j, at) => {
    const bins = parts[j]!;
    const own = cellNumbers(joined.columns[j]!, joined.rows)[training.rows]!;
    return { condition: bins.describe(own), column: bins.column.name, weight: coefficients[at]! };
  });
  return {
    label: score.label,
    prediction: y[0]!,
    local: coefficients.reduce((sum, value) => sum + value, intercept),
    intercept,
    r2,
    samples,
    entries: entries.toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight)),
  };
}
