import type { Handlers } from '../jobs/context.ts';

export const auditHandlers: Handlers<'audit'> = {
  'audit.log': async ({ limit, before }, { workspace }) => ({
    events: workspace.audit.list({ limit, ...(before === undefined ? {} : { before }) }),
  }),
  'audit.verify': async (_input, { workspace }) => workspace.audit.verify(),
};
