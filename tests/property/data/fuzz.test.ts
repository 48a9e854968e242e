import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAppError } from '../../../core/base/app-error.ts';
import { createRng, type Rng } from '../../../core/base/rng.ts';
import { readDelimited } from '../../../core/data/read-delimited.ts';
import { describeSource } from '../../../core/data/source-file.ts';
import { sniffFile } from '../../../core/data/sniff/sniff-file.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const fixtures = join(root, 'tests', 'fixtures', 'csv');
const datasets = join(root, 'datasets');

/** Every fixture whole, and the beginning of every bundled dataset. */
const seeds = [
  ...readdirSync(fixtures).map((name) => readFileSync(join(fixtures, name)).subarray(0, 16_384)),
  ...readdirSync(datasets)
    .filter((name) => name.endsWith('.csv'))
    .map((name) => readFileSync(join(datasets, name)).subarray(0, 4096)),
].filter((seed) => seed.length > 0);

const nasty = [
  '\0',
  '"',
  '""',
  '"\n',
  '\r',
  '\n\n',
  ',',
  ';',
  '\t',
  '\ufeff',
  '\u0000\u0001',
  '=1+1',
  '9'.repeat(400),
]
  .map((text) => Buffer.from(text))
  .concat([
    Buffer.from([0xff, 0xfe]),
    Buffer.from([0xc3]),
    Buffer.from([0x1f, 0x8b, 8, 0]),
    Buffer.from('PK\u0003\u0004'),
  ]);

/** The engine takes some 30 ms a file; ASSAY_FUZZ=5000 sends all of them through it. */
const throughEngine = Number(process.env['ASSAY_FUZZ'] ?? 200);

function pick<T>(values: readonly T[], rng: Rng): T {
  return values[rng.integer(values.length)]!;
}

function mutateOnce(bytes: Buffer, rng: Rng): Buffer {
  const at = rng.integer(bytes.length + 1);
  const until = Math.min(bytes.length, at + 1 + rng.integer(200));
  switch (rng.integer(6)) {
    case 0: {
      const flipped = Buffer.from(bytes);
      if (at < flipped.length) flipped[at] = rng.integer(256);
      return flipped;
    }
    case 1:
      return Buffer.concat([bytes.subarray(0, at), pick(nasty, rng), bytes.subarray(at)]);
    case 2:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(until)]);
    case 3:
      return Buffer.concat([bytes.subarray(0, until), bytes.subarray(at)]);
    case 4:
      return bytes.subarray(0, at);
    default: {
      const other = pick(seeds, rng);
      return Buffer.concat([bytes.subarray(0, at), other.subarray(rng.integer(other.length))]);
    }
  }
}

function mutant(seed: number): Buffer {
  const rng = createRng(seed);
  let bytes: Buffer = Buffer.from(pick(seeds, rng));
  for (let i = rng.integer(5); i >= 0; i--) bytes = mutateOnce(bytes, rng);
  return bytes;
}

describe('a mutated file', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeAll(async () => {
    folder = await temporaryFolder();
  });
  afterAll(() => folder[Symbol.asyncDispose]());

  /** `table`, or the code of the failure; anything else that is thrown fails the test by its seed. */
  async function outcome(seed: number, read: (path: string) => Promise<unknown>): Promise<string> {
    const path = join(folder.path, 'mutant.csv');
    await writeFile(path, mutant(seed));
    try {
      await read(path);
      return 'table';
    } catch (error) {
      if (isAppError(error) && error.code !== 'INTERNAL' && error.message !== '') return error.code;
      throw new Error(`Seed ${seed}: ${String(error)}`, { cause: error });
    }
  }

  async function tally(
    count: number,
    read: (path: string) => Promise<unknown>,
  ): Promise<Map<string, number>> {
    const counts = new Map<string, number>();
    for (let seed = 1; seed <= count; seed++) {
      const name = await outcome(seed, read);
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    return counts;
  }

  it('is sniffed or refused with a typed failure: 5,000 of them', async () => {
    const counts = await tally(5000, async (path) =>
      sniffFile(await describeSource(path), {}, null),
    );
    expect(counts.get('table')).toBeGreaterThan(3000);
    expect(counts.size).toBeGreaterThan(1);
  }, 300_000);

  it('becomes a table or a typed failure, and every row is read or counted', async () => {
    const counts = await tally(throughEngine, async (path) => {
      const { table, rejected } = await readDelimited(path);
      const lengths = table.columns.map((column) =>
        'values' in column ? column.values.length : column.codes.length,
      );
      expect(new Set(lengths).size).toBeLessThanOrEqual(1);
      expect(table.rows).toBe(lengths[0]);
      expect(rejected.sample.length).toBe(Math.min(100, rejected.rows));
    });
    expect(counts.get('table')).toBeGreaterThan(throughEngine / 2);
  }, 900_000);
});
