/** What stands for the algorithm of models that were trained elsewhere. */
export const importedAlgorithm = 'imported';

/** Trained elsewhere: it has no test rows and no folds of its own, and cannot be trained again here. */
export const isImported = ({ algorithm }: { readonly algorithm: string }): boolean =>
  algorithm === importedAlgorithm;

/** The file an imported model came in, from what was asked for. */
export function importSource({ input }: { readonly input: Readonly<Record<string, unknown>> }) {
  const file = (input['import'] as { file?: unknown } | undefined)?.file;
  return typeof file === 'string' ? `from ${file}` : 'from elsewhere';
}
