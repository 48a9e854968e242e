import { z } from 'zod';
import {
  cellSchema,
  columnTypeSchema,
  filePath,
  histogramSchema,
  layerSchema,
  maybeNumber,
  versionRef,
  warningSchema,
} from './common.ts';
import { failureSchema } from './failure.ts';
import { defineOperation } from './operation.ts';

export const encodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'latin1',
  'windows-1252',
  'gb18030',
] as const;

/** What a person may fix of the sniffed guesses; an absent field keeps the guess. */
export const readOptions = {
  delimiter: z.string().length(1).optional().meta({ title: 'Delimiter' }),
  quote: z.string().max(1).optional().meta({ title: 'Quote', description: 'empty for none' }),
  encoding: z.enum(encodings).optional().meta({ title: 'Encoding' }),
  decimal: z.enum(['.', ',']).optional().meta({ title: 'Decimal mark' }),
  header: z.boolean().optional().meta({ title: 'First row holds the names' }),
  types: z
    .record(z.string(), columnTypeSchema)
    .optional()
    .meta({ title: 'Types', description: 'column=type' }),
};

export const sniffedSchema = z.object({
  delimiter: z.string(),
  quote: z.string(),
  encoding: z.enum(encodings),
  bom: z.boolean(),
  decimal: z.enum(['.', ',']),
  thousands: z.string().nullable(),
  header: z.boolean(),
  newline: z.enum(['\n', '\r\n', '\r', 'mixed']),
  /** Lines before the table that were left out. */
  preamble: z.number(),
  /** How sure each guess is, 0..1. */
  confidence: z.object({
    delimiter: z.number(),
    encoding: z.number(),
    decimal: z.number(),
    header: z.number(),
  }),
});
export type Sniffed = z.infer<typeof sniffedSchema>;

export const versionColumnSchema = z.object({
  name: z.string(),
  type: columnTypeSchema,
  missing: z.number(),
});
export type VersionColumn = z.infer<typeof versionColumnSchema>;

export const rejectedSchema = z.object({
  rows: z.number(),
  /** At most 100 of them. `line` counts from 1 in the source file. */
  sample: z.array(z.object({ line: z.number(), reason: z.string(), text: z.string() })),
});

export const versionSchema = z.object({
  id: z.string(),
  datasetId: z.string(),
  datasetName: z.string(),
  number: z.number(),
  layer: layerSchema,
  rows: z.number(),
  sha256: z.string(),
  bytes: z.number(),
  columns: z.array(versionColumnSchema),
  createdAt: z.number(),
  createdBy: z.string(),
});
export type Version = z.infer<typeof versionSchema>;

const importedSchema = z.object({
  dataset: z.object({ id: z.string(), name: z.string() }),
  version: versionSchema,
  bronze: z.object({ sha256: z.string(), bytes: z.number(), file: z.string() }),
  sniffed: sniffedSchema,
  rejected: rejectedSchema,
  warnings: z.array(warningSchema),
});
export type Imported = z.infer<typeof importedSchema>;

/** The first file's import at the top, as a caller with one file expects it; all of them in `imports`. */
const importOutput = importedSchema.extend({
  imports: z.array(importedSchema),
  failures: z.array(z.object({ file: z.string(), error: failureSchema })),
});

