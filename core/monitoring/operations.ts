import { AppError } from '../base/app-error.ts';
import { driftReportSchema, type DriftReport } from '../contract/monitoring.ts';
import { resolveVersion, type VersionRecord } from '../data/versions.ts';
import type { Handlers } from '../jobs/context.ts';
import { modelFiles } from '../registry/model-store.ts';
import { renderDriftReport } from '../reporting/drift-report.ts';
import { outputPath } from '../storage/output-path.ts';
import { writeFileAtomic } from '../storage/write-file-atomic.ts';
import { driftTask, type VersionFile } from './drift-task.ts';
import { findDriftReport, insertDriftReport, listDriftReports } from './repository.ts';

function versionFile({ version, parquetPath }: VersionRecord): VersionFile {
  return { parquetPath, rows: version.rows, columns: version.columns };
}

function describeVersion({ version }: VersionRecord): DriftReport['reference'] {
  const { id, datasetName: name, number, rows } = version;
  return { id, name, number, rows };
}

export const monitoringHandlers: Handlers<'monitoring'> = {
  async 'monitoring.drift'(input, context) {
    const { workspace, actor } = context;
    const reference = resolveVersion(workspace, input.reference);
    const current = resolveVersion(workspace, input.current);
    const model = input.model === undefined ? null : modelFiles(context, input.model);
    const id = context.newId('drift');
    const html =
      input.html === undefined ? null : outputPath(workspace, input.html, `drift-${id}.html`);

    const body = await context.compute(
      driftTask,
      {
        reference: versionFile(reference),
        current: versionFile(current),
        test: input.tests,
        threshold: input.threshold ?? null,
        driftShare: input.driftShare,
        ...(input.columns === undefined ? {} : { columns: input.columns }),
        model: model && { jsonPath: model.jsonPath, binaryPath: model.binaryPath },
      },
      { stage: 'Comparing', to: 0.95 },
    );
    const report: DriftReport = {
      id,
      createdAt: context.now(),
      reference: describeVersion(reference),
      current: describeVersion(current),
      ...body,
      html,
    };
    context.signal.throwIfAborted();
    if (html !== null) await writeFileAtomic(html, renderDriftReport(report));
    const { sha256 } = await workspace.artifacts.put(JSON.stringify(report));
    workspace.db.transaction(() => {
      insertDriftReport(workspace.db, { report, modelId: model?.modelId ?? null, sha256 });
      workspace.audit.append({
        actor,
        operation: 'monitoring.drift',
        subject: id,
        detail: {
          reference: report.reference.id,
          current: report.current.id,
          model: model?.modelId ?? null,
          drifted: report.drifted,
          driftedColumns: report.driftedColumns,
          columns: report.columns.length,
          sha256,
        },
        at: report.createdAt,
      });
    })();
    context.changed('drift', 'audit');
    return report;
  },

  async 'monitoring.list'(_input, { workspace }) {
    return { reports: listDriftReports(workspace.db) };
  },

  async 'monitoring.show'({ id }, { workspace }) {
    const sha256 = findDriftReport(workspace.db, id);
    if (sha256 === null) {
      throw new AppError('NOT_FOUND', `There is no drift report ${id}`, {
        path: 'id',
        hint: 'List them with monitoring.list',
      });
    }
    return driftReportSchema.parse(JSON.parse(await workspace.artifacts.readText(sha256)));
  },
};
