import type { HandlersOf } from '../jobs/context.ts';
import { cachedOutput } from './cached-output.ts';
import { exportVersion } from './export-version.ts';
import { importFiles } from './import-file.ts';
import { previewFile } from './preview-file.ts';
import { previewRows, previewVersion } from './preview.ts';
import { listDatasets, listVersions } from './repository.ts';
import { listSamples } from './samples.ts';
import { summarise } from './summaries.ts';
import { resolveVersion } from './versions.ts';

export const dataHandlers = {
  'data.import': (input, context) => importFiles(input, context),
  'data.sniff': (input, { workspace }) => previewFile(input, workspace),
  'data.samples': (_input, context) => listSamples(context.samplesFolder),
  'data.list': async (_input, { workspace }) => ({ datasets: listDatasets(workspace.db) }),
  'data.show': async ({ version: ref }, { workspace }) => {
    const { version, source } = resolveVersion(workspace, ref);
    return {
      dataset: { id: version.datasetId, name: version.datasetName },
      version,
      source,
      versions: listVersions(workspace.db, version.datasetId),
    };
  },
  'data.preview': async (input, context) => {
    const record = resolveVersion(context.workspace, input.version);
    return previewVersion(record, input, await previewRows(context, input, record));
  },
  'data.summaries': async ({ version: ref }, context) => {
    const record = resolveVersion(context.workspace, ref);
    const { sha256, columns } = record.version;
    return cachedOutput(
      context,
      { operation: 'data.summaries', version: 1, inputs: { sha256, columns } },
      () => summarise(record),
    );
  },
  'data.export': (input, context) =>
    exportVersion(resolveVersion(context.workspace, input.version), input, context),
} as const satisfies HandlersOf<
  | 'data.import'
  | 'data.sniff'
  | 'data.samples'
  | 'data.list'
  | 'data.show'
  | 'data.preview'
  | 'data.summaries'
  | 'data.export'
>;
