import { AppError } from '../base/app-error.ts';
import type { OutputOf } from '../contract/contract.ts';
import type { HandlersOf, OperationContext } from '../jobs/context.ts';
import { placeWarnings } from './network-drive.ts';
import { readRecent } from './recent-places.ts';

type Counts = OutputOf<'workspace.info'>['counts'];

function workspaceInfo({ workspace, appVersion }: OperationContext): OutputOf<'workspace.info'> {
  const warnings = placeWarnings(workspace.path, process.platform);
  const counts = workspace.db
    .prepare<[], Counts>(
      `SELECT (SELECT count(*) FROM datasets WHERE deleted_at IS NULL) AS datasets, (SELECT count(*) FROM runs) AS runs,
         (SELECT count(*) FROM registered_models) AS models, (SELECT count(*) FROM reports) AS reports`,
    )
    .get()!;
  return {
    name: workspace.name,
    path: workspace.path,
    version: appVersion,
    createdAt: workspace.createdAt,
    lastSavedAt: workspace.lastSavedAt(),
    counts,
    ...(warnings.length === 0 ? {} : { warnings }),
  };
}

export const workspaceHandlers: HandlersOf<
  'workspace.info' | 'workspace.recent' | 'workspace.open'
> = {
  'workspace.info': async (_input, context) => workspaceInfo(context),
  'workspace.recent': async (_input, context) => readRecent(context.configFolder),
  'workspace.open': async () => {
    throw new AppError('UNSUPPORTED', 'This door stays with the workspace it was started on', {
      hint: 'Start it again with --workspace',
    });
  },
};
