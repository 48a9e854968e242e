import { z } from 'zod';

/** A number that may not exist: null, never NaN or a string. */
export const maybeNumber = z.number().nullable();

export const columnTypes = [
  'number',
  'integer',
  'boolean',
  'category',
  'datetime',
  'text',
] as const;
export const columnTypeSchema = z.enum(columnTypes);
export type ColumnType = z.infer<typeof columnTypeSchema>;

export const layerSchema = z.enum(['bronze', 'silver', 'gold']);
export type Layer = z.infer<typeof layerSchema>;

/** A cell as JSON carries it: datetimes as ISO 8601 UTC text, missing as null. */
export const cellSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export type Cell = z.infer<typeof cellSchema>;

/** A dataset version by id, `name` (latest) or `name@3`. */
export const versionRef = z
  .string()
  .min(1)
  .meta({ title: 'Version', description: 'id, name (latest) or name@3' });

/** A model by model id, run id, `name` (Production, else latest), `name@2` or `name:alias`. */
export const modelRef = z
  .string()
  .min(1)
  .meta({ title: 'Model', description: 'id, name, name@2, name:alias or a run id' });

/** A run by id or `latest`. */
export const runRef = z.string().min(1).meta({ title: 'Run', description: 'run id or latest' });

/** A path on this machine. The command line makes it absolute before it is sent. */
export const filePath = z.string().min(1).meta({ assayPath: true });

export const seedSchema = z
  .number()
  .int()
  .min(0)
  .max(2 ** 32 - 1)
  .default(7)
  .meta({ title: 'Seed', description: 'Same seed, same data, same result' });

export const histogramSchema = z.object({
  edges: z.array(z.number()),
  counts: z.array(z.number()),
});
export type Histogram = z.infer<typeof histogramSchema>;

export const warningSchema = z.object({
  kind: z.string(),
  message: z.string(),
  column: z.string().optional(),
});
export type Warning = z.infer<typeof warningSchema>;

export const taskSchema = z.enum(['classification', 'regression']);
export type Task = z.infer<typeof taskSchema>;
