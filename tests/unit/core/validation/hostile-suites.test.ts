import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AppError } from '../../../../core/base/app-error.ts';
import { readSuiteFile } from '../../../../core/validation/suite-file.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;

beforeAll(async () => {
  folder = await temporaryFolder();
});

afterAll(() => folder[Symbol.asyncDispose]());

async function codeOf(name: string, text: string): Promise<string> {
  const path = join(folder.path, name);
  await writeFile(path, text);
  const started = performance.now();
  const failure = await readSuiteFile(path).then(
    () => null,
    (error: AppError) => error,
  );
  expect(performance.now() - started, name).toBeLessThan(5000);
  return failure?.code ?? 'read';
}

const levels = 20_000;
const bomb = Array.from(
  { length: 9 },
  (_, at) =>
    `a${at + 1}: &a${at + 1} [${Array(9)
      .fill(at === 0 ? 'x' : `*a${at}`)
      .join(', ')}]`,
).join('\n');

describe('suite files that mean harm', () => {
  it.each([
    ['bomb of aliases.yaml', `${bomb}\nexpectations: []\nname: *a9`, 'PARSE_FAILED'],
    ['deep flow.yaml', `expectations: ${'['.repeat(levels)}${']'.repeat(levels)}`, 'PARSE_FAILED'],
    [
      'deep maps.yaml',
      `expectations: ${'{a: '.repeat(levels)}1${'}'.repeat(levels)}`,
      'PARSE_FAILED',
    ],
    ['deep lists.yml', `expectations:\n  ${'- '.repeat(levels)}x`, 'PARSE_FAILED'],
    ['deep.json', `{"expectations": ${'['.repeat(levels)}${']'.repeat(levels)}}`, 'PARSE_FAILED'],
    [
      'deep kwargs.json',
      `{"expectations": [{"type": "x", "kwargs": {"a": ${'{"a":'.repeat(100)}1${'}'.repeat(100)}}}]}`,
      'PARSE_FAILED',
    ],
    ['large.yaml', `expectations: []\n#${'x'.repeat(3 * 2 ** 20)}`, 'FILE_TOO_LARGE'],
    ['large.json', `{"expectations": []}${' '.repeat(11 * 2 ** 20)}`, 'FILE_TOO_LARGE'],
    ['proto.json', '{"expectations": [], "meta": {"__proto__": {"polluted": 1}}}', 'PARSE_FAILED'],
    ['proto.yaml', 'expectations: []\nmeta:\n  __proto__:\n    polluted: 1', 'PARSE_FAILED'],
    [
      'constructor.json',
      '{"expectations": [{"type": "x", "kwargs": {"constructor": 1}}]}',
      'PARSE_FAILED',
    ],
    ['function.yaml', 'expectations: !!js/function "function () { return 1 }"', 'PARSE_FAILED'],
    ['cut.json', '{"expectations": [', 'PARSE_FAILED'],
    ['list.json', '[1, 2]', 'PARSE_FAILED'],
    ['text.yaml', 'just a text', 'PARSE_FAILED'],
    ['empty.json', '', 'PARSE_FAILED'],
    ['empty.yaml', '', 'PARSE_FAILED'],
    ['binary.json', '\u0000\u0001\u0002', 'PARSE_FAILED'],
    [
      'many.json',
      JSON.stringify({ expectations: Array.from({ length: 10_001 }, () => ({ type: 'x' })) }),
      'PARSE_FAILED',
    ],
    ['good.yaml', '\uFEFFname: fine\nexpectations: []', 'read'],
  ])('%s', async (name, text, code) => {
    expect(await codeOf(name, text)).toBe(code);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('tells of a folder and of a file that is not there', async () => {
    await mkdir(join(folder.path, 'folder.yaml'));
    await expect(readSuiteFile(join(folder.path, 'folder.yaml'))).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
    });
    await expect(readSuiteFile(join(folder.path, 'none.json'))).rejects.toMatchObject({
      code: 'FILE_NOT_FOUND',
    });
    expect((await readdir(folder.path)).length).toBeGreaterThan(0);
  });
});
