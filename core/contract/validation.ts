import { z } from 'zod';
import { filePath, maybeNumber, versionRef } from './common.ts';
import { segmentRef } from './eda-segments.ts';
import { defineOperation } from './operation.ts';

/** One rule, in the shape Great Expectations users know. `expectation_type` of older files is read too. */
export const expectationSchema = z.object({
  type: z.string().min(1),
  kwargs: z.record(z.string(), z.unknown()).default({}),
  meta: z.record(z.string(), z.unknown()).default({}),
  id: z.string().optional(),
  notes: z.string().optional(),
});
export type Expectation = z.infer<typeof expectationSchema>;

export const suiteSchema = z.object({
  name: z.string().min(1).max(200),
  id: z.string().optional(),
  expectations: z.array(expectationSchema),
  meta: z.record(z.string(), z.unknown()).default({}),
  notes: z.string().default(''),
});
export type Suite = z.infer<typeof suiteSchema>;

export const resultFormats = ['BOOLEAN_ONLY', 'BASIC', 'SUMMARY', 'COMPLETE'] as const;

/** The result of one rule. Field names are those of Great Expectations. */
export const expectationResultSchema = z.object({
  success: z.boolean(),
  expectation_config: expectationSchema,
  result: z.record(z.string(), z.unknown()),
  meta: z.record(z.string(), z.unknown()),
  exception_info: z.object({
    raised_exception: z.boolean(),
    exception_message: z.string().nullable(),
    exception_traceback: z.string().nullable(),
  }),
  /** A sentence for people: the rule and what was seen. */
  rendered: z.string(),
});
export type ExpectationResult = z.infer<typeof expectationResultSchema>;

export const qualitySchema = z.object({
  score: z.number().meta({ description: '0 to 100' }),
  /** Each 0..1, null where it cannot be told (no dates, no rules). */
  dimensions: z.object({
    completeness: maybeNumber,
    validity: maybeNumber,
    uniqueness: maybeNumber,
    consistency: maybeNumber,
    timeliness: maybeNumber,
  }),
  weights: z.record(z.string(), z.number()),
  detail: z.array(z.object({ dimension: z.string(), message: z.string() })),
});
export type Quality = z.infer<typeof qualitySchema>;

export const validationResultSchema = z.object({
  id: z.string(),
  success: z.boolean(),
  suite_name: z.string(),
  statistics: z.object({
    evaluated_expectations: z.number(),
    successful_expectations: z.number(),
    unsuccessful_expectations: z.number(),
    success_percent: maybeNumber,
  }),
  results: z.array(expectationResultSchema),
  qualityScore: z.number(),
  quality: qualitySchema,
  version: z.object({ id: z.string(), name: z.string(), number: z.number() }),
  createdAt: z.number(),
});
export type ValidationResult = z.infer<typeof validationResultSchema>;

export const checkpointSchema = z.object({
  name: z.string().min(1).max(200),
  /** What is checked: a dataset's latest version against a suite. */
  validations: z.array(z.object({ version: versionRef, suite: z.string().min(1) })).min(1),
  actions: z
    .array(
      z.discriminatedUnion('type', [
        z.object({
          type: z.literal('write_json'),
          path: filePath,
          notifyOn: z.enum(['all', 'success', 'failure']).default('all'),
        }),
        z.object({
          type: z.literal('write_html'),
          path: filePath,
          notifyOn: z.enum(['all', 'success', 'failure']).default('all'),
        }),
      ]),
    )
    .default([]),
  resultFormat: z.enum(resultFormats).default('SUMMARY'),
});
export type Checkpoint = z.infer<typeof checkpointSchema>;

const suiteName = z.string().min(1).meta({ description: 'name of a saved suite' });

