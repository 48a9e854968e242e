import { z } from 'zod';
import { defineOperation } from './operation.ts';

export const preprocessingOperations = [
  defineOperation({
    name: 'preprocessing.steps',
    kind: 'query',
    summary: 'The catalogue of preparation steps with their parameters',
    input: z.object({}),
    output: z.object({
      steps: z.array(
        z.object({
          id: z.string(),
          title: z.string(),
          summary: z.string(),
          tags: z.array(z.string()),
          params: z.unknown().meta({ description: 'JSON Schema' }),
        }),
      ),
    }),
  }),
] as const;
