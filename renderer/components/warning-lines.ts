import type { Warning } from '../../core/contract/common.ts';
import { formatCount } from './format.ts';

/** Lines that are read before there are too many. */
const readAtOnce = 2;
const namedColumns = 3;

/** What several warnings of a kind have in common, after "6 columns". */
const inCommon: Readonly<Record<string, string>> = {
  unseen_category: 'hold values that training did not see',
  type: 'hold values of another type, which count as missing',
  infinite: 'hold infinite values, which count as missing',
};

function columnsText(columns: readonly string[]): string {
  const named = columns.slice(0, namedColumns).join(', ');
  return columns.length > namedColumns
    ? `${named} and ${columns.length - namedColumns} more`
    : named;
}

/** One line a warning; those of one kind on different columns share one. */
export function warningLines(warnings: readonly Warning[]): readonly string[] {
  const lines: string[] = [];
  const told = new Set<string>();
  for (const { kind, message } of warnings) {
    const columns = warnings.flatMap((each) => (each.kind === kind ? (each.column ?? []) : []));
    const common = new Set(columns).size > 1 ? inCommon[kind] : undefined;
    if (common === undefined) {
      if (!lines.includes(message)) lines.push(message);
    } else if (!told.has(kind)) {
      told.add(kind);
      const all = [...new Set(columns)];
      lines.push(`${formatCount(all.length, 'column')} ${common}: ${columnsText(all)}.`);
    }
  }
  return lines;
}

/** The lines that are shown at first: two, or three where only one would be left. */
export function firstLines(lines: readonly string[]): readonly string[] {
  return lines.length <= readAtOnce + 1 ? lines : lines.slice(0, readAtOnce);
}
