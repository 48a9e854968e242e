import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { AppError } from '../../base/app-error.ts';
import type { OutputOf } from '../../contract/contract.ts';
import type { JobContext, OperationContext } from '../../jobs/context.ts';
import type { Workspace } from '../../storage/workspace.ts';
import { countVersions, listDeleted, type DatasetRow } from './bin-repository.ts';
import {
  countOtherJobs,
  countUses,
  derivedDatasets,
  listedArtifacts,
  namedArtifacts,
  removeDataset,
  unlistArtifacts,
} from './reclaim-repository.ts';

/** What is younger in the temporary folder may be somebody's who is at work. */
const leftoverMs = 600_000;
const storeWaitMs = 50;
const storeWaits = 100;

/** The bin, and what reclaiming would free now. */
export function showBin({ workspace }: OperationContext): OutputOf<'data.bin'> {
  const { db } = workspace;
  const deleted = listDeleted(db);
  const uses = countAllUses(workspace, deleted);
  const sweep = tryReclaim(workspace, removable(deleted, uses));
  return {
    datasets: deleted.map(({ id, name, deletedAt }) => ({
      id,
      name,
      versions: countVersions(db, id),
      deletedAt: deletedAt!,
      usedBy: uses.get(id)!,
    })),
    reclaimableBytes: sweep.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/**
 * Removes deleted datasets that nothing needs, then files nothing names, and what was left behind in
 * the temporary folder. Throws CONFLICT while other jobs run: what they have stored has no name yet.
 */
export async function reclaim(context: JobContext): Promise<OutputOf<'data.reclaim'>> {
  const { workspace } = context;
  context.progress({ fraction: null, stage: 'Looking for what nothing needs' });
  await waitForStore(workspace);
  // From here to the end nothing else runs in this process, so nothing can come to need a file.
  const others = countOtherJobs(workspace.db, context.jobId);
  if (others > 0) {
    throw new AppError('CONFLICT', `${others} other jobs are queued or running`, {
      hint: 'Wait until they are done or cancel them, then reclaim',
    });
  }
  if (context.signal.aborted) throw new AppError('CANCELLED', 'Cancelled');
  const deleted = listDeleted(workspace.db);
  const gone = removable(deleted, countAllUses(workspace, deleted));
  const files = commit(context, gone);
  workspace.artifacts.removeFiles(files.map(({ sha256 }) => sha256));
  const leftovers = removeLeftovers(workspace.temporaryFolder, context.now());
  context.changed('datasets', 'segments');
  return {
    datasets: gone.length,
    files: files.length + leftovers.files,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) + leftovers.bytes,
  };
}

type File = ReturnType<Workspace['artifacts']['listFiles']>[number];

/** Everything the database has to say about it, in one transaction; the files that lost their names. */
function commit(context: JobContext, gone: readonly DatasetRow[]): File[] {
  const { workspace, actor } = context;
  const { db } = workspace;
  const change = db.transaction((): File[] => {
    for (const { id } of gone) removeDataset(db, id);
    const named = namedArtifacts(db);
    unlistArtifacts(
      db,
      listedArtifacts(db).filter((sha256) => !named.has(sha256)),
    );
    const files = workspace.artifacts.listFiles().filter(({ sha256 }) => !named.has(sha256));
    workspace.audit.append({
      actor,
      operation: 'data.reclaim',
      subject: workspace.id,
      detail: {
        datasets: gone.map(({ id, name }) => ({ id, name })),
        files: files.length,
        bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
      },
      at: context.now(),
    });
    return files;
  });
  return change.immediate();
}

/** What a reclaim would remove, by doing it and taking it back. */
function tryReclaim(workspace: Workspace, gone: readonly DatasetRow[]): File[] {
  const { db } = workspace;
  let files: File[] = [];
  const undo = new Error('taken back');
  try {
    db.transaction(() => {
      for (const { id } of gone) removeDataset(db, id);
      const named = namedArtifacts(db);
      files = workspace.artifacts.listFiles().filter(({ sha256 }) => !named.has(sha256));
      throw undo;
    }).immediate();
  } catch (error) {
    if (error !== undo) throw error;
  }
  return files;
}

/** Uses of each deleted dataset, those by datasets that stay included. */
function countAllUses(
  { db }: Workspace,
  deleted: readonly DatasetRow[],
): ReadonlyMap<string, number> {
  const own = new Map(deleted.map(({ id }) => [id, countUses(db, id)]));
  const derived = new Map(deleted.map(({ id }) => [id, derivedDatasets(db, id)]));
  const stays = new Set<string>();
  const usesOf = (id: string): number =>
    own.get(id)! + derived.get(id)!.filter((child) => !own.has(child) || stays.has(child)).length;
  // A dataset that stays keeps what it was made from; so on until nothing changes.
  for (let before = -1; before !== stays.size;) {
    before = stays.size;
    for (const { id } of deleted) if (usesOf(id) > 0) stays.add(id);
  }
  return new Map(deleted.map(({ id }) => [id, usesOf(id)]));
}

function removable(
  deleted: readonly DatasetRow[],
  uses: ReadonlyMap<string, number>,
): DatasetRow[] {
  return deleted.filter(({ id }) => uses.get(id) === 0);
}

/** Until nothing is being stored, and whoever stored something has gone on to name it. */
async function waitForStore({ artifacts }: Workspace): Promise<void> {
  await setImmediate();
  for (let waits = 0; artifacts.isBusy(); waits++) {
    if (waits === storeWaits) {
      throw new AppError('CONFLICT', 'Files are being stored at this moment', {
        hint: 'Reclaim again when that is done',
      });
    }
    await setTimeout(storeWaitMs);
    await setImmediate();
  }
}

function removeLeftovers(folder: string, now: number): { files: number; bytes: number } {
  let files = 0;
  let bytes = 0;
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const info = statSync(path, { throwIfNoEntry: false });
    if (!info || now - info.mtimeMs < leftoverMs) continue;
    rmSync(path, { recursive: true, force: true });
    files++;
    bytes += info.isFile() ? info.size : 0;
  }
  return { files, bytes };
}
