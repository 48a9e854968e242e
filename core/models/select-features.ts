import { AppError } from '../base/app-error.ts';
import type { Warning } from '../contract/common.ts';
import { countCodes, listNames } from '../preprocessing/coded.ts';
import {
  countMissing,
  isCoded,
  type CodedColumn,
  type Column,
  type Table,
} from '../table/table.ts';

/** A text or category column with more values, on more than half its rows, is text. */
const mostFewValues = 50;
/** With fewer rows values are often all different by chance. */
const fewestRowsOfIdentifiers = 20;

const identifierName =
  /(^|[_\s.-])(id|uuid|guid|index|key|nr|no|num|rownames?|row)$|^unnamed|[a-z]Id$/i;
const timeName = /year|month|day|date|time|week|hour|quarter/i;

type Verdict = { readonly kind: string; readonly message: string } | null;

function judgeCoded(column: CodedColumn, present: number): Verdict {
  const distinct = countCodes(column).filter((count) => count > 0).length;
  const name = `'${column.name}'`;
  if (distinct === present && present >= fewestRowsOfIdentifiers) {
    return {
      kind: 'identifier',
      message: `${name} has a different value on every row, like an identifier.`,
    };
  }
  const free = column.type === 'text' || distinct > present / 2;
  if (distinct <= mostFewValues || !free) return null;
  return { kind: 'text', message: `${name} is free text: ${distinct} values on ${present} rows.` };
}

function judgeInteger(column: Column, values: Float64Array, missing: number): Verdict {
  if (missing > 0 || values.length < fewestRowsOfIdentifiers) return null;
  if (new Set(values).size < values.length) return null;
  const rising = values.every((value, i) => i === 0 || value > values[i - 1]!);
  const dense = values.at(-1)! - values[0]! <= 10 * values.length;
  const counter = rising && dense && !timeName.test(column.name);
  if (!counter && !identifierName.test(column.name)) return null;
  const message = `'${column.name}' has a different value on every row, like a row number.`;
  return { kind: 'identifier', message };
}

function judgeConstant(column: Column, missing: number): boolean {
  if (missing > 0) return false;
  const values = isCoded(column) ? column.codes : column.values;
  return values.every((value: number) => value === values[0]);
}

/** Columns that hold nothing to learn from are useless; others may be left out unless asked for. */
function judge(column: Column): { useless: boolean; verdict: Verdict } {
  const missing = countMissing(column);
  const rows = isCoded(column) ? column.codes.length : column.values.length;
  const name = `'${column.name}'`;
  if (missing === rows) {
    const message = `${name} has no value on any training row.`;
    return { useless: true, verdict: { kind: 'all_missing', message } };
  }
  if (judgeConstant(column, missing)) {
    const message = `${name} is the same on every training row.`;
    return { useless: true, verdict: { kind: 'constant', message } };
  }
  if (isCoded(column)) return { useless: false, verdict: judgeCoded(column, rows - missing) };
  const integer = column.type === 'integer';
  return { useless: false, verdict: integer ? judgeInteger(column, column.values, missing) : null };
}

export interface FeatureChoice {
  readonly names: readonly string[];
  readonly warnings: readonly Warning[];
}

/**
 * The columns of the training rows worth learning from. Constant and all-missing ones are left out,
 * and so are identifiers and free text, unless the caller named the columns (`explicit`). Each that is
 * left out, or kept against advice, gives a warning.
 */
export function selectFeatures(table: Table, { explicit }: { explicit: boolean }): FeatureChoice {
  const warnings: Warning[] = [];
  const kept = table.columns.filter((column) => {
    const { useless, verdict } = judge(column);
    if (!verdict) return true;
    const keep = explicit && !useless;
    const consequence = keep ? 'It is used because it was asked for.' : 'It is left out.';
    const message = `${verdict.message} ${consequence}`;
    warnings.push({ kind: verdict.kind, column: column.name, message });
    return keep;
  });
  if (kept.length === 0) {
    const seen = listNames(table.columns.map(({ name }) => name)) || 'none';
    throw new AppError('NOT_ENOUGH_DATA', `No column is left to learn from. Columns: ${seen}.`, {
      hint: 'Name the features to use; constant, empty, text and identifier columns are left out.',
      path: 'features',
    });
  }
  return { names: kept.map(({ name }) => name), warnings };
}
