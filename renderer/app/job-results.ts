import type { NameOfKind, OutputOf } from '../../core/contract/contract.ts';
import { baseName } from '../client/files.ts';
import { formatCount, formatInteger, formatNumber } from '../components/format.ts';
import { mainMetric } from '../components/main-metric.ts';
import { useSelection } from '../stores/selection.ts';

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

const describe: { readonly [N in JobName]: Describe<N> } = {
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
  'evaluation.run': ({ rows }) => ({
    title: 'Evaluation finished',
    detail: `${formatInteger(rows)} rows`,
    action: 'Show',
    select: () => {},
    quiet: true,
  }),
  'explainability.shap': ({ rows }) => ({
    title: 'Explanation finished',
    detail: `${formatInteger(rows)} rows explained`,
    action: 'Show',
    select: () => {},
    quiet: true,
  }),
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
  'data.import': 'data',
  'data.export': 'data',
  'eda.profile': 'explore',
  'models.train': 'train',
  'evaluation.run': 'train',
  'explainability.shap': 'explain',
  'serving.predict': 'predict',
  'monitoring.drift': 'monitor',
  'reporting.render': 'reports',
  'demo.run': 'train',
};

/** Id of the view that shows what a job made. */
export function viewOfJob(operation: string): string {
  return views[operation as JobName] ?? 'home';
}

/** What a toast says about a finished job, and where it leads. */
export function jobResult(operation: string, output: unknown): JobResult | null {
  const found = describe[operation as JobName] as
    | ((output: unknown) => Omit<JobResult, 'path'>)
    | undefined;
  if (!found || output === null || output === undefined) return null;
  return { ...found(output), path: `/${viewOfJob(operation)}` };
}
