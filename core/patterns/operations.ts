import { z } from 'zod';
import { AppError } from '../base/app-error.ts';
import type { ParsedInputOf, OutputOf } from '../contract/contract.ts';
import { analysisSchema, type Analysis } from '../contract/patterns.ts';
import { resolveVersion, type VersionRecord } from '../data/versions.ts';
import { matchingRows, segmentFilter } from '../eda/segments/segment-rows.ts';
import type { Handlers, JobContext } from '../jobs/context.ts';
import { associationsTask } from './associations-task.ts';
import {
  associationAlgorithms,
  checkParams,
  clusteringAlgorithms,
  decompositionAlgorithms,
  outlierAlgorithms,
  requireAlgorithm,
} from './catalogue.ts';
import { askedColumns, requireName } from './choose-columns.ts';
import { clustersTask, type AnalysisTaskOutput } from './clusters-task.ts';
import { componentsTask } from './components-task.ts';
import { outliersTask } from './outliers-task.ts';
import type { AnalysisSource } from './analysis-source.ts';
import type { PatternAlgorithm } from './pattern-algorithm.ts';
import { findAnalysis, listAnalyses } from './repository.ts';
import { computeInto, keepAnalysis, planSave, saveMadeVersion } from './keep-analysis.ts';

type AnyAlgorithm = Pick<
  PatternAlgorithm<unknown, unknown, unknown>,
  'id' | 'kind' | 'title' | 'summary' | 'params' | 'mostRows'
>;

const all: readonly AnyAlgorithm[] = [
  ...clusteringAlgorithms.values(),
  ...decompositionAlgorithms.values(),
  ...outlierAlgorithms.values(),
  ...associationAlgorithms.values(),
];

type Common = Pick<
  ParsedInputOf<'patterns.associations'>,
  'version' | 'columns' | 'exclude' | 'filter' | 'params' | 'seed' | 'algorithm'
>;

async function toSource(
  input: Common,
  record: VersionRecord,
  context: JobContext,
): Promise<AnalysisSource> {
  const { parquetPath, version } = record;
  const columns = askedColumns(version.columns, input);
  const rows =
    input.filter === undefined
      ? null
      : await matchingRows(segmentFilter(input.filter, record), record, context.signal);
  return {
    parquetPath,
    columns: columns.map(({ name, type }) => ({ name, type })),
    explicit: input.columns !== undefined,
    rows,
  };
}

interface Made<B> {
  readonly algorithm: AnyAlgorithm;
  readonly record: VersionRecord;
  readonly startedAt: number;
  readonly output: Omit<AnalysisTaskOutput<string, unknown>, 'body'> & { readonly body: B };
  /** The file with the new columns, where one was asked for. */
  readonly file: string | null;
}

/** Saves the version with the new columns, then the analysis itself; both name each other. */
async function finish<B extends object>(
  context: JobContext,
  input: Common,
  { algorithm, record, startedAt, output, file }: Made<B>,
): Promise<B & Omit<Analysis, 'kind'>> {
  context.signal.throwIfAborted();
  const id = context.newId('ana');
  const { version } = record;
  const versionName = `${version.datasetName}@${version.number}`;
  const saved = await saveMadeVersion(context, record, {
    file,
    columns: output.saved,
    operation: `patterns.${algorithm.kind}`,
    detail: { analysis: id, algorithm: algorithm.id, params: output.params, seed: input.seed },
  });
  return {
    id,
    algorithm: algorithm.id,
    title: `${algorithm.title} of ${versionName}`,
    versionId: version.id,
    versionName,
    params: { ...output.params },
    columns: [...output.columns],
    rows: output.rows,
    seed: input.seed,
    durationMs: context.now() - startedAt,
    createdAt: context.now(),
    savedVersionId: saved?.id ?? null,
    warnings: [...output.warnings],
    ...output.body,
  };
}

/** The rest of the progress is saving. */
const most = { stage: 'Analysing', to: 0.98 } as const;

async function findClusters(
  input: ParsedInputOf<'patterns.clusters'>,
  context: JobContext,
): Promise<OutputOf<'patterns.clusters'>> {
  const startedAt = context.now();
  const record = resolveVersion(context.workspace, input.version);
  const algorithm = requireAlgorithm(clusteringAlgorithms, input.algorithm);
  checkParams(algorithm, input.params);
  const sweep = input.sweep ?? [];
  if (sweep.length > 0 && algorithm.countParam === null) {
    throw new AppError('UNSUPPORTED', `${algorithm.title} finds the number of clusters itself`, {
      hint: 'Compare numbers of clusters with kmeans, gaussian_mixture or agglomerative',
      path: 'sweep',
    });
  }
  const { truth: named } = input;
  const truth = named === undefined ? null : requireName(record.version.columns, named, 'truth');
  const exclude = [...(input.exclude ?? []), ...(truth ? [truth.name] : [])];
  const source = await toSource({ ...input, exclude }, record, context);
  const save = planSave(context, record, input.save);
  const task = { ...source, ...asked(input), scaling: input.scaler, sweep, truth, save };
  const output = await computeInto(save, () => context.compute(clustersTask, task, most));
  const file = save?.file ?? null;
  const made = await finish(context, input, { algorithm, record, startedAt, output, file });
  return keepAnalysis(context, made, describeClusters(made));
}

