import type { NameOfKind, OutputOf } from '../../core/contract/contract.ts';
import type { Version } from '../../core/contract/data.ts';
import type { StudyResult } from '../../core/contract/tuning.ts';
import { baseName } from '../client/files.ts';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatInteger,
  formatNumber,
} from '../components/format.ts';
import { mainMetric } from '../components/main-metric.ts';
import { useSelection } from '../stores/selection.ts';
import { metricName } from '../views/train/metric-names.ts';
import { useTrainState } from '../views/train/train-state.ts';

export interface JobResult {
  readonly title: string;
  readonly detail: string;
  /** Text of the button that leads to the result. */
  readonly action: string;
  readonly path: string;
  /** Selects what the job made, before its view opens. */
  readonly select: () => void;
  /** The view of the job shows the result by itself. */
  readonly quiet: boolean;
}

type JobName = NameOfKind<'job'>;
type Describe<N extends JobName> = (output: OutputOf<N>) => Omit<JobResult, 'path'>;

const selection = () => useSelection.getState();

const versionName = (version: Version): string => `${version.datasetName}@${version.number}`;

function imported({ version }: { readonly version: Version }): Omit<JobResult, 'path'> {
  return {
    title: `${versionName(version)} is there`,
    detail: `${formatInteger(version.rows)} rows × ${formatInteger(version.columns.length)} columns`,
    action: 'Show data',
    select: () => selection().selectVersion(version.id),
    quiet: true,
  };
}

function searched({ study, best }: StudyResult): string {
  const score =
    best === null ? '' : `, ${metricName(study.metric.name).title} ${formatNumber(best.value, 4)}`;
  return `${study.target}: ${formatCount(study.trialCount, 'trial')}${score}`;
}

