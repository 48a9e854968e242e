import type { OperationContext } from '../jobs/context.ts';

const versionFields = ['version', 'reference', 'current', 'from', 'to', 'a', 'b'] as const;

type Context = Pick<OperationContext, 'workspace' | 'now'>;

function tryName(name: () => string): string | null {
  try {
    return name();
  } catch {
    // A reference that leads nowhere stays as it is: the operation itself says so.
    return null;
  }
}

/** An input for people's eyes: references to versions and models give way to their names. */
export async function nameReferences(input: unknown, context: Context): Promise<unknown> {
  if (input === null || typeof input !== 'object') return input;
  const named: Record<string, unknown> = { ...input };
  const { resolveVersion } = await import('../data/versions.ts');
  const { modelTitle } = await import('../registry/model-store.ts');
  for (const field of versionFields) {
    const ref = named[field];
    if (typeof ref !== 'string') continue;
    named[field] =
      tryName(() => {
        const { version } = resolveVersion(context.workspace, ref);
        return `${version.datasetName}@${version.number}`;
      }) ?? ref;
  }
  const { model } = named;
  if (typeof model === 'string')
    named['model'] = tryName(() => modelTitle(context, model)) ?? model;
  return named;
}