export const dataOperations = [
  defineOperation({
    name: 'data.import',
    kind: 'job',
    summary: 'Read delimited text files into datasets; the file itself is kept byte for byte',
    input: z.object({
      files: z.array(filePath).min(1).max(1000),
      name: z.string().min(1).max(200).optional().meta({ title: 'Name' }),
      ...readOptions,
    }),
    output: importOutput,
    cli: { positional: ['files'] },
  }),
  defineOperation({
    name: 'data.sniff',
    kind: 'query',
    summary: 'Guess how a file is written, with a preview of its first rows',
    input: z.object({
      file: filePath,
      previewRows: z.number().int().min(0).max(200).default(30),
      ...readOptions,
    }),
    output: z.object({
      file: z.object({ name: z.string(), path: z.string(), bytes: z.number() }),
      suggestedName: z.string(),
      sniffed: sniffedSchema,
      columns: z.array(
        z.object({
          name: z.string(),
          type: columnTypeSchema,
          confidence: z.number(),
          missing: z.number(),
        }),
      ),
      preview: z.array(z.array(z.string().nullable())),
      rejected: rejectedSchema,
      warnings: z.array(warningSchema),
    }),
    cli: { positional: ['file'] },
  }),
  defineOperation({
    name: 'data.samples',
    kind: 'query',
    summary: 'The bundled real datasets',
    input: z.object({}),
    output: z.object({
      samples: z.array(
        z.object({
          id: z.string(),
          title: z.string(),
          rows: z.number(),
          columns: z.number(),
          task: z.string(),
          target: z.string().nullable(),
          licence: z.string(),
          origin: z.string(),
          path: z.string(),
        }),
      ),
    }),
  }),
  defineOperation({
    name: 'data.list',
    kind: 'query',
    summary: 'All datasets with their latest version',
    input: z.object({}),
    output: z.object({
      datasets: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          versions: z.number(),
          createdAt: z.number(),
          latest: versionSchema,
        }),
      ),
    }),
  }),
  defineOperation({
    name: 'data.show',
    kind: 'query',
    summary: 'One version: columns, origin, history',
    input: z.object({ version: versionRef }),
    output: z.object({
      dataset: z.object({ id: z.string(), name: z.string() }),
      version: versionSchema,
      source: z
        .object({
          file: z.string(),
          sha256: z.string(),
          bytes: z.number(),
          sniffed: sniffedSchema,
          rejected: rejectedSchema,
          warnings: z.array(warningSchema),
        })
        .nullable(),
      versions: z.array(versionSchema),
    }),
    cli: { positional: ['version'] },
  }),
  defineOperation({
    name: 'data.preview',
    kind: 'query',
    summary: 'One page of rows, sorted and filtered',
    input: z.object({
      version: versionRef,
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(1000).default(50),
      sort: z
        .string()
        .optional()
        .meta({ description: 'column, column:asc or column:desc', examples: ['age:desc'] }),
      filter: z
        .string()
        .max(2000)
        .optional()
        .meta({ description: 'for example: age > 60 and sex = "1"' }),
    }),
    output: z.object({
      columns: z.array(z.object({ name: z.string(), type: columnTypeSchema })),
      offset: z.number(),
      /** Rows of the version, and rows that pass the filter. */
      total: z.number(),
      matching: z.number(),
      rows: z.array(z.array(cellSchema)),
    }),
    cli: { positional: ['version'] },
  }),
  defineOperation({
    name: 'data.summaries',
    kind: 'query',
    summary: 'A small histogram and the missing share of every column, for grid headers',
    input: z.object({ version: versionRef }),
    output: z.object({
      rows: z.number(),
      columns: z.array(
        z.object({
          name: z.string(),
          type: columnTypeSchema,
          missing: z.number(),
          distinct: z.number(),
          min: maybeNumber,
          max: maybeNumber,
          /** At most 20 bins for numbers and dates (edges in UTC milliseconds); null otherwise. */
          histogram: histogramSchema.nullable(),
          /** The most frequent values, at most 8, for the other types. */
          top: z.array(z.object({ value: z.string(), count: z.number() })),
        }),
      ),
    }),
    cli: { positional: ['version'] },
  }),
  defineOperation({
    name: 'data.export',
    kind: 'job',
    summary: 'Write a version to a file',
    input: z.object({
      version: versionRef,
      format: z.enum(['csv', 'parquet', 'json']).default('csv'),
      out: filePath.optional().meta({ description: 'default: the exports folder' }),
      escapeFormulas: z
        .boolean()
        .default(false)
        .meta({ description: 'put an apostrophe before cells a spreadsheet would run' }),
    }),
    output: z.object({ path: z.string(), bytes: z.number(), rows: z.number() }),
    cli: { positional: ['version'] },
  }),
] as const;
