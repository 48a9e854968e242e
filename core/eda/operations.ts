import { cachedOutput } from '../data/cached-output.ts';
import { resolveVersion } from '../data/versions.ts';
import type { Handlers } from '../jobs/context.ts';
import { profileTask } from './profile-task.ts';

export const edaHandlers = {
  'eda.profile': async ({ version: ref }, context) => {
    const { version, parquetPath } = resolveVersion(context.workspace, ref);
    const columns = version.columns.map(({ name, type }) => ({ name, type }));
    const profile = await cachedOutput(
      context,
      {
        operation: 'eda.profile',
        version: 1,
        inputs: { sha256: version.sha256, columns },
      },
      async () => ({
        version: { id: version.id, name: version.datasetName, number: version.number },
        ...(await context.compute(profileTask, { parquetPath, columns }, { stage: 'Profiling' })),
      }),
    );
    // the same bytes may be the version of another dataset
    return {
      ...profile,
      version: { id: version.id, name: version.datasetName, number: version.number },
    };
  },
} as const satisfies Handlers<'eda'>;
