import { join } from 'node:path';

/** The repository's folder. */
export const projectRoot = join(import.meta.dirname, '..', '..', '..');

/** Path of a bundled dataset. */
export function dataset(name: string): string {
  return join(projectRoot, 'datasets', name);
}
