import type { OutputOf } from '../../../../../core/contract/contract.ts';

type ErrorAnalysis = OutputOf<'evaluation.errors'>;
type Cell = ErrorAnalysis['worst'][number]['actual'];

function field(cell: Cell): string {
  const text = cell === null ? '' : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The worst rows as RFC 4180: number (from 1), actual, predicted, score, loss, then all columns. */
export function worstRowsCsv({ worst }: ErrorAnalysis): string {
  const columns = Object.keys(worst[0]?.values ?? {});
  const lines = worst.map(({ row, actual, predicted, score, loss, values }) =>
    [row + 1, actual, predicted, score, loss, ...columns.map((name) => values[name] ?? null)]
      .map(field)
      .join(','),
  );
  const head = ['row', 'actual', 'predicted', 'score', 'loss', ...columns].map(field).join(',');
  return `${[head, ...lines].join('\r\n')}\r\n`;
}