export const validationOperations = [
  defineOperation({
    name: 'validation.expectations',
    kind: 'query',
    summary: 'The catalogue of expectations with their parameters',
    input: z.object({}),
    output: z.object({
      expectations: z.array(
        z.object({
          type: z.string(),
          title: z.string(),
          group: z.enum(['column_map', 'column_aggregate', 'pair', 'multicolumn', 'table']),
          kwargs: z.unknown().meta({ description: 'JSON Schema' }),
        }),
      ),
    }),
  }),
  defineOperation({
    name: 'validation.suggest',
    kind: 'job',
    summary: 'A suite that this version keeps, from its profile',
    input: z.object({ version: versionRef, name: z.string().min(1).max(200).optional() }),
    output: suiteSchema,
    cli: { positional: ['version'] },
  }),
  defineOperation({
    name: 'validation.run',
    kind: 'job',
    summary: 'Check a version against a suite, and score its quality',
    input: z.object({
      version: versionRef,
      suite: z.union([z.string().min(1), suiteSchema]).meta({
        description: 'name of a saved suite, or a YAML or JSON file',
        assayPath: 'when-file',
      }),
      resultFormat: z.enum(resultFormats).default('SUMMARY'),
      segment: segmentRef.optional(),
    }),
    output: validationResultSchema,
    cli: {
      positional: ['version'],
      failOn: { failure: (output: ValidationResult) => !output.success },
    },
  }),
  defineOperation({
    name: 'validation.failures',
    kind: 'query',
    summary: 'Row numbers that break one rule of a suite, for the grid',
    input: z.object({
      version: versionRef,
      expectation: expectationSchema,
      limit: z.number().int().min(1).max(100_000).default(10_000),
    }),
    output: z.object({ rows: z.array(z.number()), total: z.number() }),
    cli: { positional: ['version'], hidden: true },
  }),
  defineOperation({
    name: 'validation.suites',
    kind: 'query',
    summary: 'Saved suites',
    input: z.object({}),
    output: z.object({
      suites: z.array(
        z.object({
          name: z.string(),
          expectations: z.number(),
          updatedAt: z.number(),
          lastResult: z
            .object({
              id: z.string(),
              success: z.boolean(),
              qualityScore: z.number(),
              at: z.number(),
            })
            .nullable(),
        }),
      ),
    }),
  }),
  defineOperation({
    name: 'validation.showSuite',
    kind: 'query',
    summary: 'One saved suite',
    input: z.object({ name: suiteName }),
    output: suiteSchema,
    cli: { positional: ['name'] },
  }),
  defineOperation({
    name: 'validation.saveSuite',
    kind: 'command',
    summary: 'Save a suite under its name; each change is kept in the audit log',
    input: z.object({ suite: suiteSchema }),
    output: suiteSchema,
    cli: { hidden: true },
  }),
  defineOperation({
    name: 'validation.importSuite',
    kind: 'command',
    summary: 'Take over a suite from a YAML or JSON file, also of Great Expectations',
    input: z.object({ file: filePath, name: z.string().min(1).max(200).optional() }),
    output: z.object({
      suite: suiteSchema,
      unsupported: z.array(z.object({ type: z.string(), reason: z.string() })),
    }),
    cli: { positional: ['file'] },
  }),
  defineOperation({
    name: 'validation.exportSuite',
    kind: 'command',
    summary: 'Write a suite to a file that Great Expectations users recognise',
    input: z.object({
      name: suiteName,
      format: z.enum(['json', 'yaml']).default('json'),
      out: filePath.optional(),
    }),
    output: z.object({ path: z.string(), bytes: z.number() }),
    cli: { positional: ['name'] },
  }),
  defineOperation({
    name: 'validation.deleteSuite',
    kind: 'command',
    summary: 'Delete a saved suite; its results stay',
    input: z.object({ name: suiteName }),
    output: z.object({ name: z.string() }),
    cli: { positional: ['name'] },
  }),
  defineOperation({
    name: 'validation.results',
    kind: 'query',
    summary: 'Runs of suites, newest first',
    input: z.object({
      suite: z.string().optional(),
      version: versionRef.optional(),
      limit: z.number().int().min(1).max(1000).default(50),
    }),
    output: z.object({
      results: z.array(
        z.object({
          id: z.string(),
          suite: z.string(),
          versionId: z.string(),
          versionName: z.string(),
          success: z.boolean(),
          qualityScore: z.number(),
          at: z.number(),
        }),
      ),
    }),
    cli: { positional: ['version'] },
  }),
  defineOperation({
    name: 'validation.show',
    kind: 'query',
    summary: 'One result of a suite',
    input: z.object({ id: z.string().min(1) }),
    output: validationResultSchema,
    cli: { positional: ['id'] },
  }),
  defineOperation({
    name: 'validation.score',
    kind: 'job',
    summary: 'The quality score of a version with its parts, and the gates it would pass',
    input: z.object({ version: versionRef, suite: suiteName.optional() }),
    output: z.object({
      quality: qualitySchema,
      gates: z.array(
        z.object({
          layer: z.enum(['bronze', 'silver', 'gold']),
          threshold: z.number(),
          passed: z.boolean(),
        }),
      ),
    }),
    cli: { positional: ['version'] },
  }),
  defineOperation({
    name: 'validation.checkpoints',
    kind: 'query',
    summary: 'Saved checkpoints',
    input: z.object({}),
    output: z.object({ checkpoints: z.array(checkpointSchema) }),
  }),
  defineOperation({
    name: 'validation.saveCheckpoint',
    kind: 'command',
    summary: 'Save a checkpoint under its name',
    input: z.object({ checkpoint: checkpointSchema }),
    output: checkpointSchema,
    cli: { hidden: true },
  }),
  defineOperation({
    name: 'validation.runCheckpoint',
    kind: 'job',
    summary: 'Run the suites of a checkpoint on the latest versions, then its actions',
    input: z.object({ name: z.string().min(1) }),
    output: z.object({
      success: z.boolean(),
      results: z.array(validationResultSchema),
      written: z.array(z.string()),
    }),
    cli: {
      positional: ['name'],
      failOn: { failure: (output: { success: boolean }) => !output.success },
    },
  }),
] as const;
