import type { Warning } from '../contract/common.ts';
import type { FittedPipeline } from '../models/pipeline.ts';
import type { Prediction } from '../models/predict.ts';
import { freeName } from '../table/free-name.ts';
import type { Column, Table } from '../table/table.ts';

interface Named {
  readonly columns: Column[];
  readonly warnings: Warning[];
}

function predictionColumns(pipeline: FittedPipeline, prediction: Prediction): Column[] {
  const { labels, probabilities, values, lower, upper } = prediction;
  if (labels === null || probabilities === null) {
    const number = (name: string, numbers: Float64Array): Column => ({
      name,
      type: 'number',
      values: numbers,
    });
    return [
      number('prediction', values!),
      ...(lower && upper ? [number('lower', lower), number('upper', upper)] : []),
    ];
  }
  const { classes } = pipeline;
  return [
    { name: 'prediction', type: 'category', codes: labels, dictionary: classes },
    ...classes.map((label, k): Column => ({
      name: `probability_${label}`,
      type: 'number',
      values: probabilities[k]!,
    })),
  ];
}

/** Columns of the file keep their names; a new one that would repeat a name gets a number. */
function nameAll(taken: readonly string[], columns: readonly Column[]): Named {
  const names = [...taken];
  const warnings: Warning[] = [];
  const named = columns.map((column) => {
    const name = freeName(column.name, names);
    names.push(name);
    if (name !== column.name) {
      const message = `The file has a column '${column.name}' already; the new one is '${name}'.`;
      warnings.push({ kind: 'name_taken', column: name, message });
    }
    return { ...column, name };
  });
  return { columns: named, warnings };
}

/**
 * The columns of a file, then `prediction` and, for classifiers, `probability_<class>` a class; for
 * numbers with intervals `lower` and `upper`.
 */
export function predictionTable(
  shown: Table,
  pipeline: FittedPipeline,
  prediction: Prediction,
): { readonly table: Table; readonly warnings: readonly Warning[] } {
  const taken = shown.columns.map((column) => column.name);
  const { columns, warnings } = nameAll(taken, predictionColumns(pipeline, prediction));
  return { table: { rows: shown.rows, columns: [...shown.columns, ...columns] }, warnings };
}
