import { AppError } from '../../base/app-error.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/contract.ts';
import type { OperationContext } from '../../jobs/context.ts';
import { checkDatasetName } from '../dataset-name.ts';
import {
  findDeleted,
  findLive,
  isTaken,
  markDeleted,
  renameDataset,
  unmarkDeleted,
  type DatasetRow,
} from './bin-repository.ts';

interface Change {
  readonly operation: string;
  readonly subject: string;
  readonly detail: Record<string, unknown>;
  readonly at: number;
}

/** Gives a dataset a name that no other has. Errors: NOT_FOUND, INVALID_INPUT, CONFLICT. */
export function renameTo(
  { dataset: ref, name }: ParsedInputOf<'data.rename'>,
  context: OperationContext,
): OutputOf<'data.rename'> {
  const { db } = context.workspace;
  const renamed = db.transaction(() => {
    const dataset = requireLive(context, ref);
    checkDatasetName(name);
    const other = findLive(db, name);
    if ((other && other.id !== dataset.id) || (!other && isTaken(db, name))) {
      throw new AppError('CONFLICT', `There is a dataset ${other?.name ?? name} already`, {
        hint: 'Choose another name, or rename that one first',
        path: 'name',
      });
    }
    renameDataset(db, dataset.id, name);
    const detail = { from: dataset.name, to: name };
    audit(context, { operation: 'data.rename', subject: dataset.id, detail, at: context.now() });
    return { id: dataset.id, name };
  });
  const output = renamed.immediate();
  context.changed('datasets', 'runs', 'segments');
  return output;
}

/** Puts a dataset in the bin and frees its name. Errors: NOT_FOUND, CONFLICT when it is there. */
export function putInBin(ref: string, context: OperationContext): OutputOf<'data.delete'> {
  const { db } = context.workspace;
  const deleted = db.transaction(() => {
    const dataset = requireLive(context, ref);
    const at = context.now();
    markDeleted(db, dataset, at);
    const detail = { name: dataset.name };
    audit(context, { operation: 'data.delete', subject: dataset.id, detail, at });
    return { id: dataset.id, name: dataset.name, deletedAt: at };
  });
  const output = deleted.immediate();
  context.changed('datasets', 'runs', 'segments');
  return output;
}

/** Brings a dataset back, under its own name or, when that is taken, with a number behind it. */
export function takeFromBin(ref: string, context: OperationContext): OutputOf<'data.undelete'> {
  const { db } = context.workspace;
  const restored = db.transaction(() => {
    const dataset = findDeleted(db, ref);
    if (!dataset) {
      throw new AppError('NOT_FOUND', `There is no dataset ${ref} in the bin`, {
        hint: 'data.bin lists what can be brought back',
        path: 'dataset',
      });
    }
    const name = freeName(dataset.name, (candidate) => isTaken(db, candidate));
    unmarkDeleted(db, dataset.id, name);
    const detail = { name, before: dataset.name };
    audit(context, { operation: 'data.undelete', subject: dataset.id, detail, at: context.now() });
    return { id: dataset.id, name };
  });
  const output = restored.immediate();
  context.changed('datasets', 'runs', 'segments');
  return output;
}

/** The name itself, else `name (2)`, `name (3)` ... . */
function freeName(name: string, isTaken: (name: string) => boolean): string {
  let free = name;
  for (let n = 2; isTaken(free); n++) free = `${name} (${n})`;
  return free;
}

function requireLive({ workspace }: OperationContext, ref: string): DatasetRow {
  const found = findLive(workspace.db, ref);
  if (found) return found;
  const deleted = findDeleted(workspace.db, ref);
  if (deleted) {
    throw new AppError('CONFLICT', `The dataset ${deleted.name} is in the bin`, {
      hint: 'Bring it back first with data.undelete',
      path: 'dataset',
    });
  }
  throw new AppError('NOT_FOUND', `There is no dataset ${ref}`, {
    hint: 'Give an id or a name; data.list shows them',
    path: 'dataset',
  });
}

function audit({ workspace, actor }: OperationContext, change: Change): void {
  workspace.audit.append({ actor, ...change });
}
