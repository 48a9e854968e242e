import { AppError } from '../../base/app-error.ts';
import type { Warning } from '../../contract/common.ts';
import type { ParsedInputOf } from '../../contract/contract.ts';
import { trainInput } from '../../contract/models.ts';
import type { HandlersOf, JobContext } from '../../jobs/context.ts';
import { estimators } from '../../models/catalogue.ts';
import { mainMetric } from '../../models/choose-algorithm.ts';
import { machineShare } from '../../models/machine.ts';
import { readEvaluation, resolveRun } from '../../tracking/record-run.ts';
import { checkGroupColumns } from '../fairness/operations.ts';
import { metricFacts } from '../metric-catalogue.ts';
import { runSource, type RunSource } from '../run-source.ts';
import { compareTask, foldsTask, type FoldScores, type Metric } from './tasks.ts';

type Input = ParsedInputOf<'evaluation.compare'>;

/** What must be alike for two runs to be paired, in words. */
const alike: Readonly<Record<string, (source: RunSource) => string>> = {
  task: ({ request }) => request.task,
  target: ({ request }) => request.target.name,
  'version that was scored': ({ versionId }) => versionId,
  'rows that were scored': ({ on }) => (on === 'test' ? 'test rows' : 'training rows'),
  'weight column': ({ request }) => request.weight ?? 'none',
};

/** CONFLICT names the first thing in which the runs differ. */
function checkComparable(sources: readonly RunSource[]): void {
  const [first, ...others] = sources;
  for (const [what, of] of Object.entries(alike)) {
    const odd = others.find((other) => of(other) !== of(first!));
    if (!odd) continue;
    const seen = `${of(first!)} in ${first!.runId}, ${of(odd)} in ${odd.runId}`;
    throw new AppError(
      'CONFLICT',
      `The runs cannot be paired: they differ in the ${what} (${seen}).`,
      {
        hint: 'Compare runs of one version, target and test share.',
        path: 'runs',
      },
    );
  }
  const ids = sources.map(({ runId }) => runId);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice === undefined) return;
  throw new AppError('INVALID_INPUT', `Run ${twice} is named twice.`, {
    hint: 'Name two different runs.',
    path: 'runs',
  });
}

/**
 * A model from elsewhere was scored on all rows of a version, and has no rows of its own that were set
 * aside: beside a run on that version it is scored on the rows of that run.
 */
function onSharedRows(sources: readonly RunSource[]): readonly RunSource[] {
  const own = sources.find(({ foreign }) => !foreign);
  if (!own) return sources;
  const { request, test, versionId, on } = own;
  return sources.map((source) => {
    const { version, task, target } = source.request;
    const alike =
      version.parquetPath === request.version.parquetPath &&
      task === request.task &&
      target.name === request.target.name;
    return source.foreign && alike ? { ...source, request, test, versionId, on } : source;
  });
}

/** The metric asked for or the main one; INVALID_INPUT lists those the runs have. */
async function chooseMetric(
  asked: string | undefined,
  { runId, request }: RunSource,
  context: JobContext,
): Promise<Metric> {
  const { evaluation } = await readEvaluation(context, runId);
  if (asked === undefined) {
    const { name, better } = mainMetric({ task: request.task, classes: evaluation.classes ?? [] });
    return { name, better };
  }
  const known = Object.keys(evaluation.metrics);
  if (known.includes(asked)) return { name: asked, better: metricFacts(asked).better };
  throw new AppError('INVALID_INPUT', `A ${request.task} has no metric '${asked}'.`, {
    hint: `Metrics: ${known.join(', ')}`,
    path: 'metric',
  });
}

/** What the run is called: its algorithm, with its id where several share that. */
function titlesOf(sources: readonly RunSource[], context: JobContext): string[] {
  const titles = sources.map(({ runId }) => {
    const { algorithm } = resolveRun(context, runId);
    return estimators.get(algorithm)?.title ?? 'Imported';
  });
  return titles.map((title, r) =>
    titles.filter((other) => other === title).length > 1 ? `${title} ${sources[r]!.runId}` : title,
  );
}

interface Folded {
  readonly folds: readonly FoldScores[];
  readonly warnings: readonly Warning[];
}

const unfolded = (message: string): Folded => ({
  folds: [],
  warnings: [{ kind: 'folds', message }],
});

/** Share of the progress that fitting takes. */
const fitting = 0.8;

/** Fits every run anew on the folds of the first one's training rows. */
async function foldScores(
  input: Input,
  { sources, metric }: { readonly sources: readonly RunSource[]; readonly metric: Metric },
  context: JobContext,
): Promise<Folded> {
  const [shared] = sources;
  if (input.folds === 0) return { folds: [], warnings: [] };
  if (input.folds === 1) return unfolded('One fold tells nothing: ask for at least two, or for 0.');
  const path = shared!.request.version.parquetPath;
  if (sources.some(({ request }) => request.version.parquetPath !== path)) {
    return unfolded('The runs learned from different versions: there are no folds they share.');
  }
  const foreign = sources.find((source) => source.foreign);
  if (foreign) {
    return unfolded(
      'An imported model cannot be fitted anew: the runs are compared on the rows that were scored alone.',
    );
  }
  const found: FoldScores[] = [];
  for (const [i, source] of sources.entries()) {
    const { recipe, classWeight, calibration, threshold, intervals } = trainInput.parse(
      resolveRun(context, source.runId).input,
    );
    const share = {
      from: (fitting * i) / sources.length,
      to: (fitting * (i + 1)) / sources.length,
    };
    const fitted = { recipe, classWeight, calibration, threshold, intervals };
    const task = { shared: shared!, source, metric, folds: input.folds, ...fitted };
    const stage = `Fitting run ${i + 1} of ${sources.length}`;
    found.push(
      await context.compute(foldsTask, { ...task, ...machineShare(0) }, { stage, ...share }),
    );
  }
  return { folds: found, warnings: [] };
}

export const comparisonHandlers: HandlersOf<'evaluation.compare'> = {
  'evaluation.compare': async (input, context) => {
    const sources = onSharedRows(input.runs.map((ref) => runSource(context, ref)));
    checkComparable(sources);
    if (input.by !== undefined) checkGroupColumns(sources[0]!, [input.by], 'by');
    const metric = await chooseMetric(input.metric, sources[0]!, context);
    const { folds, warnings } = await foldScores(input, { sources, metric }, context);
    const { rope, by } = input;
    const titles = titlesOf(sources, context);
    const from = folds.length > 0 ? fitting : 0;
    const options = { stage: 'Comparing', from, to: 1 };
    const task = { sources, titles, metric, rope, by, folds };
    const comparison = await context.compute(compareTask, task, options);
    return { ...comparison, warnings: [...comparison.warnings, ...warnings] };
  },
};
