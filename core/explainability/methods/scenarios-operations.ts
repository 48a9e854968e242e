import { AppError } from '../../base/app-error.ts';
import type { Cell } from '../../contract/common.ts';
import { cellValue } from '../../data/cells.ts';
import { resolveVersion } from '../../data/versions.ts';
import type { HandlersOf, OperationContext } from '../../jobs/context.ts';
import { alignTable } from '../../models/align-table.ts';
import type { FittedPipeline } from '../../models/pipeline.ts';
import { loadModel, modelFiles, modelTitle } from '../../registry/model-store.ts';
import { rowTable } from '../../serving/row-table.ts';
import type { Table } from '../../table/table.ts';
import { typicalRow } from '../typical-row.ts';
import { readVersionRow } from './read-rows.ts';
import {
  deleteScenario,
  findScenario,
  insertScenario,
  listScenarios,
  type ScenarioRecord,
} from './scenarios-repository.ts';
import { predictRow, whatIf } from './what-if.ts';

type Row = Record<string, Cell>;

function toRow(table: Table): Row {
  return Object.fromEntries(table.columns.map((column) => [column.name, cellValue(column, 0)]));
}

function changesOf(from: Readonly<Row>, to: Readonly<Row>): ScenarioRecord['changes'] {
  return Object.keys(to)
    .filter((column) => from[column] !== to[column])
    .map((column) => ({ column, from: from[column] ?? null, to: to[column]! }));
}

interface Origin {
  readonly origin: ScenarioRecord['origin'];
  /** The row before the changes. */
  readonly row: Row;
}

/** The row a scenario started from; without one, typical values. */
async function readOrigin(
  { workspace }: OperationContext,
  pipeline: FittedPipeline,
  origin: { readonly version: string; readonly row: number } | undefined,
): Promise<Origin> {
  if (origin === undefined) {
    return { origin: null, row: toRow(typicalRow(pipeline)) };
  }
  const { version, parquetPath } = resolveVersion(workspace, origin.version);
  const source = { parquetPath, columns: version.columns };
  const { table } = await readVersionRow(pipeline, source, origin.row);
  return { origin: { versionId: version.id, row: origin.row }, row: toRow(table) };
}

export const scenarioHandlers = {
  'explainability.whatIf': async (input, context) => {
    const { pipeline } = await loadModel(context, input.model);
    return whatIf(pipeline, input.row, { label: input.label, output: input.output });
  },

  'explainability.saveScenario': async (input, context) => {
    const { pipeline, modelId, title } = await loadModel(context, input.model);
    const { workspace, actor } = context;
    const { table } = alignTable(pipeline, rowTable(pipeline, input.row));
    const from = await readOrigin(context, pipeline, input.origin);
    const { prediction, probability } = predictRow(pipeline, table);
    const row = toRow(table);
    const at = context.now();
    const scenario: ScenarioRecord = {
      id: context.newId('sc'),
      name: input.name,
      modelId,
      row,
      origin: from.origin,
      changes: changesOf(from.row, row),
      prediction,
      probability,
      createdAt: at,
    };
    workspace.db.transaction(() => {
      insertScenario(workspace.db, scenario);
      const { id: subject, name, origin, changes } = scenario;
      const detail = { name, modelId, origin, changes, prediction };
      workspace.audit.append({
        actor,
        operation: 'explainability.saveScenario',
        subject,
        detail,
        at,
      });
    })();
    context.changed('explanations');
    return { scenario: { ...scenario, modelTitle: title } };
  },

  'explainability.scenarios': async (input, context) => {
    const { db } = context.workspace;
    const modelId = input.model === undefined ? null : modelFiles(context, input.model).modelId;
    const scenarios = listScenarios(db, modelId).map((scenario) => ({
      ...scenario,
      modelTitle: modelTitle(context, scenario.modelId),
    }));
    return { scenarios };
  },

  'explainability.deleteScenario': async (input, context) => {
    const { workspace, actor } = context;
    const scenario = findScenario(workspace.db, input.id);
    if (scenario === null) {
      throw new AppError('NOT_FOUND', `There is no scenario '${input.id}'.`, {
        hint: 'See assay explainability scenarios',
        path: 'id',
      });
    }
    workspace.db.transaction(() => {
      deleteScenario(workspace.db, scenario.id);
      const { id: subject, name, modelId } = scenario;
      const operation = 'explainability.deleteScenario';
      const at = context.now();
      workspace.audit.append({ actor, operation, subject, detail: { name, modelId }, at });
    })();
    context.changed('explanations');
    return { scenario: { ...scenario, modelTitle: modelTitle(context, scenario.modelId) } };
  },
} satisfies HandlersOf<
  | 'explainability.whatIf'
  | 'explainability.saveScenario'
  | 'explainability.scenarios'
  | 'explainability.deleteScenario'
>;
