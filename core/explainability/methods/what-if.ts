import type { Cell } from '../../contract/common.ts';
import type { OutputOf } from '../../contract/contract.ts';
import { cellValue } from '../../data/cells.ts';
import { alignTable } from '../../models/align-table.ts';
import type { FittedPipeline } from '../../models/pipeline.ts';
import { predictPipeline } from '../../models/predict.ts';
import { rowTable, unknownColumns } from '../../serving/row-table.ts';
import type { Table } from '../../table/table.ts';
import { explainPipeline } from '../explain-pipeline.ts';
import { chooseOutput } from '../explained-output.ts';
import { typicalRow } from '../typical-row.ts';
import { referenceShapley } from './reference-shapley.ts';
import { chooseScore, type ScoreOptions } from './score.ts';

type WhatIf = OutputOf<'explainability.whatIf'>;
type Explained = Pick<WhatIf, 'method' | 'unit' | 'label' | 'baseValue' | 'output' | 'error'> & {
  /** One a column of the model. */
  readonly contributions: ArrayLike<number>;
};

function explainExactly(pipeline: FittedPipeline, table: Table, label?: string): Explained {
  const explained = explainPipeline(pipeline, table, { label });
  return {
    method: pipeline.estimator.kind === 'trees' ? 'tree_path_dependent' : 'linear',
    unit: explained.unit,
    label: explained.label,
    baseValue: explained.baseValue,
    output: explained.margin[0]!,
    error: 0,
    contributions: explained.values.map((values) => values[0]!),
  };
}

function explainByReference(
  pipeline: FittedPipeline,
  table: Table,
  options: ScoreOptions,
): Explained {
  const score = chooseScore(pipeline, options);
  const reference = typicalRow(pipeline);
  const { base, ...found } = referenceShapley(table, reference, (rows) => score.of(rows));
  const { valueUnit: unit } = chooseOutput(pipeline, options.label, score.unit);
  return { ...found, baseValue: base, unit, label: score.label };
}

function explain(pipeline: FittedPipeline, table: Table, options: ScoreOptions): Explained {
  const { kind } = pipeline.estimator;
  // A regression has the one output, which is no probability.
  const raw = options.output !== 'probability';
  if (raw && (kind === 'trees' || kind === 'linear')) {
    return explainExactly(pipeline, table, options.label);
  }
  return explainByReference(pipeline, table, options);
}

/** The prediction of a table's only row, and the probability of what is predicted. */
export function predictRow(
  pipeline: FittedPipeline,
  table: Table,
): Pick<WhatIf, 'prediction' | 'probabilities'> & { readonly probability: number | null } {
  const { probabilities, values, labels } = predictPipeline(pipeline, table);
  if (probabilities === null || labels === null) {
    return { prediction: values![0]!, probabilities: null, probability: null };
  }
  const { classes } = pipeline;
  return {
    prediction: classes[labels[0]!]!,
    probabilities: Object.fromEntries(classes.map((name, k) => [name, probabilities[k]![0]!])),
    probability: probabilities[labels[0]!]![0]!,
  };
}

/**
 * Prediction of one row with the contributions of its columns: SHAP values for trees and linear models
 * in raw output, Shapley values against a row of typical values for all else. Errors as rowTable;
 * INVALID_INPUT for a class or output the model has not. Warns of columns the model does not read and of
 * categories it has not seen.
 */
export function whatIf(
  pipeline: FittedPipeline,
  row: Readonly<Record<string, Cell>>,
  options: ScoreOptions,
): WhatIf {
  const { table, warnings } = alignTable(pipeline, rowTable(pipeline, row));
  const { prediction, probabilities } = predictRow(pipeline, table);
  const { contributions, ...explained } = explain(pipeline, table, options);
  const entries = table.columns.map((column, j) => ({
    column: column.name,
    value: cellValue(column, 0),
    contribution: contributions[j]!,
  }));
  return {
    ...explained,
    prediction,
    probabilities,
    contributions: entries.toSorted((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution)),
    warnings: [...unknownColumns(pipeline, row), ...warnings],
  };
}
