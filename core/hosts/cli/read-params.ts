import { readFile } from 'node:fs/promises';
import { AppError } from '../../base/app-error.ts';

/** Parameters from a JSON or YAML file that holds one mapping. */
export async function readParams(path: string): Promise<Record<string, unknown>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new AppError(
      missing ? 'FILE_NOT_FOUND' : 'FILE_UNREADABLE',
      missing ? `There is no parameter file ${path}` : `The parameter file ${path} cannot be read`,
      { hint: 'Name a JSON or YAML file with --params', path },
    );
  }
  const { parse } = await import('yaml');
  let value: unknown;
  try {
    // YAML contains JSON; aliases are bounded so that a small file cannot grow large.
    value = parse(text, { maxAliasCount: 100 });
  } catch (error) {
    throw new AppError('PARSE_FAILED', `${path}: ${(error as Error).message.trim()}`, {
      hint: 'Write one parameter a line, such as `learning_rate: 0.05`, or a JSON object',
      path,
    });
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new AppError('PARSE_FAILED', `${path} holds no mapping of parameters`, {
      hint: 'Write one parameter a line, such as `learning_rate: 0.05`',
      path,
    });
  }
  return value as Record<string, unknown>;
}
