import { AppError } from '../base/app-error.ts';
import { countOf } from '../base/count-of.ts';
import type { Warning } from '../contract/common.ts';
import { countCodes, listNames } from '../preprocessing/coded.ts';
import { findColumn, isCoded, type Column, type Table } from '../table/table.ts';
import { castColumn } from './cast-column.ts';
import { dropInfinite } from './finite-table.ts';
import type { FeatureSchema, FittedPipeline } from './pipeline.ts';

export interface AlignedTable {
  /** The columns the pipeline reads, in its order and types; infinite values made missing. */
  readonly table: Table;
  readonly warnings: readonly Warning[];
}

function requireFeatures(features: readonly FeatureSchema[], table: Table): Column[] {
  const found = features.map(({ name }) => findColumn(table, name));
  const missing = features.filter((_, i) => !found[i]).map(({ name }) => name);
  if (missing.length === 0) return found.filter((column) => column !== undefined);
  const one = missing.length === 1;
  throw new AppError(
    'SCHEMA_MISMATCH',
    `${one ? 'The column' : `${missing.length} columns`} the model reads ${one ? 'is' : 'are'} missing: ${listNames(missing)}.`,
    { hint: `The data has: ${listNames(table.columns.map(({ name }) => name))}` },
  );
}

/** Values that training did not see, for categorical features. */
function unseenWarning(column: Column, feature: FeatureSchema): Warning | null {
  if (!isCoded(column) || feature.categories === null) return null;
  const known = new Set(feature.categories);
  const counts = countCodes(column);
  const unseen = column.dictionary.filter((label, code) => counts[code]! > 0 && !known.has(label));
  if (unseen.length === 0) return null;
  const rows = column.dictionary.reduce(
    (sum, label, code) => sum + (known.has(label) ? 0 : counts[code]!),
    0,
  );
  const examples = unseen.slice(0, 3).map((label) => `'${label}'`);
  const such = `${unseen.length > examples.length ? ', such as' : ':'} ${examples.join(', ')}`;
  const message = `${countOf(rows, 'row')} of '${column.name}' ${rows === 1 ? 'holds' : 'hold'} ${countOf(unseen.length, 'value')} that training did not see${such}.`;
  return { kind: 'unseen_category', column: column.name, message };
}

function alignColumns(
  pipeline: FittedPipeline,
  table: Table,
  warn: ((warning: Warning) => void) | null,
): Table {
  const found = requireFeatures(pipeline.features, table);
  const columns = found.map((column, i) => {
    const feature = pipeline.features[i]!;
    const cast = castColumn(column, feature.type);
    if (!warn) return cast.column;
    if (cast.unreadable) {
      const { rows, example } = cast.unreadable;
      const message = `${countOf(rows, 'value')} of '${feature.name}' cannot be read as ${feature.type}, such as '${example}'; ${rows === 1 ? 'it counts' : 'they count'} as missing.`;
      warn({ kind: 'type', column: feature.name, message });
    }
    const unseen = unseenWarning(cast.column, feature);
    if (unseen) warn(unseen);
    return cast.column;
  });
  const finite = dropInfinite({ rows: table.rows, columns });
  for (const { column, count } of finite.found) {
    const message = `${countOf(count, 'infinite value')} of '${column}' ${count === 1 ? 'counts' : 'count'} as missing.`;
    warn?.({ kind: 'infinite', column, message });
  }
  return finite.table;
}

/**
 * The columns a pipeline reads, in its order and types. SCHEMA_MISMATCH names the columns that are
 * missing; values of another type, infinite values and categories not seen in training give warnings.
 */
export function alignTable(pipeline: FittedPipeline, table: Table): AlignedTable {
  const warnings: Warning[] = [];
  const aligned = alignColumns(pipeline, table, (warning) => warnings.push(warning));
  return { table: aligned, warnings };
}

/** As alignTable, without looking for anything to warn of. */
export function alignQuietly(pipeline: FittedPipeline, table: Table): Table {
  return alignColumns(pipeline, table, null);
}
