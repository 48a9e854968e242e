import { isRecord } from './flatten-record.ts';
import type { WarningList } from './row-source.ts';

/** The records of a JSON document that is one object, and the names of rows by position, if any. */
export interface DocumentRecords {
  readonly names: readonly string[] | null;
  readonly records: readonly unknown[];
}

/**
 * Finds the table in one JSON object: lists side by side (`{"a": [1, 2], "b": [3, 4]}`), names and rows
 * (`{"columns": [...], "data": [[...]]}`), records under a key (`{"results": [{...}]}`), columns or rows
 * by key as pandas writes them, else one record.
 */
export function documentRecords(
  document: Readonly<Record<string, unknown>>,
  warnings: WarningList,
): DocumentRecords {
  return (
    splitRows(document) ??
    recordsUnderKey(document, warnings) ??
    listsSideBySide(document, warnings) ??
    objectsByKey(document) ?? { names: null, records: [document] }
  );
}

function splitRows(document: Readonly<Record<string, unknown>>): DocumentRecords | null {
  const { columns, data } = document;
  if (!Array.isArray(columns) || !Array.isArray(data)) return null;
  if (!columns.every((name) => typeof name === 'string') || !data.every(Array.isArray)) return null;
  return { names: columns, records: data };
}

function recordsUnderKey(
  document: Readonly<Record<string, unknown>>,
  warnings: WarningList,
): DocumentRecords | null {
  let found: { readonly key: string; readonly records: readonly unknown[] } | null = null;
  for (const [key, value] of Object.entries(document)) {
    if (!Array.isArray(value) || value.length === 0 || !value.every(isRecord)) continue;
    if (!found || value.length > found.records.length) found = { key, records: value };
  }
  if (!found) return null;
  warnings.add({
    kind: 'records_under_key',
    message: `The records were found under "${found.key}"; the rest of the document was left out`,
  });
  return { names: null, records: found.records };
}

function listsSideBySide(
  document: Readonly<Record<string, unknown>>,
  warnings: WarningList,
): DocumentRecords | null {
  const lists = Object.values(document);
  if (lists.length === 0 || !lists.every((list) => Array.isArray(list))) return null;
  const lengths = lists.map((list) => list.length);
  const rows = lengths.reduce((a, b) => Math.max(a, b), 0);
  if (lengths.some((length) => length !== rows)) {
    warnings.add({
      kind: 'ragged_columns',
      message: `The lists are of different lengths; shorter ones end with missing values up to row ${rows}`,
    });
  }
  const records = Array.from({ length: rows }, (_, row) =>
    lists.map((list) => (list as unknown[])[row] ?? null),
  );
  return { names: Object.keys(document), records };
}

function objectsByKey(document: Readonly<Record<string, unknown>>): DocumentRecords | null {
  const entries = Object.entries(document);
  if (entries.length === 0 || !entries.every(([, value]) => isRecord(value))) return null;
  const objects = entries.map(([, value]) => value as Readonly<Record<string, unknown>>);
  const keys = Object.keys(objects[0]!);
  const same = objects.every((object) => Object.keys(object).length === keys.length);
  if (!same || keys.length === 0) return null;
  if (keys.every((key, index) => key === String(index))) {
    const records = keys.map((key) => objects.map((object) => object[key] ?? null));
    return { names: entries.map(([name]) => name), records };
  }
  if (
    entries.length < 2 ||
    !objects.every((object) => keys.every((key) => Object.hasOwn(object, key)))
  ) {
    return null;
  }
  return { names: null, records: entries.map(([key, value]) => ({ key, ...(value as object) })) };
}
