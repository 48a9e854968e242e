import type { Tick } from '../../../base/tick.ts';
import type { Warning } from '../../../contract/common.ts';
import type { FittedPipeline } from '../../../models/pipeline.ts';
import { predictPipeline } from '../../../models/predict.ts';
import type { Table } from '../../../table/table.ts';
import { quartiles } from '../bins.ts';

interface Likeness {
  /** 1 where a row is predicted like the row. */
  readonly alike: (table: Table) => Uint8Array;
  readonly warnings: readonly Warning[];
}

/** Numbers are told to six digits. */
const told = (value: number): string =>
  Number(value.toPrecision(6)).toLocaleString('en-US', { maximumFractionDigits: 20 });

function rangeText(low: number, high: number): string {
  if (low === -Infinity) return `at most ${told(high)}`;
  return high === Infinity ? `above ${told(low)}` : `above ${told(low)} and at most ${told(high)}`;
}

/** Whether rows are predicted like the row: the class, or the quarter of predicted numbers it is in. */
export function likenessOf(
  pipeline: FittedPipeline,
  { row, training }: { readonly row: Table; readonly training: Table },
  tick: Tick,
): Likeness {
  const { values, labels } = predictPipeline(pipeline, row);
  if (labels) {
    const own = labels[0]!;
    const alike = (table: Table) =>
      Uint8Array.from(predictPipeline(pipeline, table).labels!, (label) => (label === own ? 1 : 0));
    return { alike, warnings: [] };
  }
  const own = values![0]!;
  const edges = quartiles(predictPipeline(pipeline, training, () => tick(0)).values!);
  const low = edges.findLast((edge) => own > edge) ?? -Infinity;
  const high = edges.find((edge) => own <= edge) ?? Infinity;
  const alike = (table: Table) =>
    Uint8Array.from(predictPipeline(pipeline, table).values!, (v) =>
      v > low && v <= high ? 1 : 0,
    );
  const message = `Predictions count as alike when they are ${rangeText(low, high)}: a quarter of those of the training rows.`;
  return { alike, warnings: [{ kind: 'range', message }] };
}
