import { AppError } from '../base/app-error.ts';
import type { Report } from '../contract/reporting.ts';
import { writeFileAtomic } from '../storage/write-file-atomic.ts';
import { outputPath } from '../storage/output-path.ts';
import type { Handlers, JobContext } from '../jobs/context.ts';
import { renderDriftReport } from './drift-report.ts';
import { renderProfileReport } from './profile-report.ts';
import { findReport, insertReport, listReports } from './repository.ts';
import { renderTrainingReport } from './training-report.ts';
import { renderValidationReport } from './validation-report.ts';

interface Draft {
  readonly title: string;
  readonly subjectId: string;
  readonly html: string;
  /** Proposed file name, without its extension. */
  readonly fileName: string;
}

async function latestExplanation(context: JobContext, modelId: string | null) {
  if (modelId === null) return null;
  const { explanations } = await context.call('explainability.list', { model: modelId });
  const latest = explanations[0];
  return latest ? context.call('explainability.show', { id: latest.id }) : null;
}

async function draftTraining(context: JobContext, id: string): Promise<Draft> {
  const shown = await context.call('tracking.show', { run: id });
  const { runId: _runId, on, ...evaluation } = await context.call('evaluation.show', { run: id });
  const data = await context.call('data.show', { version: shown.run.versionId });
  const explanation = await latestExplanation(context, shown.run.modelId);
  context.progress({ fraction: 0.5, stage: 'Drawing' });
  const html = renderTrainingReport({
    shown,
    evaluation,
    evaluatedOn: on,
    data,
    explanation,
    appVersion: context.appVersion,
    now: context.now(),
  });
  const title = `${shown.run.target} · ${shown.run.algorithm.replaceAll('_', ' ')} on ${shown.run.versionName}`;
  return { title, subjectId: shown.run.id, html, fileName: `training-${shown.run.id}` };
}

async function draftDrift(context: JobContext, id: string): Promise<Draft> {
  const report = await context.call('monitoring.show', { id });
  context.progress({ fraction: 0.5, stage: 'Drawing' });
  const { reference, current } = report;
  const title = `${reference.name}@${reference.number} against ${current.name}@${current.number}`;
  return { title, subjectId: id, html: renderDriftReport(report), fileName: `drift-${id}` };
}

async function draftValidation(context: JobContext, id: string): Promise<Draft> {
  const result = await context.call('validation.show', { id });
  context.progress({ fraction: 0.5, stage: 'Drawing' });
  const { suite_name: suite, version } = result;
  const title = `${suite} on ${version.name}@${version.number}`;
  return {
    title,
    subjectId: id,
    html: renderValidationReport(result),
    fileName: `validation-${id}`,
  };
}

async function draftProfile(context: JobContext, id: string): Promise<Draft> {
  const profile = await context.call('eda.profile', { version: id }, { from: 0.1, to: 0.8 });
  const sample = await context.call('data.preview', { version: profile.version.id, limit: 10 });
  context.progress({ fraction: 0.8, stage: 'Drawing' });
  const { version } = profile;
  const title = `Profile of ${version.name}@${version.number}`;
  const { appVersion } = context;
  const html = renderProfileReport({ profile, sample, appVersion, now: context.now() });
  return { title, subjectId: version.id, html, fileName: `profile-${version.id}` };
}

const drafts = {
  training: draftTraining,
  drift: draftDrift,
  profile: draftProfile,
  validation: draftValidation,
} as const;

export const reportingHandlers: Handlers<'reporting'> = {
  async 'reporting.render'(input, context) {
    context.progress({ fraction: 0.1, stage: 'Gathering' });
    const draft = await drafts[input.kind](context, input.id);
    const { workspace } = context;
    const path = outputPath(workspace, input.out, `${draft.fileName}.html`);
    context.signal.throwIfAborted();
    const { sha256, bytes } = await workspace.artifacts.put(draft.html);
    await writeFileAtomic(path, draft.html);
    const report: Report = {
      id: context.newId('report'),
      kind: input.kind,
      title: draft.title,
      subjectId: draft.subjectId,
      path,
      bytes,
      createdAt: context.now(),
    };
    workspace.db.transaction(() => {
      insertReport(workspace, report, sha256);
      workspace.audit.append({
        actor: context.actor,
        operation: 'reporting.render',
        subject: report.id,
        detail: { kind: report.kind, subject: report.subjectId, sha256 },
        at: report.createdAt,
      });
    })();
    context.changed('reports', 'audit');
    return report;
  },

  async 'reporting.list'(_input, { workspace }) {
    return { reports: listReports(workspace) };
  },

  async 'reporting.show'({ id }, { workspace }) {
    const stored = findReport(workspace, id);
    if (!stored) {
      throw new AppError('NOT_FOUND', `There is no report ${id}`, {
        hint: 'List them with `assay reporting list`.',
      });
    }
    return { report: stored.report, html: await workspace.artifacts.readText(stored.sha256) };
  },
};
