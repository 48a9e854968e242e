import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { OutputOf } from '../contract/contract.ts';
import { readFailure } from '../storage/file-errors.ts';

const sampleSchema = z.object({
  id: z.string(),
  title: z.string(),
  file: z.string(),
  rows: z.number(),
  columns: z.number(),
  task: z.string(),
  target: z.string().nullable(),
  licence: z.string(),
  origin: z.string(),
});

/** The bundled datasets as `datasets.json` in their folder lists them. */
export async function listSamples(folder: string): Promise<OutputOf<'data.samples'>> {
  const path = join(folder, 'datasets.json');
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw readFailure(error, path);
  });
  const samples = z.array(sampleSchema).parse(JSON.parse(text));
  return {
    samples: samples.map(({ file, ...sample }) => ({ ...sample, path: join(folder, file) })),
  };
}