/** Null: no toast. */
const describe: { readonly [N in JobName]: Describe<N> | null } = {
  'data.import': ({ imports, failures }) => {
    const first = imports[0];
    const several = imports.length > 1;
    return {
      title: several ? `${imports.length} datasets imported` : `${first?.dataset.name} imported`,
      detail:
        failures.length > 0
          ? `${formatCount(failures.length, 'file')} could not be read`
          : several
            ? imports.map((one) => one.dataset.name).join(', ')
            : `${formatInteger(first?.version.rows)} rows × ${formatInteger(first?.version.columns.length)} columns`,
      action: 'Show data',
      select: () => first && selection().selectVersion(first.version.id),
      quiet: true,
    };
  },
  'data.export': ({ path, rows }) => ({
    title: 'Export written',
    detail: `${formatInteger(rows)} rows to ${baseName(path)}`,
    action: 'Show data',
    select: () => {},
    quiet: true,
  }),
  'data.paste': imported,
  'data.importDatabase': imported,
  'data.saveSql': imported,
  'data.diff': ({ from, to, rows }) => ({
    title: `${versionName(from)} and ${versionName(to)} are compared`,
    detail: `${formatInteger(rows.added)} added, ${formatInteger(rows.removed)} removed, ${formatInteger(rows.changed)} changed`,
    action: 'Show versions',
    select: () => selection().selectVersion(to.id),
    quiet: true,
  }),
  'data.promote': ({ version, score, passed }) => ({
    title: passed
      ? `${versionName(version)} is ${version.layer}`
      : `${versionName(version)} is ${version.layer} by an exception`,
    detail: `Quality ${formatNumber(score, 3)}`,
    action: 'Show versions',
    select: () => selection().selectVersion(version.id),
    quiet: true,
  }),
  'data.reclaim': ({ bytes, datasets }) => ({
    title: `${formatBytes(bytes)} reclaimed`,
    detail: `${formatCount(datasets, 'dataset')} removed for good`,
    action: 'Show data',
    select: () => {},
    quiet: true,
  }),
  'data.sql': ({ rows, durationMs }) => ({
    title: 'Query finished',
    detail: `${formatCount(rows.length, 'row')} in ${formatDuration(durationMs)}`,
    action: 'Show result',
    select: () => {},
    quiet: true,
  }),
  'eda.correlations': ({ columns }) => ({
    title: 'Correlations are ready',
    detail: formatCount(columns.length, 'column'),
    action: 'Explore',
    select: () => {},
    quiet: true,
  }),
  'eda.target': ({ target, columns }) => ({
    title: `Columns ranked against ${target}`,
    detail: formatCount(columns.length, 'column'),
    action: 'Explore',
    select: () => {},
    quiet: true,
  }),
  'eda.outliers': ({ count }) => ({
    title: 'Search for outliers finished',
    detail: formatCount(count, 'row stands out', 'rows stand out'),
    action: 'Explore',
    select: () => {},
    quiet: true,
  }),
  'eda.compare': ({ columns }) => ({
    title: 'Comparison finished',
    detail: formatCount(columns.length, 'column'),
    action: 'Explore',
    select: () => {},
    quiet: true,
  }),
  'eda.timeseries': () => ({
    title: 'Time series analysed',
    detail: '',
    action: 'Explore',
    select: () => {},
    quiet: true,
  }),
  'validation.suggest': ({ expectations }) => ({
    title: 'Rules suggested',
    detail: formatCount(expectations.length, 'rule'),
    action: 'Show rules',
    select: () => {},
    quiet: true,
  }),
  'validation.run': ({ success }) => ({
    title: success ? 'Every rule holds' : 'Some rules are broken',
    detail: 'Validation finished',
    action: 'Show result',
    select: () => {},
    quiet: true,
  }),
  // Part of something else, which shows it.
  'validation.score': null,
  'validation.runCheckpoint': () => ({
    title: 'Checkpoint finished',
    detail: '',
    action: 'Show result',
    select: () => {},
    quiet: true,
  }),
  'eda.profile': ({ version, alerts }) => ({
    title: `Profile of ${version.name}@${version.number} is ready`,
    detail: formatCount(alerts.length, 'alert'),
    action: 'Explore',
    select: () => selection().selectVersion(version.id),
    quiet: true,
  }),
  'models.train': ({ run, model }) => {
    const metric = mainMetric(model.task, run.metrics);
    return {
      title: 'Training finished',
      detail: `${model.algorithm} → ${model.target}${metric ? `, ${metric.title} ${metric.text}` : ''}`,
      action: 'Show run',
      select: () => selection().selectRun(run.id),
      quiet: true,
    };
  },
  'evaluation.run': ({ rows, warnings }) => ({
    title: 'Evaluation finished',
    detail: [`${formatInteger(rows)} rows`, ...warnings.map(({ message }) => message)].join('. '),
    action: 'Show',
    select: () => {},
    quiet: true,
  }),
  'evaluation.residuals': null,
  'evaluation.errors': null,
  'evaluation.segments': null,
  'evaluation.formula': null,
  'evaluation.ranking': null,
  'explainability.shap': ({ rows }) => ({
    title: 'Explanation finished',
    detail: `${formatInteger(rows)} rows explained`,
    action: 'Show',
    select: () => {},
    quiet: true,
  }),
  'explainability.pdp': null,
  'explainability.ice': null,
  'explainability.counterfactual': null,
  'explainability.permutation': null,
  'explainability.surrogate': null,
  'explainability.lime': null,
  'explainability.anchor': null,
  'explainability.similar': null,
  'serving.predict': ({ path, rows }) => ({
    title: 'Scoring finished',
    detail: `${formatInteger(rows)} rows to ${baseName(path)}`,
    action: 'Show',
    select: () => {},
    quiet: true,
  }),
  'monitoring.drift': ({ drifted, driftedColumns, columns, current }) => ({
    title: drifted ? `${current.name} has drifted` : `${current.name} has not drifted`,
    detail: `${driftedColumns} of ${columns.length} columns moved`,
    action: 'Show report',
    select: () => {},
    quiet: true,
  }),
  'reporting.render': ({ title }) => ({
    title: 'Report written',
    detail: title,
    action: 'Show reports',
    select: () => {},
    quiet: true,
  }),
  'tuning.run': (result) => ({
    title: 'Tuning finished',
    detail: searched(result),
    action: 'Show search',
    select: () => useTrainState.getState().openStudy('search', result.study.id),
    quiet: true,
  }),
  'tuning.auto': (result) => ({
    title: 'AutoML finished',
    detail: searched(result),
    action: 'Show leaderboard',
    select: () => useTrainState.getState().openStudy('automl', result.study.id),
    quiet: true,
  }),
  'tuning.curve': ({ kind, algorithm, points }) => ({
    title: kind === 'learning' ? 'Learning curve is ready' : 'Validation curve is ready',
    detail: `${algorithm}, ${formatCount(points.length, 'point')}`,
    action: 'Show curve',
    select: () => useTrainState.getState().openExperiment(kind),
    quiet: true,
  }),
  'tuning.ablation': ({ algorithm, entries }) => ({
    title: 'Ablation finished',
    detail: `${algorithm}, ${formatCount(entries.length, 'part')} left out in turn`,
    action: 'Show losses',
    select: () => useTrainState.getState().openExperiment('ablation'),
    quiet: true,
  }),
  'tuning.sensitivity': ({ algorithm, params }) => ({
    title: 'Sensitivity measured',
    detail: `${algorithm}, ${formatCount(params.length, 'parameter')}`,
    action: 'Show parameters',
    select: () => useTrainState.getState().openExperiment('sensitivity'),
    quiet: true,
  }),
  'evaluation.compare': null,
  'evaluation.fairness': null,
  'patterns.clusters': null,
  'patterns.components': null,
  'patterns.outliers': null,
  'patterns.associations': null,
  'registry.inspect': null,
  'registry.import': ({ runId, features, metrics }) => {
    const metric = mainMetric('classification', metrics) ?? mainMetric('regression', metrics);
    const score = metric ? `, ${metric.title} ${metric.text}` : '';
    return {
      title: 'Model imported',
      detail: `Reads ${formatCount(features.length, 'column')}${score}`,
      action: 'Show run',
      select: () => selection().selectRun(runId),
      quiet: false,
    };
  },
  'demo.run': ({ dataset, run, modelVersion }) => {
    const metric = mainMetric('classification', run.metrics);
    return {
      title: 'The sample is ready',
      detail: `${dataset.name}: ${modelVersion.name}@${modelVersion.number}${metric ? `, ${metric.title} ${formatNumber(metric.value, 3)}` : ''}`,
      action: 'Show run',
      select: () => {
        selection().selectVersion(dataset.versionId);
        selection().selectRun(run.id);
      },
      quiet: true,
    };
  },
};

