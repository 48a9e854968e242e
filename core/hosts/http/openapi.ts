import { z } from 'zod';
import { operations } from '../../contract/contract.ts';
import { failureSchema } from '../../contract/failure.ts';
import type { Operation } from '../../contract/operation.ts';

type Json = Record<string, unknown>;

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io }) as Json;
  return rest;
}

function json(schema: Json): Json {
  return { 'application/json': { schema } };
}

function pathItem(operation: Operation): Json {
  const started: Json = {
    type: 'object',
    properties: { jobId: { type: 'string' } },
    required: ['jobId'],
  };
  const output = operation.kind === 'job' ? started : schemaOf(operation.output, 'output');
  const item: Json = {
    operationId: operation.name,
    tags: [operation.name.split('.')[0]],
    summary: operation.summary,
    requestBody: { required: true, content: json(schemaOf(operation.input, 'input')) },
    responses: {
      '200': {
        description: operation.kind === 'job' ? 'The job has started' : 'Done',
        content: json({ type: 'object', properties: { output }, required: ['output'] }),
      },
      default: { description: 'A failure', content: json({ $ref: '#/components/schemas/Reply' }) },
    },
  };
  // What jobs.get answers as output once the job has succeeded.
  if (operation.kind === 'job') item['x-job-output'] = schemaOf(operation.output, 'output');
  return { post: item };
}

/** The OpenAPI 3.1 document of the loopback API, derived from the contract. */
export function openApiDocument(version: string): Json {
  const all = operations as unknown as readonly Operation[];
  return {
    openapi: '3.1.0',
    info: {
      title: 'Assay',
      version,
      description:
        'Every operation is POST /api/<capability.verb>. Jobs answer a jobId; follow /events or jobs.get.',
    },
    security: [{ token: [] }, { cookie: [] }],
    paths: Object.fromEntries(all.map((o) => [`/api/${o.name}`, pathItem(o)])),
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        cookie: { type: 'apiKey', in: 'cookie', name: 'assay_<port>' },
      },
      schemas: {
        Reply: {
          type: 'object',
          properties: { error: schemaOf(failureSchema, 'output') },
          required: ['error'],
        },
      },
    },
  };
}
