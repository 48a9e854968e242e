import { AppError } from '../../base/app-error.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/contract.ts';
import type { JobContext } from '../../jobs/context.ts';
import { gridValues } from '../samplers/grid.ts';
import { prepareExperiment, runVariants, withParam, type Experiment } from './experiment.ts';
import { pointOf, type CurvePoint } from './points.ts';

type Input = ParsedInputOf<'tuning.curve'>;

/** As scikit-learn's learning_curve. */
const defaultSizes = [0.1, 0.325, 0.55, 0.775, 1];
const valuesOfRange = 7;

/** Numbers of training rows, rising; sizes beyond what a fold has become the whole. */
function sizesOf(input: Input, { search, warnings }: Experiment): number[] {
  const most = search.shape.foldRows;
  const asked = input.sizes ?? defaultSizes;
  const rows = asked.map((size) => Math.max(2, Math.round(size <= 1 ? size * most : size)));
  if (rows.some((size) => size > most)) {
    const message = `The training rows of a fold are ${most}; larger sizes are cut to that.`;
    warnings.push({ kind: 'sizes', message });
  }
  return [...new Set(rows.map((size) => Math.min(most, size)))].toSorted((a, b) => a - b);
}

async function learningCurve(input: Input, experiment: Experiment): Promise<CurvePoint[]> {
  const sizes = sizesOf(input, experiment);
  const variants = sizes.map((trainRows) => ({ trainRows, withTraining: true }));
  const outputs = await runVariants(experiment, variants, (i) => `${sizes[i]} rows`);
  return outputs.map((output, i) => pointOf(sizes[i]!, output));
}

function valuesOf(input: Input, name: string, { estimator }: Experiment): CurvePoint['at'][] {
  if (input.values && input.values.length > 0) return input.values;
  const range = estimator.search?.[name];
  if (range) return gridValues(range, valuesOfRange) as CurvePoint['at'][];
  throw new AppError('INVALID_INPUT', `${estimator.id} has no usual range for '${name}'.`, {
    hint: `Give values, or vary one of ${Object.keys(estimator.search ?? {}).join(', ') || 'none'}.`,
    path: input.param === undefined ? 'param' : 'values',
  });
}

async function validationCurve(input: Input, experiment: Experiment): Promise<CurvePoint[]> {
  const { param } = input;
  if (param === undefined) {
    throw new AppError('INVALID_INPUT', 'A validation curve needs the parameter to vary.', {
      hint: `Such as ${Object.keys(experiment.estimator.search ?? {}).join(', ')}`,
      path: 'param',
    });
  }
  const values = valuesOf(input, param, experiment);
  const variants = values.map((value) => ({
    params: withParam(experiment, { name: param, value, path: 'values' }),
    withTraining: true,
  }));
  const outputs = await runVariants(experiment, variants, (i) => `${param} ${values[i]}`);
  return outputs.map((output, i) => pointOf(values[i]!, output));
}

/** tuning.curve */
export async function drawCurve(
  input: Input,
  context: JobContext,
): Promise<OutputOf<'tuning.curve'>> {
  const experiment = await prepareExperiment(input, context);
  const learning = input.kind === 'learning';
  const points = await (learning ? learningCurve : validationCurve)(input, experiment);
  return {
    kind: input.kind,
    algorithm: experiment.estimator.id,
    param: learning ? null : input.param!,
    metric: experiment.search.metric,
    points,
    warnings: experiment.warnings,
  };
}
