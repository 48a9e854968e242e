import { linkOf } from '../../models/links.ts';
import type { FittedPipeline } from '../../models/pipeline.ts';
import type { LinearState } from '../../models/states/linear.ts';
import type { TreeEnsembleState } from '../../models/states/trees.ts';
import type { GraphPart } from './onnx-encoding.ts';
import { type OnnxConstant, type OnnxNode, tensorTypes } from './onnx-proto.ts';
import { classifierAttributes, regressorAttributes } from './onnx-trees.ts';
import { type EncodedColumn, refuseExport } from './plan-encoding.ts';

export interface EstimatorNames {
  /** The matrix it reads, and what was taken off its columns besides the preparation. */
  readonly input: string;
  readonly offsets: Float64Array;
  /** Of the label; of the probabilities or the number. */
  readonly label: string;
  readonly value: string;
}

type Estimated = Omit<GraphPart, 'output'>;

/** Runtimes compute a LinearClassifier in single precision, which needs numbers around zero. */
export function centreColumns(
  { estimator, task }: FittedPipeline,
  columns: readonly EncodedColumn[],
): { readonly columns: readonly EncodedColumn[]; readonly offsets: Float64Array } {
  const offsets = new Float64Array(columns.length);
  if (estimator.kind !== 'linear' || task !== 'classification') return { columns, offsets };
  const centred = columns.map((column, j): EncodedColumn => {
    if (column.slot !== null) return column;
    const offset = estimator.means[j]!;
    offsets[j] = offset;
    return { ...column, changes: [...column.changes, { kind: 'scale', offset, divisor: 1 }] };
  });
  return { columns: centred, offsets };
}

/** The same margins of columns less their offsets. */
function moveIntercepts(state: LinearState, offsets: Float64Array): LinearState {
  const intercepts = state.intercepts.map((intercept, k) =>
    state.coefficients[k]!.reduce((sum, own, j) => sum + own * offsets[j]!, intercept),
  );
  return { ...state, intercepts };
}

function linearClassifier(
  { coefficients, intercepts }: LinearState,
  classes: readonly string[],
  { input, label, value }: EstimatorNames,
): OnnxNode {
  const two = coefficients.length === 1;
  const rows = two ? [new Float64Array(coefficients[0]!.length), ...coefficients] : coefficients;
  return {
    operator: 'LinearClassifier',
    ml: true,
    inputs: [input],
    outputs: [label, value],
    attributes: {
      coefficients: { floats: rows.flatMap((row) => [...row]) },
      intercepts: { floats: two ? [0, ...intercepts] : [...intercepts] },
      classlabels_strings: { texts: classes },
      post_transform: { text: 'SOFTMAX' },
    },
  };
}

function treeClassifier(
  state: TreeEnsembleState,
  { classes }: FittedPipeline,
  names: EstimatorNames,
): OnnxNode {
  const link = linkOf(state, 'classification');
  if (link !== 'logit' && link !== 'probability') throw refuseExport(`its scores are ${link}`);
  return {
    operator: 'TreeEnsembleClassifier',
    ml: true,
    inputs: [names.input],
    outputs: [names.label, names.value],
    attributes: classifierAttributes(state, classes, link),
  };
}

/** Margins of a regression as [row, 1]. */
function regression(
  state: TreeEnsembleState | LinearState,
  { input, value }: EstimatorNames,
): { nodes: OnnxNode[]; constants: OnnxConstant[] } {
  const exponential = linkOf(state, 'regression') === 'log';
  const margin = exponential ? '/margin' : value;
  const nodes: OnnxNode[] = [];
  const constants: OnnxConstant[] = [];
  if (state.kind === 'trees') {
    nodes.push({
      operator: 'TreeEnsembleRegressor',
      ml: true,
      inputs: [input],
      outputs: [margin],
      attributes: regressorAttributes(state),
    });
  } else {
    const [row] = state.coefficients;
    const type = tensorTypes.double;
    constants.push({ name: '/coefficients', dims: [row!.length, 1], values: row!, type });
    constants.push({ name: '/intercept', dims: [1], values: state.intercepts, type });
    nodes.push({ operator: 'MatMul', inputs: [input, '/coefficients'], outputs: ['/product'] });
    nodes.push({ operator: 'Add', inputs: ['/product', '/intercept'], outputs: [margin] });
  }
  if (exponential) nodes.push({ operator: 'Exp', inputs: [margin], outputs: [value] });
  return { nodes, constants };
}

/** The estimator of a pipeline as nodes; UNSUPPORTED for those that are no trees and not linear. */
export function writeEstimator(pipeline: FittedPipeline, names: EstimatorNames): Estimated {
  const { estimator, task, classes } = pipeline;
  if (estimator.kind !== 'trees' && estimator.kind !== 'linear') {
    throw refuseExport('its estimator is neither trees nor linear');
  }
  if (task === 'regression') return regression(estimator, names);
  if (estimator.kind === 'trees') {
    return { nodes: [treeClassifier(estimator, pipeline, names)], constants: [] };
  }
  if (linkOf(estimator, task) !== 'logit') throw refuseExport('its scores are no log-odds');
  const moved = moveIntercepts(estimator, names.offsets);
  return { nodes: [linearClassifier(moved, classes, names)], constants: [] };
}
