import { looksLikeModel, tellingLength } from '../../../../core/contract/model-file.ts';
import { client } from '../../../client/client.ts';
import type { ImportSource } from '../../../stores/import-queue.ts';
import type { ModelSource } from '../../../stores/model-import.ts';

async function isModel(source: ImportSource): Promise<boolean> {
  try {
    if (source instanceof File) {
      return looksLikeModel(source.name, await source.slice(0, tellingLength).text());
    }
    if (typeof source !== 'string') return false;
    return (await client.call('registry.recognise', { file: source })).model;
  } catch {
    // What cannot be read is reported by the import of data.
    return false;
  }
}

/** Tells models that were trained elsewhere from tables; both keep their order. */
export async function separateModels(sources: readonly ImportSource[]): Promise<{
  readonly models: readonly ModelSource[];
  readonly tables: readonly ImportSource[];
}> {
  const are = await Promise.all(sources.map(isModel));
  return {
    // Only files and paths are ever told to be models.
    models: sources.filter((_, i) => are[i] === true) as ModelSource[],
    tables: sources.filter((_, i) => are[i] !== true),
  };
}
