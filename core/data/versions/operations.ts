import type { HandlersOf } from '../../jobs/context.ts';
import { resolveVersion } from '../versions.ts';
import { putInBin, renameTo, takeFromBin } from './bin.ts';
import { diffVersions } from './diff.ts';
import { lineageOf } from './lineage.ts';
import { promoteVersion, restoreVersion } from './new-version.ts';
import { reclaim, showBin } from './reclaim.ts';

export const dataVersionsHandlers: HandlersOf<
  | 'data.diff'
  | 'data.restore'
  | 'data.promote'
  | 'data.lineage'
  | 'data.rename'
  | 'data.delete'
  | 'data.undelete'
  | 'data.bin'
  | 'data.reclaim'
> = {
  'data.diff': ({ from, to, key }, context) => {
    const { workspace, signal } = context;
    return diffVersions(resolveVersion(workspace, from), resolveVersion(workspace, to), {
      key,
      signal,
      onStage: (stage, fraction) => context.progress({ stage, fraction }),
    });
  },
  'data.restore': async ({ version }, context) => ({ version: restoreVersion(version, context) }),
  'data.promote': (input, context) => promoteVersion(input, context),
  'data.lineage': async ({ version }, context) => lineageOf(version, context),
  'data.rename': async (input, context) => renameTo(input, context),
  'data.delete': async ({ dataset }, context) => putInBin(dataset, context),
  'data.undelete': async ({ dataset }, context) => takeFromBin(dataset, context),
  'data.bin': async (_input, context) => showBin(context),
  'data.reclaim': (_input, context) => reclaim(context),
};
