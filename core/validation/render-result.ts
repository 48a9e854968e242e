import type { Expectation } from '../contract/validation.ts';
import { listText } from './kwargs.ts';
import type { MapCounts } from './map-result.ts';

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}

/** What was seen of a rule about rows. */
export function brokenText(
  sentence: string,
  seen: {
    readonly counts: MapCounts;
    readonly values: readonly unknown[];
    readonly mostly: number;
    readonly success: boolean;
  },
): string {
  const { present, unexpected } = seen.counts;
  const rule = sentenceCase(sentence);
  if (present === 0) return `${rule}: there is nothing to check`;
  if (unexpected === 0) return `${rule}: all ${present} keep it`;
  const distinct = [...new Set(seen.values.map((value) => JSON.stringify(value)))];
  const examples = distinct.slice(0, 3).map((text) => JSON.parse(text) as unknown);
  const such = examples.length === 0 ? '' : `, such as ${listText(examples)}`;
  const wanted = seen.mostly === 1 ? '' : `; at least ${percent(seen.mostly)} must keep it`;
  return `${rule}: ${unexpected} of ${present} ${unexpected === 1 ? 'breaks' : 'break'} it (${percent(unexpected / present)})${such}${wanted}`;
}

const longest = 300;

/** What was seen of a rule about one value. */
export function holdsText(
  sentence: string,
  seen: { readonly success: boolean; readonly observed: unknown },
): string {
  const verdict = seen.success ? 'holds' : 'does not hold';
  const { observed } = seen;
  const known = observed !== undefined && observed !== null;
  const value = known ? `, seen ${JSON.stringify(observed).slice(0, longest)}` : '';
  return `${sentenceCase(sentence)}: ${verdict}${value}`;
}

export function renderFailure(rule: Expectation, message: string): string {
  const column = rule.kwargs['column'];
  const subject = typeof column === 'string' ? `${rule.type} of ${column}` : rule.type;
  return `${subject} could not be checked: ${message}`;
}
