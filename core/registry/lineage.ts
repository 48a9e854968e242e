import type { OutputOf } from '../contract/contract.ts';
import { imported } from '../models/imported.ts';
import type { OperationContext } from '../jobs/context.ts';
import { resolveRun } from '../tracking/record-run.ts';
import type { RunRecord } from '../tracking/repository.ts';
import {
  driftReportsOf,
  explanationsOf,
  type LineageRow,
  reportsOn,
  versionAncestry,
} from './lineage-repository.ts';
import { findModel, listVersionsOfModel, type ModelRecord } from './repository.ts';
import { resolveModel } from './resolve-model.ts';

type Lineage = OutputOf<'registry.lineage'>;
type Node = Lineage['nodes'][number];

/** The last part of a path of any system: the workspace may come from another machine. */
function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

function findStart(
  context: OperationContext,
  ref: string,
): { run: RunRecord; model?: ModelRecord } {
  const { db } = context.workspace;
  if (ref === 'latest' || (ref.startsWith('run_') && !findModel(db, ref))) {
    const run = resolveRun(context, ref);
    const model = findModel(db, run.id);
    return { run, ...(model ? { model } : {}) };
  }
  const { model } = resolveModel(context, ref);
  return { run: resolveRun(context, model.runId), model };
}

/** From the file to everything made with the model: file, version, run, model, what came of it. */
export function lineageOf(context: OperationContext, ref: string): Lineage {
  const { db } = context.workspace;
  const { run, model } = findStart(context, ref);
  const nodes: Node[] = [];
  const edges: Lineage['edges'] = [];

  function addBelow(parent: string, kind: Node['kind'], label: string, rows: LineageRow[]): void {
    for (const { id, title, detail } of rows) {
      nodes.push({ id, kind, title, detail });
      edges.push({ from: parent, to: id, label });
    }
  }

  for (const version of versionAncestry(db, run.versionId)) {
    const { id, title } = version;
    nodes.push({ id, kind: 'version', title, detail: version.detail });
    if (version.parentId) edges.push({ from: version.parentId, to: id, label: 'derived' });
    if (version.file === null || version.fileSha256 === null) continue;
    const file = `file:${version.fileSha256}`;
    if (!nodes.some((node) => node.id === file)) {
      const detail = `${version.file}, SHA-256 ${version.fileSha256}`;
      nodes.push({ id: file, kind: 'file', title: fileName(version.file), detail });
    }
    edges.push({ from: file, to: id, label: 'imported' });
  }
  const runTitle = `${run.algorithm} for ${run.target}`;
  const foreign = run.algorithm === imported;
  const detail = foreign ? run.status : `${run.status}, seed ${run.seed}`;
  nodes.push({ id: run.id, kind: 'run', title: runTitle, detail });
  const label = foreign ? 'imported on' : 'trained on';
  edges.push({ from: run.versionId, to: run.id, label });

  const subjects = [run.id];
  if (model) {
    const detail = `${model.features.length} features`;
    addBelow(run.id, 'model', 'made', [{ id: model.id, title: model.algorithm, detail }]);
    const versions = listVersionsOfModel(db, model.id).map((version) => ({
      id: version.id,
      title: `${version.name}@${version.number}`,
      detail: [version.stage, ...version.aliases].join(', '),
    }));
    const explanations = explanationsOf(db, model.id);
    const driftReports = driftReportsOf(db, model.id);
    addBelow(model.id, 'model version', 'registered as', versions);
    addBelow(model.id, 'explanation', 'explained by', explanations);
    addBelow(model.id, 'drift report', 'watched by', driftReports);
    for (const { id } of [model, ...versions, ...explanations, ...driftReports]) subjects.push(id);
  }
  for (const report of reportsOn(db, subjects)) {
    addBelow(report.subjectId, 'report', 'reported in', [report]);
  }
  return { nodes, edges };
}
