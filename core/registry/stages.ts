import { AppError } from '../base/app-error.ts';
import type { OperationContext } from '../jobs/context.ts';
import { productionHistory } from './production-history.ts';
import {
  findVersionById,
  listTransitions,
  listVersions,
  type ModelVersionRecord,
  type Stage,
  updateStage,
} from './repository.ts';
import { resolveModelVersion, unknownName } from './resolve-model.ts';

export interface Moved {
  readonly version: ModelVersionRecord;
  readonly archived: readonly ModelVersionRecord[];
}

function reread(context: OperationContext, version: ModelVersionRecord): ModelVersionRecord {
  return findVersionById(context.workspace.db, version.id)!;
}

/**
 * Moves a version to a stage; the version that was in Production before is archived. A version that
 * is there already stays, and nothing is recorded.
 */
export function promote(
  context: OperationContext,
  ref: string,
  move: { readonly to: Stage; readonly reason: string },
): Moved {
  const { workspace, actor } = context;
  const at = context.now();
  const moved = workspace.db.transaction((): Moved => {
    const version = resolveModelVersion(context, ref);
    if (version.stage === move.to) return { version, archived: [] };
    const replaced =
      move.to === 'Production'
        ? listVersions(workspace.db, version.name).filter((other) => other.stage === 'Production')
        : [];
    const reason = `replaced by ${version.name}@${version.number}`;
    for (const other of replaced) {
      updateStage(workspace.db, other, { to: 'Archived', kind: 'promote', reason, at });
    }
    updateStage(workspace.db, version, { ...move, kind: 'promote', at });
    const archived = replaced.map((other) => reread(context, other));
    workspace.audit.append({
      actor,
      operation: 'registry.promote',
      subject: version.id,
      detail: {
        version: `${version.name}@${version.number}`,
        from: version.stage,
        to: move.to,
        reason: move.reason,
        archived: archived.map((other) => other.id),
      },
      at,
    });
    return { version: reread(context, version), archived };
  })();
  context.changed('models');
  return moved;
}

/** Puts back the version that was in Production before the one that is. Throws CONFLICT without one. */
export function rollback(
  context: OperationContext,
  name: string,
  reason: string,
): { readonly version: ModelVersionRecord; readonly archived: ModelVersionRecord } {
  const { workspace, actor } = context;
  const at = context.now();
  const moved = workspace.db.transaction(() => {
    const versions = listVersions(workspace.db, name);
    if (versions.length === 0) throw unknownName(context, name);
    const current = versions.find((version) => version.stage === 'Production');
    if (!current) {
      throw new AppError('CONFLICT', `No version of '${name}' is in Production`, {
        hint: `Promote one: assay registry promote ${name}@${versions[0]!.number} --stage Production`,
      });
    }
    const history = productionHistory(listTransitions(workspace.db, name));
    const before = versions.find((version) => version.id === history.at(-2));
    if (!before) {
      throw new AppError(
        'CONFLICT',
        `'${name}' had no version in Production before ${name}@${current.number}`,
        {
          hint: 'Promote another version to Production instead',
        },
      );
    }
    const why = reason === '' ? `rolled back to ${name}@${before.number}` : reason;
    updateStage(workspace.db, current, { to: 'Archived', kind: 'rollback', reason: why, at });
    updateStage(workspace.db, before, { to: 'Production', kind: 'rollback', reason: why, at });
    const detail = { from: current.number, to: before.number, reason };
    const event = { actor, operation: 'registry.rollback', subject: before.id };
    workspace.audit.append({ ...event, detail, at });
    return { version: reread(context, before), archived: reread(context, current) };
  })();
  context.changed('models');
  return moved;
}
