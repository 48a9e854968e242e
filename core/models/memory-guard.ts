import { AppError } from '../base/app-error.ts';
import { isCoded, type Column, type Table } from '../table/table.ts';
import { countCodes } from '../preprocessing/coded.ts';
import { chooseEncoder, type RecipeContext } from './auto-recipe.ts';
import type { Estimator, FitShape } from './estimator.ts';

/** The matrix itself, and what the steps before it leave behind until it is collected. */
const copies = 2;
/** One-hot columns of one raw column at most: the encoder's own limit, and one for missing values. */
const mostOneHot = 51;
const dateParts = 4;

interface Encoded {
  readonly column: string;
  readonly width: number;
}

/** Columns that a raw column becomes, at most. */
function widthOf(column: Column, context: RecipeContext): number {
  const flag = context.recipe?.indicator === true ? 1 : 0;
  if (column.type === 'datetime') return dateParts * (1 + flag);
  if (!isCoded(column)) return 1 + flag;
  const { encoder } = chooseEncoder(context);
  if (encoder === 'target') return Math.max(1, (context.target?.classes.length ?? 0) - 1 || 1);
  if (encoder !== 'one_hot') return 1;
  const seen = countCodes(column).reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
  return Math.min(mostOneHot, seen + 1);
}

function encodedWidths(table: Table, context: RecipeContext): Encoded[] {
  return table.columns.map((column) => ({ column: column.name, width: widthOf(column, context) }));
}

/** Bytes in the unit that suits them. */
function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let power = 0;
  let value = bytes;
  while (value >= 1000 && power < units.length - 1) {
    value /= 1000;
    power++;
  }
  return `${value.toPrecision(3)} ${units[power]}`;
}

export interface MemoryNeed {
  /** Bytes in all. */
  readonly bytes: number;
  /** Columns that the estimator would see, at most. */
  readonly columns: number;
  readonly matrixBytes: number;
  readonly estimatorBytes: number;
}

/** What preparing the rows and fitting the estimator takes besides the rows, estimated from their shape. */
export function estimateMemory<P>(
  table: Table,
  context: RecipeContext,
  fit: { readonly estimator: Estimator<P>; readonly params: P; readonly classes: number },
): MemoryNeed {
  const columns = encodedWidths(table, context).reduce((sum, { width }) => sum + width, 0);
  const shape: FitShape = { rows: table.rows, columns, classes: fit.classes };
  const once = 8 * table.rows * columns;
  const estimatorBytes = fit.estimator.memory?.(shape, fit.params) ?? once;
  return {
    bytes: copies * once + estimatorBytes,
    columns,
    matrixBytes: copies * once,
    estimatorBytes,
  };
}

function remedy(table: Table, context: RecipeContext, need: MemoryNeed): string {
  const widths = encodedWidths(table, context);
  const widest = widths.reduce((a, b) => (b.width > a.width ? b : a));
  if (widest.width > 10 && need.columns > 2 * widths.length) {
    return `Leave out columns with many categories, such as '${widest.column}' (${widest.width} columns), or choose the encoder ordinal, target or frequency.`;
  }
  if (need.estimatorBytes > need.matrixBytes) {
    return 'Choose an algorithm that needs less, such as gradient_boosting, or fewer columns.';
  }
  return 'Train on fewer rows or columns, or close other programs.';
}

/** Refuses a fit that would not fit into `budget` bytes: OUT_OF_MEMORY with the numbers and a remedy. */
export function checkMemory<P>(
  table: Table,
  context: RecipeContext,
  fit: Parameters<typeof estimateMemory<P>>[2] & { readonly budget: number },
): void {
  const need = estimateMemory(table, context, fit);
  if (need.bytes <= fit.budget) return;
  const { rows } = table;
  throw new AppError(
    'OUT_OF_MEMORY',
    `${fit.estimator.title} on ${rows} rows × ${need.columns} columns (from ${table.columns.length}) would take about ${formatBytes(need.bytes)}; ${formatBytes(fit.budget)} may be used.`,
    { hint: remedy(table, context, need) },
  );
}
