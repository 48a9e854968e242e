import type { OutputOf } from '../../../core/contract/contract.ts';

export interface WorkState {
  readonly datasets: OutputOf<'data.list'>['datasets'];
  readonly runs: OutputOf<'tracking.runs'>['runs'];
  readonly models: OutputOf<'registry.list'>['models'];
  readonly drift: OutputOf<'monitoring.list'>['reports'];
  readonly reports: OutputOf<'reporting.list'>['reports'];
}

export interface NextStep {
  readonly title: string;
  readonly reason: string;
  readonly action: string;
  readonly path: string;
}

/** What the state of the work suggests to do now; null when every part of the journey was walked. */
export function nextStep({ datasets, runs, models, drift, reports }: WorkState): NextStep | null {
  const newest = datasets.toSorted((a, b) => b.latest.createdAt - a.latest.createdAt)[0];
  const finished = runs.filter((run) => run.status === 'finished');
  if (newest && finished.length === 0)
    return {
      title: `Train a first model on ${newest.name}`,
      reason: 'Choose the column to predict. The scores come from rows the model has not seen.',
      action: 'Train',
      path: '/train',
    };
  if (finished.length > 0 && models.length === 0)
    return {
      title: 'Register the best run',
      reason:
        'A registered model has versions, stages and a lineage, and can be put to use by name.',
      action: 'Show runs',
      path: '/train',
    };
  const versions = models.flatMap((model) => model.versions);
  if (versions.length > 0 && !versions.some((version) => version.stage === 'Production'))
    return {
      title: 'Promote a version to Production',
      reason: 'Predictions by name use the version in Production.',
      action: 'Open the registry',
      path: '/registry',
    };
  const latest = drift.toSorted((a, b) => b.createdAt - a.createdAt)[0];
  if (latest?.drifted)
    return {
      title: `${latest.currentName} has drifted from ${latest.referenceName}`,
      reason: `${latest.driftedColumns} of ${latest.columns} columns moved. See which, and whether the model should be trained again.`,
      action: 'Show drift',
      path: '/monitor',
    };
  if (versions.length > 0 && drift.length === 0)
    return {
      title: 'Check newer data for drift',
      reason: 'Compare what the model was trained on with what it is asked about now.',
      action: 'Monitor',
      path: '/monitor',
    };
  if (versions.length > 0 && reports.length === 0)
    return {
      title: 'Write a report',
      reason: 'One HTML file that opens anywhere, for those who decide.',
      action: 'Reports',
      path: '/reports',
    };
  return null;
}
