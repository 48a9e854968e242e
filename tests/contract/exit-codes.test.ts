import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CommandLine, openCommandLine } from '../support/command-line.ts';

let cli: CommandLine;
const text = expect.any(String) as string;

beforeAll(async () => {
  cli = await openCommandLine();
  const heart = join(import.meta.dirname, '../../datasets/heart_cleveland_uci.csv');
  await cli.output('data import --name heart', heart);
  await cli.output('models train heart --target disease --algorithm dummy --cv 0');
  await cli.output('registry register latest --name heart');
});
afterAll(() => cli[Symbol.asyncDispose]());

async function failure(line: string) {
  const { code, output } = await cli.run(line);
  return { exit: code, ...(output as { error: { code: string; message: string; hint: string } }) };
}

describe('a command that fails', () => {
  it.each([
    ['data import none.csv', 'FILE_NOT_FOUND'],
    ['data show nobody', 'NOT_FOUND'],
    ['data show heart@9', 'NOT_FOUND'],
    ['data preview heart --filter age>', 'INVALID_INPUT'],
    ['models train heart --target condition', 'INVALID_INPUT'],
    ['models train heart --target disease --algorithm x', 'NOT_FOUND'],
    ['models train heart --target disease --task regression', 'TARGET_INVALID'],
    ['models train heart --target disease --params none.yaml', 'FILE_NOT_FOUND'],
    ['evaluation show run_none', 'NOT_FOUND'],
    ['tracking runs --sort no.metric', 'INVALID_INPUT'],
    ['registry register latest --name heart', 'CONFLICT'],
    ['registry rollback nobody', 'NOT_FOUND'],
    ['serving one heart {"age":1}', 'SCHEMA_MISMATCH'],
    ['monitoring drift heart nobody', 'NOT_FOUND'],
    ['monitoring drift heart heart --threshold -1', 'INVALID_INPUT'],
    ['reporting render drift none', 'NOT_FOUND'],
    ['call data.import {"files":[]}', 'INVALID_INPUT'],
  ])('ends with 1 and a hint: %s', async (line, code) => {
    const expected = { exit: 1, error: { code, message: text, hint: text } };
    expect(await failure(line)).toMatchObject(expected);
  });
});

describe('wrong usage', () => {
  it.each([
    '',
    'data',
    'dta list',
    'data show',
    'models train heart',
    'data export heart --format ods',
    'serving one heart nonsense',
    'call no.such {}',
    'call data.list {',
  ])('ends with 2 and says it briefly: %s', async (line) => {
    const answer = await failure(line);
    expect(answer).toMatchObject({ exit: 2, error: { code: 'INVALID_INPUT', hint: text } });
    expect(answer.error.message.length + answer.error.hint.length).toBeLessThan(300);
  });
});
