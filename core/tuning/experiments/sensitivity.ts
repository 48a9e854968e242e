import { AppError } from '../../base/app-error.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/contract.ts';
import type { JobContext } from '../../jobs/context.ts';
import { gridValues } from '../samplers/grid.ts';
import { prepareExperiment, runVariants, withParam, type Experiment } from './experiment.ts';
import { pointOf, spreadOf, type CurvePoint } from './points.ts';

type Input = ParsedInputOf<'tuning.sensitivity'>;

function namesOf({ vary }: Input, { estimator, params }: Experiment): string[] {
  const own = Object.keys(estimator.search ?? {}).filter((name) => !Object.hasOwn(params, name));
  const names = vary && vary.length > 0 ? [...new Set(vary)] : own;
  const unknown = names.find((name) => !estimator.search?.[name]);
  if (unknown === undefined && names.length > 0) return names;
  const message =
    unknown === undefined
      ? `${estimator.id} has no parameters to vary.`
      : `${estimator.id} has no usual range for '${unknown}'.`;
  throw new AppError('INVALID_INPUT', message, {
    hint: `Parameters with a range: ${Object.keys(estimator.search ?? {}).join(', ') || 'none'}`,
    path: 'vary',
  });
}

function spreadOfMeans(points: readonly CurvePoint[]): number | null {
  const means = points.flatMap(({ test }) => test.mean ?? []);
  return means.length < 2 ? null : Math.max(...means) - Math.min(...means);
}

/** tuning.sensitivity: each parameter over its range, the others as they are. */
export async function measureSensitivity(
  input: Input,
  context: JobContext,
): Promise<OutputOf<'tuning.sensitivity'>> {
  const experiment = await prepareExperiment(input, context);
  const { estimator, search } = experiment;
  const tried = namesOf(input, experiment).flatMap((name) =>
    gridValues(estimator.search![name]!, input.points).map((value) => ({ name, value })),
  );
  const variants = tried.map((one) => ({
    params: withParam(experiment, { ...one, path: 'vary' }),
  }));
  const [baseline, ...outputs] = await runVariants(experiment, [{}, ...variants], (i) =>
    i === 0 ? 'As it is' : `${tried[i - 1]!.name} ${String(tried[i - 1]!.value)}`,
  );
  const byName = Map.groupBy(
    outputs.map((output, i) => ({ output, ...tried[i]! })),
    ({ name }) => name,
  );
  const params = [...byName].map(([name, own]) => {
    const points = own.map(({ value, output }) => pointOf(value as CurvePoint['at'], output));
    return { name, points, spread: spreadOfMeans(points) };
  });
  const { mean, std } = spreadOf(baseline!.perFold.map(({ value }) => value));
  return {
    algorithm: estimator.id,
    metric: search.metric,
    baseline: { mean, std },
    params: params.toSorted((a, b) => (b.spread ?? -1) - (a.spread ?? -1)),
    warnings: experiment.warnings,
  };
}
