import type { Profile } from '../contract/eda.ts';
import { cachedOutput } from '../data/cached-output.ts';
import { resolveVersion, type VersionRecord } from '../data/versions.ts';
import type { HandlersOf, JobContext } from '../jobs/context.ts';
import { profileInParts } from './profile-in-parts.ts';
import { profileTask } from './profile-task.ts';
import type { Thresholds } from './profile.ts';
import { segmentKey, segmentRows } from './segments/segment-rows.ts';

/** Up to so many cells a table is profiled on one thread, all columns in memory. */
const cellsAtOnce = 4_000_000;

export const edaHandlers: HandlersOf<'eda.profile'> = {
  'eda.profile': async ({ version: ref, segment }, context) => {
    const record = resolveVersion(context.workspace, ref);
    const { version } = record;
    const columns = version.columns.map(({ name, type }) => ({ name, type }));
    const { alerts: thresholds } = await context.call('workspace.settings', {});
    const named = { id: version.id, name: version.datasetName, number: version.number };
    const profile = await cachedOutput(
      context,
      {
        operation: 'eda.profile',
        version: 2,
        inputs: {
          sha256: version.sha256,
          columns,
          thresholds,
          segment: segmentKey(context, segment),
        },
      },
      async () => {
        const rows = await segmentRows(context, segment, record);
        return { version: named, ...(await computeProfile(context, record, { rows, thresholds })) };
      },
    );
    // the same bytes may be the version of another dataset, from another file
    return { ...profile, version: named, alerts: [...profile.alerts, ...importAlerts(record)] };
  },
};

/** What only the file showed: dates that were written in several ways before they were read. */
function importAlerts({ version, source }: VersionRecord): Profile['alerts'] {
  const dates = new Set(
    version.columns.filter(({ type }) => type === 'datetime').map(({ name }) => name),
  );
  return (source?.warnings ?? []).flatMap(({ kind, column, message }) =>
    kind === 'mixed_dates' && column !== undefined && dates.has(column)
      ? [{ kind, column, value: null, message }]
      : [],
  );
}

function computeProfile(
  context: JobContext,
  { version, parquetPath }: VersionRecord,
  asked: { readonly rows: Uint32Array | null; readonly thresholds: Thresholds },
): Promise<Omit<Profile, 'version'>> {
  const columns = version.columns.map(({ name, type }) => ({ name, type }));
  const source = { parquetPath, columns, ...asked };
  if (version.rows * columns.length > cellsAtOnce) {
    return profileInParts(context, { ...source, totalRows: version.rows });
  }
  return context.compute(profileTask, source, { stage: 'Profiling' });
}
