import { z } from 'zod';
import { filePath, runRef } from './common.ts';
import { modelSchema } from './models.ts';
import { defineOperation } from './operation.ts';

export const stages = ['None', 'Staging', 'Production', 'Archived'] as const;
export const stageSchema = z.enum(stages);

export const modelVersionSchema = z.object({
  id: z.string(),
  name: z.string(),
  number: z.number(),
  stage: stageSchema,
  aliases: z.array(z.string()),
  modelId: z.string(),
  runId: z.string(),
  algorithm: z.string(),
  task: z.string(),
  metrics: z.record(z.string(), z.number().nullable()),
  description: z.string(),
  createdAt: z.number(),
});
export type ModelVersion = z.infer<typeof modelVersionSchema>;

export const modelName = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^@:/\\\u0000-\u001f]+$/, 'a name may not contain @ : / or \\');
const modelVersionRef = z.string().min(1).meta({ description: 'name@2, name:alias or id' });

const transitionSchema = z.object({
  at: z.number(),
  number: z.number(),
  from: stageSchema,
  to: stageSchema,
  reason: z.string(),
});

export const registryOperations = [
  defineOperation({
    name: 'registry.register',
    kind: 'command',
    summary: 'Make the model of a run a new version under a name',
    input: z.object({
      run: runRef,
      name: modelName,
      description: z.string().max(4000).default(''),
    }),
    output: z.object({ version: modelVersionSchema }),
    cli: { positional: ['run'] },
  }),
  defineOperation({
    name: 'registry.list',
    kind: 'query',
    summary: 'Registered models with their versions',
    input: z.object({}),
    output: z.object({
      models: z.array(
        z.object({
          name: z.string(),
          createdAt: z.number(),
          versions: z.array(modelVersionSchema),
        }),
      ),
    }),
  }),
  defineOperation({
    name: 'registry.show',
    kind: 'query',
    summary: 'One registered model: versions and the history of its stages',
    input: z.object({ name: modelName }),
    output: z.object({
      name: z.string(),
      createdAt: z.number(),
      versions: z.array(modelVersionSchema),
      transitions: z.array(transitionSchema),
    }),
    cli: { positional: ['name'] },
  }),
  defineOperation({
    name: 'registry.promote',
    kind: 'command',
    summary: 'Move a version to a stage; the one in Production before it is archived',
    input: z.object({
      version: modelVersionRef,
      stage: stageSchema,
      reason: z.string().max(1000).default(''),
    }),
    output: z.object({ version: modelVersionSchema, archived: z.array(modelVersionSchema) }),
    cli: { positional: ['version'] },
  }),
  defineOperation({
    name: 'registry.rollback',
    kind: 'command',
    summary: 'Put the version that was in Production before back there',
    input: z.object({ name: modelName, reason: z.string().max(1000).default('') }),
    output: z.object({ version: modelVersionSchema, archived: modelVersionSchema }),
    cli: { positional: ['name'] },
  }),
  defineOperation({
    name: 'registry.alias',
    kind: 'command',
    summary: 'Give a version an alias, such as champion; an alias names one version at a time',
    input: z.object({
      version: modelVersionRef,
      alias: z.string().regex(/^[A-Za-z][\w-]{0,63}$/),
      remove: z.boolean().default(false),
    }),
    output: z.object({ version: modelVersionSchema }),
    cli: { positional: ['version', 'alias'] },
  }),
  defineOperation({
    name: 'registry.lineage',
    kind: 'query',
    summary: 'Where a model came from and what was made with it',
    input: z.object({ id: z.string().min(1).meta({ description: 'model version, model or run' }) }),
    output: z.object({
      nodes: z.array(
        z.object({
          id: z.string(),
          kind: z.enum([
            'file',
            'version',
            'run',
            'model',
            'model version',
            'explanation',
            'drift report',
            'report',
          ]),
          title: z.string(),
          detail: z.string(),
        }),
      ),
      edges: z.array(z.object({ from: z.string(), to: z.string(), label: z.string() })),
    }),
    cli: { positional: ['id'] },
  }),
  defineOperation({
    name: 'registry.export',
    kind: 'command',
    summary: 'Write a model as versioned JSON that holds no executable code, or as ONNX',
    input: z.object({
      version: modelVersionRef,
      format: z.enum(['json', 'onnx']).default('json').meta({
        title: 'Format',
        description: 'json: any model, whole; onnx: trees and linear models, for other runtimes',
      }),
      out: filePath.optional(),
    }),
    output: z.object({
      path: z.string(),
      bytes: z.number(),
      model: modelSchema,
      /** What of the model the file leaves out. */
      notes: z.array(z.string()),
    }),
    cli: { positional: ['version'] },
  }),
] as const;
