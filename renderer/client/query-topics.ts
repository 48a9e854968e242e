import type { Topic } from '../../core/contract/events.ts';
import { topics } from '../../core/contract/events.ts';

const byCapability: Readonly<Record<string, readonly Topic[]>> = {
  workspace: topics,
  data: ['datasets'],
  eda: ['datasets', 'segments'],
  validation: ['suites', 'datasets'],
  evaluation: ['runs'],
  tracking: ['runs', 'models'],
  registry: ['models', 'runs'],
  serving: ['models'],
  explainability: ['explanations'],
  tuning: ['studies', 'runs'],
  patterns: ['analyses', 'datasets'],
  monitoring: ['drift'],
  reporting: ['reports'],
  audit: topics,
};

// A version never changes, so what was read of one stays true.
const immutable = new Set([
  'data.summaries',
  'data.sniff',
  'data.samples',
  'models.list',
  // Of a finished search; whoever shows a running one looks again by itself.
  'tuning.show',
  'tuning.threshold',
]);

/** Topics whose change makes the answer of a query stale. */
export function topicsOf(name: string): readonly Topic[] {
  if (immutable.has(name)) return [];
  return byCapability[name.slice(0, name.indexOf('.'))] ?? [];
}
