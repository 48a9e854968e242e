import type { FittedPipeline } from '../../models/pipeline.ts';
import { isCodedType } from '../../table/table.ts';
import { encodeColumns } from './onnx-encoding.ts';
import { centreColumns, writeEstimator } from './onnx-estimator.ts';
import { type OnnxPort, tensorTypes, writeOnnx } from './onnx-proto.ts';
import { type EncodingPlan, planEncoding, refuseExport } from './plan-encoding.ts';

export interface OnnxDescription {
  /** `name@2`. */
  readonly title: string;
  readonly appVersion: string;
}

/** What of a model the file leaves out. */
function leftOut({ threshold, interval }: FittedPipeline): string[] {
  const notes: string[] = [];
  if (threshold) {
    notes.push(
      `The label of the file is the more probable class; here the second is called from a probability of ${threshold.value} on.`,
    );
  }
  if (interval)
    notes.push('The range around each number is left out; the number itself is the same.');
  return notes;
}

/**
 * Inputs that are read otherwise here. A runtime takes '' for a missing text: UNSUPPORTED where the model
 * knows that label apart from a missing one, for then the two cannot both be told to it.
 */
function readOtherwise({ features }: FittedPipeline, { texts }: EncodingPlan): string[] {
  const notes: string[] = [];
  const merged: string[] = [];
  for (const [feature, { numberOf, missing, unknown }] of texts) {
    const own = numberOf.get('');
    if (own !== undefined && !Object.is(own, missing)) {
      throw refuseExport(`'${feature}' has empty texts besides missing ones`);
    }
    if (own === undefined && !Object.is(missing, unknown)) merged.push(`'${feature}'`);
  }
  if (merged.length > 0) {
    notes.push(`An empty text stands for a missing one in ${merged.join(', ')}.`);
  }
  if (features.some(({ type }) => !isCodedType(type))) {
    notes.push('Infinite numbers count as missing here; the file takes them as they are.');
  }
  return notes;
}

/** A name that no column has. */
function freeName(wanted: string, { features }: FittedPipeline): string {
  const taken = new Set(features.map(({ name }) => name));
  let name = wanted;
  while (taken.has(name)) name += '_';
  return name;
}

/**
 * A pipeline of trees or of a linear model as an ONNX file, preparation included: an input [N, 1] for each
 * raw column, doubles (missing: NaN) or text (missing: empty); outputs are the label and the probabilities
 * in the order of the classes, or the number. Numbers are compared as doubles, so that each row takes the
 * way it takes here; what is summed comes out in single precision. UNSUPPORTED says what ONNX cannot hold.
 */
export function writeOnnxModel(
  pipeline: FittedPipeline,
  { title, appVersion }: OnnxDescription,
): { readonly bytes: Uint8Array; readonly notes: readonly string[] } {
  const { task, classes, target, features, calibration } = pipeline;
  if (calibration) throw refuseExport('its probabilities are calibrated');
  const plan = planEncoding(pipeline);
  if (plan.columns.length === 0) throw refuseExport('it reads no column');
  const { columns, offsets } = centreColumns(pipeline, plan.columns);
  const encoding = encodeColumns({ ...plan, columns });
  const classification = task === 'classification';
  const label = freeName('label', pipeline);
  const value = freeName(classification ? 'probabilities' : 'value', pipeline);
  const names = { input: encoding.output, offsets, label, value };
  const estimator = writeEstimator(pipeline, names);
  const { float, double, text } = tensorTypes;
  const linear = pipeline.estimator.kind === 'linear';
  const outputs: OnnxPort[] = classification
    ? [
        { name: label, type: text, width: null },
        { name: value, type: float, width: classes.length },
      ]
    : [{ name: value, type: linear ? double : float, width: 1 }];
  const differences = readOtherwise(pipeline, plan);
  const notes = leftOut(pipeline);
  const bytes = writeOnnx({
    nodes: [...encoding.nodes, ...estimator.nodes],
    constants: [...encoding.constants, ...estimator.constants],
    inputs: features.map(({ name, type }) => ({
      name,
      type: isCodedType(type) ? text : double,
      width: 1,
    })),
    outputs,
    producer: { name: 'Assay', version: appVersion },
    description: [`${title} predicts ${target.name}.`, ...notes].join(' '),
    metadata: {
      target: target.name,
      ...(classification ? { classes: JSON.stringify(classes) } : {}),
    },
  });
  return { bytes, notes: [...notes, ...differences] };
}
