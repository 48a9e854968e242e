import type { ExpectationResult, ValidationResult } from '../../../core/contract/validation.ts';
import {
  formatCount,
  formatInteger,
  formatNumber,
  formatPercent,
} from '../../components/format.ts';

export interface UnexpectedValue {
  readonly text: string;
  readonly count: number;
}

const number = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;

/** A value as a person reads it: nothing as "missing", lists and records as JSON. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) return 'missing';
  if (typeof value === 'number') return formatNumber(value, 7);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The values that break a rule with how often, most frequent first; only those that were listed. */
export function unexpectedValues({ result }: ExpectationResult): UnexpectedValue[] {
  const counts = result['partial_unexpected_counts'];
  if (!Array.isArray(counts)) return [];
  return counts.flatMap((each: unknown) => {
    const { value, count } = (each ?? {}) as { value?: unknown; count?: unknown };
    return typeof count === 'number' ? [{ text: valueText(value), count }] : [];
  });
}

/** Names and values that were seen of a rule. */
export function resultFacts({ result }: ExpectationResult): (readonly [string, string])[] {
  const rows = number(result['element_count']);
  const missing = number(result['missing_count']);
  const unexpected = number(result['unexpected_count']);
  const percent = number(result['unexpected_percent']);
  const observed = result['observed_value'];
  return [
    ...(rows === null ? [] : [['Rows looked at', formatInteger(rows)] as const]),
    ...(missing === null ? [] : [['Missing', formatInteger(missing)] as const]),
    ...(unexpected === null
      ? []
      : [
          [
            'Break the rule',
            percent === null
              ? formatInteger(unexpected)
              : `${formatInteger(unexpected)} (${formatPercent(percent / 100)})`,
          ] as const,
        ]),
    ...(observed === undefined ? [] : [['Seen', valueText(observed)] as const]),
  ];
}

/** Can the rows that break it be shown? Only rules about rows have such. */
export function hasRows({ result, exception_info }: ExpectationResult): boolean {
  return !exception_info.raised_exception && (number(result['unexpected_count']) ?? 0) > 0;
}

/** "18 of 20 rules hold". */
export function verdictText({ statistics }: ValidationResult): string {
  const { evaluated_expectations: all, successful_expectations: kept } = statistics;
  if (all === 0) return 'There was no rule to check';
  if (kept === all)
    return all === 1 ? 'The one rule holds' : `All ${formatInteger(all)} rules hold`;
  return `${formatInteger(kept)} of ${formatCount(all, 'rule')} hold`;
}
