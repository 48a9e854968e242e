import { settingsSchema, type Settings } from '../../../core/contract/settings.ts';

const { gates, quality } = settingsSchema.parse({});

/** What a workspace begins with. */
export const qualityDefaults: Pick<Settings, 'gates' | 'quality'> = { gates, quality };

/** A later layer asks for no less than the one before; null: so it is. */
export function gateProblem({ bronze, silver, gold }: Settings['gates']): string | null {
  if (silver < bronze) return 'Silver cannot ask for less than bronze';
  if (gold < silver) return 'Gold cannot ask for less than silver';
  return null;
}
