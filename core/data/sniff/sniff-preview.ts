import type { OutputOf, ParsedInputOf } from '../../contract/contract.ts';
import type { ColumnPlan } from '../column-plan.ts';
import { describeSource, suggestName } from '../source-file.ts';
import { withoutCompressionEnding } from '../formats/decompress.ts';
import { describeFormats } from './dates.ts';
import { sniffFile } from './sniff-file.ts';

/** What a file looks like before it is imported: the guesses, the first rows, what would be rejected. */
export async function sniffPreview(
  input: ParsedInputOf<'data.sniff'>,
): Promise<OutputOf<'data.sniff'>> {
  const { file: path, previewRows, ...read } = input;
  const file = await describeSource(path);
  const { sniffed, plans, rows, rejected, rejectedCount, warnings } = await sniffFile(
    file,
    read,
    null,
  );
  return {
    file: { name: file.name, path: file.path, bytes: file.bytes },
    suggestedName: suggestName(withoutCompressionEnding(file.name)),
    format: 'delimited',
    sniffed,
    tables: [],
    remembered: false,
    columns: plans.map((plan, index) => ({
      name: plan.name,
      type: plan.type,
      confidence: plan.confidence,
      missing: rows.filter((row) => isMissingCell(plan, row[index] ?? '')).length,
      dateFormat: plan.type === 'datetime' ? describeFormats(plan.dateFormats) : null,
    })),
    preview: rows
      .slice(0, previewRows)
      .map((row) =>
        row.map((cell, index) => (isMissingCell(plans[index]!, cell) ? null : cell.slice(0, 1000))),
      ),
    rejected: { rows: rejectedCount, sample: [...rejected] },
    warnings: [...warnings],
  };
}

function isMissingCell(plan: ColumnPlan, cell: string): boolean {
  if (cell === '') return true;
  if (plan.type === 'category' || plan.type === 'text') return plan.missingWords.includes(cell);
  const word = cell.trim().toLowerCase();
  return word === '' || plan.missingWords.includes(word);
}
