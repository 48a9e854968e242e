import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operationsByName } from '../../../../../core/contract/contract.ts';
import { buildInput } from '../../../../../core/hosts/cli/build-input.ts';
import { fieldsOf } from '../../../../../core/hosts/cli/fields.ts';
import { parseValue } from '../../../../../core/hosts/cli/parse-value.ts';

const operation = operationsByName.get('validation.run')!;
const suite = fieldsOf(operation).find(({ name }) => name === 'suite')!;
let cwd: string;

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'assay-name-'));
  await writeFile(join(cwd, 'rules'), '{}');
});

afterAll(() => rm(cwd, { recursive: true, force: true }));

async function given(text: string): Promise<unknown> {
  const options = { suite: parseValue(suite, text, undefined) };
  const input = await buildInput(operation, { options, positional: ['people'], cwd });
  return (input as { suite: unknown }).suite;
}

describe('a field that takes a name, a file or an object', () => {
  it('leaves a name as it is', async () => {
    expect(await given('nightly rules')).toBe('nightly rules');
  });

  it('makes the path of a file absolute, by its ending or because it exists', async () => {
    expect(await given('new.yaml')).toBe(join(cwd, 'new.yaml'));
    expect(await given('sub/new.JSON')).toBe(join(cwd, 'sub/new.JSON'));
    expect(await given('rules')).toBe(join(cwd, 'rules'));
  });

  it('reads an object as JSON', async () => {
    expect(await given('{"name":"x","expectations":[]}')).toEqual({ name: 'x', expectations: [] });
  });
});
