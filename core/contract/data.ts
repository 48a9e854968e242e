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

export const formats = [
  'delimited',
  'json',
  'jsonl',
  'parquet',
  'arrow',
  'excel',
  'sqlite',
  'duckdb',
] as const;
export const formatSchema = z.enum(formats);
export type Format = z.infer<typeof formatSchema>;

/** What a person may fix of the sniffed guesses; an absent field keeps the guess. */
export const readOptions = {
  format: formatSchema
    .optional()
    .meta({ title: 'Format', description: 'default: told by the file' }),
  sheet: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({ title: 'Sheet', description: 'of an Excel file' }),
  range: z
    .string()
    .regex(/^[A-Za-z]{1,3}\d{1,7}(:[A-Za-z]{1,3}\d{1,7})?$/)
    .optional()
    .meta({ title: 'Range', description: 'of a sheet, such as B3:H200' }),
  table: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({ title: 'Table', description: 'of a SQLite or DuckDB file' }),
  skipLines: z
    .number()
    .int()
    .min(0)
    .max(10_000)
    .optional()
    .meta({ title: 'Lines before the table' }),
  thousands: z
    .enum(['', ',', '.', ' ', "'", '\u00a0', '\u202f'])
    .optional()
    .meta({ title: 'Thousands mark', description: 'empty for none' }),
  nullWords: z
    .array(z.string().max(40))
    .max(50)
    .optional()
    .meta({ title: 'Words for missing', description: 'besides the empty field' }),
  dateFormats: z
    .record(z.string(), z.enum(['iso', 'day-first', 'month-first', 'year-first']))
    .optional()
    .meta({ title: 'Date formats', description: 'column=day-first' }),
  delimiter: z.string().length(1).optional().meta({ title: 'Delimiter' }),
  quote: z.string().max(1).optional().meta({ title: 'Quote', description: 'empty for none' }),
  encoding: z.enum(encodings).optional().meta({ title: 'Encoding' }),
  decimal: z.enum(['.', ',']).optional().meta({ title: 'Decimal mark' }),
  header: z.boolean().optional().meta({ title: 'First row holds the names' }),
  types: z
    .record(z.string(), columnTypeSchema)
    .optional()
    .meta({ title: 'Types', description: 'column=type' }),
  asLastTime: z.boolean().optional().meta({
    title: 'As last time',
    description: 'false: forget what an earlier import of the same shape was told',
  }),
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
  compression: z.enum(['none', 'gzip', 'zstd']).default('none'),
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
  format: formatSchema,
  /** How delimited text is written; null for the other formats. */
  sniffed: sniffedSchema.nullable(),
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
    summary: 'Read files or folders into datasets; each file is kept byte for byte',
    input: z.object({
      files: z
        .array(filePath)
        .min(1)
        .max(1000)
        .meta({ description: 'files, or a folder whose files are combined' }),
      name: z.string().min(1).max(200).optional().meta({ title: 'Name' }),
      combine: z
        .boolean()
        .default(false)
        .meta({ title: 'Combine', description: 'all files into one dataset, by column name' }),
      sourceColumn: z
        .string()
        .min(1)
        .max(100)
        .default('source_file')
        .meta({ title: 'Source column', description: 'of combined files' }),
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
      format: formatSchema,
      /** How delimited text is written; null for the other formats. */
      sniffed: sniffedSchema.nullable(),
      /** Sheets or tables to choose from; empty for formats that hold one. The first is read by default. */
      tables: z.array(z.object({ name: z.string(), rows: z.number().nullable() })),
      /** Fixes that an earlier import of the same shape made, which are applied. */
      remembered: z.boolean(),
      /** Those fixes. */
      fixes: z.object(readOptions).optional(),
      columns: z.array(
        z.object({
          name: z.string(),
          type: columnTypeSchema,
          confidence: z.number(),
          missing: z.number(),
          /** For datetime columns: how they are written; `mixed` when several ways were seen. */
          dateFormat: z.string().nullable(),
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
          format: formatSchema,
          sniffed: sniffedSchema.nullable(),
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
      segment: z.string().optional().meta({ description: 'id or name of a segment' }),
      rows: z
        .array(z.number().int().min(0))
        .max(100_000)
        .optional()
        .meta({ description: 'only these row numbers, from 0' }),
    }),
    output: z.object({
      columns: z.array(z.object({ name: z.string(), type: columnTypeSchema })),
      offset: z.number(),
      /** Rows of the version, and rows that pass the filter. */
      total: z.number(),
      matching: z.number(),
      rows: z.array(z.array(cellSchema)),
      /** Row number in the version, from 0, of each row of the page. */
      rowNumbers: z.array(z.number()),
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
      format: z.enum(['csv', 'parquet', 'xlsx', 'json', 'jsonl']).default('csv'),
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
