import { AppError } from '../base/app-error.ts';
import type { OutputOf } from '../contract/contract.ts';
import { runSchema } from '../contract/tracking.ts';
import type { Handlers, OperationContext } from '../jobs/context.ts';
import { imported } from '../models/imported.ts';
import type { FittedPipeline } from '../models/pipeline.ts';
import { compareRuns } from './compare-runs.ts';
import { resolveRun } from './record-run.ts';
import { listExperiments, listRuns, type RunRecord } from './repository.ts';
import { sortRuns } from './sort-runs.ts';

type Shown = OutputOf<'tracking.show'>;

/** Only what the contract names. */
function describe(run: RunRecord): Shown['run'] {
  return runSchema.parse(run);
}

async function describePipeline(pipeline: FittedPipeline): Promise<Shown['pipeline']> {
  const { steps } = await import('../preprocessing/catalogue.ts');
  const { describeRefinements } = await import('../models/describe-refinements.ts');
  const prepared = pipeline.steps.map((fitted) => {
    const step = steps.get(fitted.step);
    return {
      step: fitted.step,
      title: step?.title ?? fitted.step,
      columns: [...fitted.columns],
      fittedOn: pipeline.algorithm === imported ? '' : `${fitted.fittedOn.rows} training rows`,
      detail: step?.describe({ params: fitted.params, state: fitted.state }) ?? '',
    };
  });
  const refined = describeRefinements(pipeline).map((line) => ({ ...line, columns: [] }));
  return [...prepared, ...refined];
}

async function show(context: OperationContext, ref: string): Promise<Shown> {
  const run = resolveRun(context, ref);
  const { warnings, input } = run;
  const shown = { run: describe(run), input, warnings: [...warnings] };
  if (run.modelId === null) {
    return { ...shown, model: null, pipeline: [], threshold: null, registered: [] };
  }
  const { loadModel, modelSummary } = await import('../registry/model-store.ts');
  const { pipeline } = await loadModel(context, run.modelId);
  return {
    ...shown,
    ...modelSummary(context, run.modelId),
    pipeline: await describePipeline(pipeline),
    threshold: pipeline.threshold?.value ?? null,
  };
}

export const trackingHandlers: Handlers<'tracking'> = {
  'tracking.experiments': async (_input, { workspace }) => ({
    experiments: listExperiments(workspace.db),
  }),
  'tracking.runs': async ({ experiment, sort, limit }, { workspace }) => {
    const named = experiment === undefined ? {} : { experiment };
    if (experiment !== undefined) {
      const names = listExperiments(workspace.db).map(({ name }) => name);
      if (!names.includes(experiment)) {
        throw new AppError(
          'NOT_FOUND',
          `There is no experiment '${experiment}'. There are: ${names.join(', ') || 'none yet'}`,
        );
      }
    }
    const runs =
      sort === undefined
        ? listRuns(workspace.db, { ...named, limit })
        : sortRuns(listRuns(workspace.db, named), sort).slice(0, limit);
    return { runs: runs.map(describe) };
  },
  'tracking.show': async ({ run }, context) => show(context, run),
  'tracking.compare': async ({ runs }, context) => {
    const found = runs.map((ref) => describe(resolveRun(context, ref)));
    return { runs: found, ...compareRuns(found) };
  },
};