async function findComponents(
  input: ParsedInputOf<'patterns.components'>,
  context: JobContext,
): Promise<OutputOf<'patterns.components'>> {
  const startedAt = context.now();
  const record = resolveVersion(context.workspace, input.version);
  const algorithm = requireAlgorithm(decompositionAlgorithms, input.algorithm);
  checkParams(algorithm, input.params);
  const { columns } = record.version;
  const named = input.colour === undefined ? null : requireName(columns, input.colour, 'colour');
  const colour = named && { name: named.name, type: named.type };
  const source = await toSource(input, record, context);
  const save = planSave(context, record, input.save);
  const task = { ...source, ...asked(input), scaling: input.scaler, colour, save };
  const output = await computeInto(save, () => context.compute(componentsTask, task, most));
  const file = save?.file ?? null;
  const made = await finish(context, input, { algorithm, record, startedAt, output, file });
  return keepAnalysis(context, made, describeComponents(made));
}

async function findOutliers(
  input: ParsedInputOf<'patterns.outliers'>,
  context: JobContext,
): Promise<OutputOf<'patterns.outliers'>> {
  const startedAt = context.now();
  const record = resolveVersion(context.workspace, input.version);
  const algorithm = requireAlgorithm(outlierAlgorithms, input.algorithm);
  checkParams(algorithm, input.params);
  const source = await toSource(input, record, context);
  const save = planSave(context, record, input.save);
  const task = { ...source, ...asked(input), scaling: input.scaler, save };
  const output = await computeInto(save, () => context.compute(outliersTask, task, most));
  const file = save?.file ?? null;
  const made = await finish(context, input, { algorithm, record, startedAt, output, file });
  const summary = `${made.outliers} of ${made.rows} rows are outliers`;
  return keepAnalysis(context, made, summary);
}

async function findAssociations(
  input: ParsedInputOf<'patterns.associations'>,
  context: JobContext,
): Promise<OutputOf<'patterns.associations'>> {
  const startedAt = context.now();
  const record = resolveVersion(context.workspace, input.version);
  const algorithm = requireAlgorithm(associationAlgorithms, input.algorithm);
  checkParams(algorithm, input.params);
  const listed = checkListed(input, record);
  const wanted = listed
    ? { ...input, columns: [listed.transaction, listed.item], exclude: [] }
    : input;
  const source = await toSource(wanted, record, context);
  const task = { ...source, ...asked(input), listed, bins: input.bins };
  const output = await context.compute(associationsTask, task, most);
  const made = await finish(context, input, { algorithm, record, startedAt, output, file: null });
  const summary = `${made.ruleCount} rules from ${made.itemsetCount} frequent sets of ${made.transactions} transactions`;
  return keepAnalysis(context, made, summary);
}

function asked({ algorithm, params, seed }: Common): Pick<Common, 'algorithm' | 'params' | 'seed'> {
  return { algorithm, params, seed };
}

function checkListed(
  { transaction, item }: ParsedInputOf<'patterns.associations'>,
  { version }: VersionRecord,
): { transaction: string; item: string } | null {
  if (transaction === undefined && item === undefined) return null;
  if (transaction === undefined || item === undefined || transaction === item) {
    const missing = transaction === undefined ? 'transaction' : 'item';
    throw new AppError(
      'INVALID_INPUT',
      'A table of one item a row needs two columns: the transaction and the item',
      { hint: `Name both, or neither to look at whole rows`, path: missing },
    );
  }
  requireName(version.columns, transaction, 'transaction');
  requireName(version.columns, item, 'item');
  return { transaction, item };
}

function describeClusters({ clusters, metrics }: OutputOf<'patterns.clusters'>): string {
  const count = clusters.filter(({ label }) => label >= 0).length;
  const noise = clusters.find(({ label }) => label < 0);
  const parts = [`${count} clusters`];
  if (noise) parts.push(`${noise.rows} rows of noise`);
  const { silhouette } = metrics;
  if (typeof silhouette === 'number') parts.push(`silhouette ${silhouette.toFixed(3)}`);
  return parts.join(', ');
}

function describeComponents({ components }: OutputOf<'patterns.components'>): string {
  const shares = components.map(({ explainedVarianceRatio }) => explainedVarianceRatio);
  const count = `${components.length} components`;
  if (!shares.every((share) => share !== null)) return count;
  const sum = shares.reduce((total, share) => total + share, 0);
  return `${count} explain ${(100 * sum).toFixed(1)} % of the variance`;
}

export const patternsHandlers: Handlers<'patterns'> = {
  'patterns.list': async () =>
    all.map(({ id, kind, title, summary, mostRows, params }) => ({
      id,
      kind,
      title,
      summary,
      mostRows,
      params: z.toJSONSchema(params, { io: 'input' }),
    })),
  'patterns.clusters': findClusters,
  'patterns.components': findComponents,
  'patterns.outliers': findOutliers,
  'patterns.associations': findAssociations,

  'patterns.analyses': async ({ version, kind }, { workspace }) => {
    const versionId = version === undefined ? null : resolveVersion(workspace, version).version.id;
    const titles = new Map(all.map(({ id, title }) => [id, title]));
    const analyses = listAnalyses(workspace.db, { versionId, kind: kind ?? null });
    return {
      analyses: analyses.map((row) => ({
        ...row,
        title: `${titles.get(row.algorithm) ?? row.algorithm} of ${row.versionName}`,
      })),
    };
  },

  'patterns.show': async ({ id }, { workspace }) => {
    const sha256 = findAnalysis(workspace.db, id);
    if (sha256 === null) {
      throw new AppError('NOT_FOUND', `There is no analysis ${id}`, {
        hint: 'List them with patterns.analyses',
        path: 'id',
      });
    }
    return analysisSchema.parse(JSON.parse(await workspace.artifacts.readText(sha256)));
  },
};
