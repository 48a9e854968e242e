import { AppError } from '../base/app-error.ts';
import type { Warning } from '../contract/common.ts';
import { dropInfinite } from '../models/finite-table.ts';
import { requireNumeric } from '../preprocessing/coded.ts';
import { applySteps, fitStep, type PlannedStep } from '../preprocessing/fit-step.ts';
import type { Matrix } from '../table/matrix.ts';
import { countMissing, isCoded, type Column, type Table } from '../table/table.ts';
import { suitableColumns } from './choose-columns.ts';
import { scaleColumn, type Scaling } from './scale-columns.ts';

/** Of one category column; the rarest others share one. */
const mostCategories = 20;
const mostBytes = 4e9;

export interface EncodedRows {
  /** The columns that are looked at, as they are in the version, without infinite values. */
  readonly table: Table;
  /** Numbers without missing values, before scaling. */
  readonly plain: Matrix;
  /** The same, scaled. */
  readonly scaled: Matrix;
  /** For each column of those whether it holds numbers or parts of dates, not a category. */
  readonly measured: readonly boolean[];
  readonly warnings: readonly Warning[];
}

/**
 * Columns of any type as numbers without missing values. Constant, empty, identifier and free text columns
 * are left out, the latter two unless `explicit`. Numbers get their median where missing, truth values
 * and categories the most frequent or a column of their own; dates become days since 1970, month, weekday
 * and hour; categories a 0/1 column each, which is not scaled.
 */
export function encodeRows(
  table: Table,
  options: {
    readonly explicit: boolean;
    readonly scaling: Scaling;
  },
): EncodedRows {
  if (table.rows === 0) {
    throw new AppError('NOT_ENOUGH_DATA', 'There are no rows to look at', {
      hint: 'Choose another version, or a condition that some rows meet',
    });
  }
  const finite = dropInfinite(table);
  const suitable = suitableColumns(finite.table, options.explicit);
  const warnings = [
    ...finite.found.map(({ column, count }) => ({
      kind: 'infinite_values',
      column,
      message: `'${column}' has ${count} infinite values, which count as missing.`,
    })),
    ...suitable.warnings,
    ...warnOfMissing(suitable.table.columns),
  ];
  const numeric = new Set(
    suitable.table.columns.filter((c) => !isCoded(c)).map(({ name }) => name),
  );
  const { table: encoded, dates } = encode(suitable.table);
  checkMemory(encoded);
  const names = encoded.columns.map(({ name }) => name);
  const columns = names.map((name) => requireNumeric(encoded, name).values);
  const measured = names.map((name) => numeric.has(name) || dates.has(name));
  const scaled = columns.map((values, i) =>
    measured[i] ? scaleColumn(values, options.scaling) : values,
  );
  const { rows } = table;
  return {
    table: suitable.table,
    plain: { rows, names, columns },
    scaled: { rows, names, columns: scaled },
    measured,
    warnings,
  };
}

function warnOfMissing(columns: readonly Column[]): Warning[] {
  return columns.flatMap((column) => {
    const missing = countMissing(column);
    if (missing === 0) return [];
    const fill = isCoded(column)
      ? 'count as a category of their own'
      : column.type === 'boolean'
        ? 'take the more frequent value'
        : 'take the median';
    const message = `${missing} missing values of '${column.name}' ${fill}.`;
    return [{ kind: 'missing_values', column: column.name, message }];
  });
}

function encode(table: Table): { table: Table; dates: ReadonlySet<string> } {
  const named = (columns: readonly Column[]) => columns.map(({ name }) => name);
  const dates = new Set<string>();
  let current = table;
  const apply = (planned: PlannedStep): void => {
    if (planned.columns.length === 0) return;
    const fitted = fitStep(current, planned);
    if (planned.step === 'datetime_parts') {
      for (const name of Object.values(fitted.outputs).flat()) dates.add(name);
    }
    current = applySteps(current, [fitted]);
  };
  const ofType = (test: (column: Column) => boolean) => named(current.columns.filter(test));
  apply({ step: 'datetime_parts', columns: ofType(({ type }) => type === 'datetime') });
  apply({
    step: 'simple_imputer',
    columns: ofType((column) => !isCoded(column) && column.type !== 'boolean'),
    params: { strategy: 'median' },
  });
  apply({
    step: 'simple_imputer',
    columns: ofType(({ type }) => type === 'boolean'),
    params: { strategy: 'most_frequent' },
  });
  apply({
    step: 'one_hot_encoder',
    columns: ofType(isCoded),
    params: { max_categories: mostCategories },
  });
  return { table: current, dates };
}

function checkMemory({ rows, columns }: Table): void {
  const bytes = 3 * 8 * rows * columns.length;
  if (bytes <= mostBytes) return;
  const size = (bytes / 1e9).toFixed(1);
  throw new AppError(
    'OUT_OF_MEMORY',
    `${rows} rows of ${columns.length} encoded columns need about ${size} GB; at most ${mostBytes / 1e9} are used`,
    { hint: 'Choose fewer columns, or fewer rows with a condition' },
  );
}
