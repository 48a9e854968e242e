import type { Cell } from '../contract/common.ts';
import type { OutputOf } from '../contract/contract.ts';
import { cellValue } from '../data/cells.ts';
import { explainPipeline } from '../explainability/explain-pipeline.ts';
import { alignTable } from '../models/align-table.ts';
import type { FittedPipeline } from '../models/pipeline.ts';
import { predictPipeline } from '../models/predict.ts';
import type { Table } from '../table/table.ts';
import { rowTable, unknownColumns } from './row-table.ts';

type Answer = OutputOf<'serving.one'>;

/** Columns up to which all combinations are tried while a person waits. */
const mostExact = 8;

/** Contributions to the margin of the predicted class, strongest first. */
function explain(
  pipeline: FittedPipeline,
  table: Table,
  options: { readonly label: string | undefined; readonly background: Table | undefined },
): NonNullable<Answer['explanation']> {
  const { kind } = pipeline.estimator;
  const known = kind === 'trees' || kind === 'linear';
  const few = pipeline.features.length <= mostExact;
  const explained = explainPipeline(pipeline, table, {
    label: options.label,
    method: known || few ? 'auto' : 'permutation',
    background: known ? undefined : options.background,
    permutations: 10,
  });
  const { standardErrors, backgroundRows } = explained;
  const contributions = explained.features.map((feature, j) => ({
    feature,
    value: cellValue(table.columns[j]!, 0),
    contribution: explained.values[j]![0]!,
    ...(standardErrors ? { standardError: standardErrors[j]![0]! } : {}),
  }));
  return {
    label: explained.label,
    method: explained.method,
    unit: explained.unit,
    ...(backgroundRows === null ? {} : { backgroundRows }),
    baseValue: explained.baseValue,
    contributions: contributions.toSorted(
      (a, b) => Math.abs(b.contribution) - Math.abs(a.contribution),
    ),
    output: explained.margin[0]!,
  };
}

/**
 * Predicts one row given as JSON. Errors: SCHEMA_MISMATCH (columns not given), INVALID_INPUT (a cell
 * that is no value of its type, path `row.<name>`). Warns of columns the model does not read and of
 * categories it has not seen. `background` are rows for explaining models that are neither trees nor
 * linear; without it unknown columns take their typical values.
 */
export function predictOne(
  pipeline: FittedPipeline,
  row: Readonly<Record<string, Cell>>,
  options: { readonly explain: boolean; readonly background?: Table | undefined },
): Answer {
  const { table, warnings } = alignTable(pipeline, rowTable(pipeline, row));
  const { probabilities, values, labels, lower, upper } = predictPipeline(pipeline, table);
  const label = labels === null ? undefined : pipeline.classes[labels[0]!]!;
  const { background } = options;
  return {
    prediction: label ?? values![0]!,
    probabilities:
      probabilities === null
        ? null
        : Object.fromEntries(pipeline.classes.map((name, k) => [name, probabilities[k]![0]!])),
    ...(lower && upper ? { lower: lower[0]!, upper: upper[0]! } : {}),
    explanation: options.explain ? explain(pipeline, table, { label, background }) : null,
    warnings: [...unknownColumns(pipeline, row), ...warnings],
  };
}
