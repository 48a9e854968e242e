import type { Cell } from '../../../../core/contract/common.ts';
import { tabSeparated } from './cell-format.ts';
import type { GridColumn } from './column-layout.ts';
import type { Range } from './selection.ts';
import { loadRows, type RowQuery } from './use-rows.ts';

/** More than this belongs in an export. */
export const mostRowsCopied = 20_000;
const rowsPerRequest = 1000;

/** Writes text to the clipboard, also where the asynchronous interface is denied. */
export async function writeClipboard(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    area.style.position = 'fixed';
    area.style.opacity = '0';
    const focused = document.activeElement;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
    if (focused instanceof HTMLElement) focused.focus();
  }
}

/** Copies a range with its column names. Resolves with the number of rows copied. */
export async function copyCells(
  query: RowQuery,
  columns: readonly GridColumn[],
  range: Range,
): Promise<number> {
  const chosen = columns.slice(range.firstColumn, range.lastColumn + 1);
  const end = Math.min(range.lastRow + 1, range.firstRow + mostRowsCopied);
  const rows: Cell[][] = [];
  for (let offset = range.firstRow; offset < end; offset += rowsPerRequest) {
    const page = await loadRows(query, offset, Math.min(rowsPerRequest, end - offset));
    for (const row of page.rows) rows.push(chosen.map((column) => row[column.index] ?? null));
  }
  await writeClipboard(
    tabSeparated(
      chosen.map((column) => column.name),
      rows,
    ),
  );
  return rows.length;
}
