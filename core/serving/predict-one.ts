import { isAppError } from '../base/app-error.ts';
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

/** Contributions to the margin of the predicted class, strongest first. */
function explain(
  pipeline: FittedPipeline,
  table: Table,
  label: string | undefined,
): NonNullable<Answer['explanation']> {
  const explained = explainPipeline(pipeline, table, { label });
  const contributions = explained.features.map((feature, j) => ({
    feature,
    value: cellValue(table.columns[j]!, 0),
    contribution: explained.values[j]![0]!,
  }));
  return {
    label: explained.label,
    baseValue: explained.baseValue,
    contributions: contributions.toSorted(
      (a, b) => Math.abs(b.contribution) - Math.abs(a.contribution),
    ),
    output: explained.margin[0]!,
  };
}

type Explained = Pick<Answer, 'explanation' | 'warnings'>;

/** Models that no exact explanation is known for still predict; they say that they cannot be explained. */
function tryToExplain(
  pipeline: FittedPipeline,
  table: Table,
  label: string | undefined,
): Explained {
  try {
    return { explanation: explain(pipeline, table, label), warnings: [] };
  } catch (error) {
    if (!isAppError(error) || error.code !== 'UNSUPPORTED') throw error;
    return { explanation: null, warnings: [{ kind: 'explanation', message: error.message }] };
  }
}

/**
 * Predicts one row given as JSON. Errors: SCHEMA_MISMATCH (columns not given), INVALID_INPUT (a cell
 * that is no value of its type, path `row.<name>`). Warns of columns the model does not read and of
 * categories it has not seen, and of
 * a model that cannot be explained.
 */
export function predictOne(
  pipeline: FittedPipeline,
  row: Readonly<Record<string, Cell>>,
  options: { readonly explain: boolean },
): Answer {
  const { table, warnings } = alignTable(pipeline, rowTable(pipeline, row));
  const { probabilities, values, labels, lower, upper } = predictPipeline(pipeline, table);
  const label = labels === null ? undefined : pipeline.classes[labels[0]!]!;
  const explained: Explained = options.explain
    ? tryToExplain(pipeline, table, label)
    : { explanation: null, warnings: [] };
  return {
    prediction: label ?? values![0]!,
    probabilities:
      probabilities === null
        ? null
        : Object.fromEntries(pipeline.classes.map((name, k) => [name, probabilities[k]![0]!])),
    ...(lower && upper ? { lower: lower[0]!, upper: upper[0]! } : {}),
    explanation: explained.explanation,
    warnings: [...unknownColumns(pipeline, row), ...warnings, ...explained.warnings],
  };
}