const views: Readonly<Record<JobName, string>> = {
  'tuning.run': 'train',
  'tuning.auto': 'train',
  'tuning.curve': 'train',
  'tuning.ablation': 'train',
  'tuning.sensitivity': 'train',
  'patterns.clusters': 'patterns',
  'patterns.components': 'patterns',
  'patterns.outliers': 'patterns',
  'patterns.associations': 'patterns',
  'data.import': 'data',
  'data.export': 'data',
  'data.paste': 'data',
  'data.importDatabase': 'data',
  'data.saveSql': 'data',
  'data.diff': 'data',
  'data.promote': 'data',
  'data.reclaim': 'data',
  'data.sql': 'data',
  'eda.correlations': 'explore',
  'eda.target': 'explore',
  'eda.outliers': 'explore',
  'eda.compare': 'explore',
  'eda.timeseries': 'explore',
  'validation.suggest': 'validate',
  'validation.run': 'validate',
  'validation.score': 'validate',
  'validation.runCheckpoint': 'validate',
  'eda.profile': 'explore',
  'models.train': 'train',
  'evaluation.run': 'train',
  'evaluation.compare': 'train',
  'evaluation.fairness': 'train',
  'evaluation.residuals': 'train',
  'evaluation.errors': 'train',
  'evaluation.segments': 'train',
  'evaluation.formula': 'train',
  'evaluation.ranking': 'train',
  'explainability.shap': 'explain',
  'explainability.pdp': 'explain',
  'explainability.ice': 'explain',
  'explainability.counterfactual': 'explain',
  'explainability.permutation': 'explain',
  'explainability.surrogate': 'explain',
  'explainability.lime': 'explain',
  'explainability.anchor': 'explain',
  'explainability.similar': 'explain',
  'registry.inspect': 'registry',
  'registry.import': 'train',
  'serving.predict': 'predict',
  'monitoring.drift': 'monitor',
  'reporting.render': 'reports',
  'demo.run': 'train',
};

/** Where in its view a result is, if not at the front. */
const places: Partial<Record<JobName, string>> = {
  'models.train': '/runs',
  'demo.run': '/runs',
  'registry.import': '/runs',
  'tuning.run': '/tune',
  'tuning.auto': '/auto',
  'tuning.curve': '/experiments',
  'tuning.ablation': '/experiments',
  'tuning.sensitivity': '/experiments',
  'data.diff': '/versions',
  'data.promote': '/versions',
  'data.sql': '/sql',
  'validation.suggest': '/rules',
  'validation.run': '/results',
  'validation.score': '/quality',
  'validation.runCheckpoint': '/checkpoints',
};

/** Id of the view that shows what a job made. */
export function viewOfJob(operation: string): string {
  return views[operation as JobName] ?? 'home';
}

/** What a toast says about a finished job, and where it leads. */
export function jobResult(operation: string, output: unknown): JobResult | null {
  const found = describe[operation as JobName] as
    | ((output: unknown) => Omit<JobResult, 'path'>)
    | null
    | undefined;
  if (!found || output === null || output === undefined) return null;
  const path = `/${viewOfJob(operation)}${places[operation as JobName] ?? ''}`;
  return { ...found(output), path };
}
