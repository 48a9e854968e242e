import { z } from 'zod';
import type { Handlers } from '../jobs/context.ts';
import { steps } from './catalogue.ts';

export const preprocessingHandlers = {
  'preprocessing.steps': async () => ({
    steps: [...steps.values()].map(({ id, title, summary, tags, params }) => ({
      id,
      title,
      summary,
      tags: [...tags],
      params: z.toJSONSchema(params, { io: 'input' }),
    })),
  }),
} satisfies Handlers<'preprocessing'>;
