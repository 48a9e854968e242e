import type { Diff } from '../../contract/data-versions.ts';
import type { Version } from '../../contract/data.ts';
import { inGroups } from '../column-facts.ts';
import { openDuckdb, sqlText, type Duck, type DuckRow } from '../duckdb.ts';
import type { VersionRecord } from '../versions.ts';
import { columnChanges, sharedColumns, type SharedColumn } from './diff-columns.ts';
import { chooseKey, type DiffTables } from './diff-key.ts';
import { readCells, sampleOneSided, type DiffSide } from './diff-sample.ts';

const mostSamples = 100;

export interface DiffOptions {
  readonly key: readonly string[] | undefined;
  readonly signal: AbortSignal;
  readonly onStage: (stage: string, fraction: number) => void;
}

/**
 * What changed between two versions. Rows are matched by a key (see chooseKey); without one, whole
 * rows over the columns of both are compared, each as often as it occurs, and no row counts as changed.
 * Missing equals missing. Throws INVALID_INPUT for a key that is absent or not unique, and CANCELLED.
 */
export async function diffVersions(
  from: VersionRecord,
  to: VersionRecord,
  options: DiffOptions,
): Promise<Diff> {
  using duck = await openDuckdb({
    folders: [],
    files: [from.parquetPath, to.parquetPath],
    signal: options.signal,
  });
  const shared = sharedColumns(from.version.columns, to.version.columns);
  const sides = { from: toSide(from), to: toSide(to) };
  const tables: DiffTables = {
    from: sides.from.table,
    to: sides.to.table,
    fromRows: from.version.rows,
    toRows: to.version.rows,
  };
  const isSame = from.version.sha256 === to.version.sha256;
  options.onStage('Looking for a key', 0);
  const key = await chooseKey(duck, tables, { shared, asked: options.key });
  options.onStage('Comparing', 0.3);
  const comparison = { duck, shared, sides, tables };
  const found = isSame
    ? { ...nothing, unchanged: from.version.rows }
    : key
      ? await compareByKey(comparison, key)
      : await compareWhole(comparison);
  return {
    from: from.version,
    to: to.version,
    columns: columnChanges(from.version.columns, to.version.columns, shared),
    key: key?.map(({ name }) => name) ?? [],
    rows: rowCounts(found, from.version, to.version),
    cells: found.cells,
    sample: found.sample,
  };
}

interface Found {
  readonly unchanged: number;
  readonly changed: number;
  readonly cells: Diff['cells'];
  readonly sample: Diff['sample'];
}

const nothing: Found = { unchanged: 0, changed: 0, cells: [], sample: [] };

function rowCounts(found: Found, from: Version, to: Version): Diff['rows'] {
  const { changed, unchanged } = found;
  const kept = changed + unchanged;
  return { added: to.rows - kept, removed: from.rows - kept, changed, unchanged };
}

function toSide({ version, parquetPath }: VersionRecord): DiffSide {
  const table = `read_parquet(${sqlText(parquetPath)}, file_row_number = true)`;
  return { table, columns: version.columns };
}

interface Comparison {
  readonly duck: Duck;
  readonly shared: readonly SharedColumn[];
  readonly sides: { readonly from: DiffSide; readonly to: DiffSide };
  readonly tables: DiffTables;
}

async function compareByKey(made: Comparison, key: readonly SharedColumn[]): Promise<Found> {
  const { duck, tables } = made;
  const on = key
    .map((column) => `${column.compared('a')} IS NOT DISTINCT FROM ${column.compared('b')}`)
    .join(' AND ');
  await duck.run(
    `CREATE TEMP TABLE pairs AS SELECT a.file_row_number AS a_row, b.file_row_number AS b_row
     FROM ${tables.from} a FULL OUTER JOIN ${tables.to} b ON ${on}`,
  );
  const [counted] = await duck.rows(
    'SELECT count(*) AS rows FROM pairs WHERE a_row IS NOT NULL AND b_row IS NOT NULL',
  );
  const matched = Number(counted!['rows']);
  const values = made.shared.filter((column) => !key.includes(column));
  const groups = inGroups(values);
  const cells: Diff['cells'] = [];
  await duck.run('CREATE TEMP TABLE changed_rows (a_row BIGINT, b_row BIGINT)');
  for (const [index, group] of groups.entries()) {
    cells.push(...(await compareGroup(made, { on, group, table: `changed_${index}` })));
  }
  const [changed] = await duck.rows('SELECT count(DISTINCT a_row) AS rows FROM changed_rows');
  const changedRows = Number(changed!['rows']);
  const keyNames = key.map(({ name }) => name);
  return {
    changed: changedRows,
    unchanged: matched - changedRows,
    cells,
    sample: [
      ...(await sampleUnmatched(made, keyNames)),
      ...(await sampleChanged(made, keyNames, groups)),
    ],
  };
}

/** Joins again on the key, with the values of some columns; keeps the rows where any differs. */
async function compareGroup(
  { duck, tables }: Comparison,
  made: { readonly on: string; readonly group: readonly SharedColumn[]; readonly table: string },
): Promise<Diff['cells']> {
  const differs = made.group.map(
    (column, i) => `(${column.compared('a')} IS DISTINCT FROM ${column.compared('b')}) AS d${i}`,
  );
  const any = made.group.map((_, i) => `d${i}`).join(' OR ');
  await duck.run(
    `CREATE TEMP TABLE ${made.table} AS SELECT * FROM (
       SELECT a.file_row_number AS a_row, b.file_row_number AS b_row, ${differs.join(', ')}
       FROM ${tables.from} a JOIN ${tables.to} b ON ${made.on}) WHERE ${any}`,
  );
  await duck.run(`INSERT INTO changed_rows SELECT a_row, b_row FROM ${made.table}`);
  const counts = made.group.map((_, i) => `count_if(d${i}) AS n${i}`);
  const [row] = await duck.rows(`SELECT ${counts.join(', ')} FROM ${made.table}`);
  return made.group
    .map(({ name }, i) => ({ column: name, changed: Number(row![`n${i}`]) }))
    .filter(({ changed }) => changed > 0);
}

async function sampleUnmatched(
  { duck, sides }: Comparison,
  key: readonly string[],
): Promise<Diff['sample']> {
  const added = await duck.rows(
    `SELECT b_row AS row FROM pairs WHERE a_row IS NULL ORDER BY b_row LIMIT ${mostSamples}`,
  );
  const removed = await duck.rows(
    `SELECT a_row AS row FROM pairs WHERE b_row IS NULL ORDER BY a_row LIMIT ${mostSamples}`,
  );
  return [
    ...(await sampleOneSided(duck, sides.to, { kind: 'added', rows: numbers(added), key })),
    ...(await sampleOneSided(duck, sides.from, { kind: 'removed', rows: numbers(removed), key })),
  ];
}

async function sampleChanged(
  { duck, sides }: Comparison,
  key: readonly string[],
  groups: readonly (readonly SharedColumn[])[],
): Promise<Diff['sample']> {
  const rows = await duck.rows(
    `SELECT DISTINCT a_row, b_row FROM changed_rows ORDER BY a_row LIMIT ${mostSamples}`,
  );
  const changedIn = new Map<number, string[]>(rows.map((row) => [Number(row['a_row']), []]));
  const wanted = [...changedIn.keys()].join(', ');
  if (wanted === '') return [];
  for (const [index, group] of groups.entries()) {
    const flags = await duck.rows(`SELECT * FROM changed_${index} WHERE a_row IN (${wanted})`);
    for (const row of flags) {
      const names = group.filter((_, i) => row[`d${i}`] === true).map(({ name }) => name);
      changedIn.get(Number(row['a_row']))!.push(...names);
    }
  }
  const names = [...new Set([...key, ...[...changedIn.values()].flat()])];
  const before = await readCells(duck, sides.from, { names, rows: [...changedIn.keys()] });
  const after = await readCells(duck, sides.to, {
    names,
    rows: rows.map((row) => Number(row['b_row'])),
  });
  return rows.map((row) => {
    const from = before.get(Number(row['a_row']))!;
    const to = after.get(Number(row['b_row']))!;
    return {
      kind: 'changed' as const,
      key: key.map((name) => from.get(name)!),
      changes: changedIn
        .get(Number(row['a_row']))!
        .map((column) => ({ column, from: from.get(column)!, to: to.get(column)! })),
    };
  });
}

/** Rows of the same two 64-bit hashes of their values are taken for equal. */
async function compareWhole({ duck, shared, sides, tables }: Comparison): Promise<Found> {
  if (shared.length === 0) return nothing;
  const hashed = (table: string) =>
    `SELECT ${rowHash(shared)} AS h1, ${rowHash(shared, 'assay')} AS h2, file_row_number AS row
     FROM ${table} t`;
  await duck.run(`CREATE TEMP TABLE a_rows AS ${hashed(tables.from)}`);
  await duck.run(`CREATE TEMP TABLE b_rows AS ${hashed(tables.to)}`);
  const counts = (table: string) => `SELECT h1, h2, count(*) AS n FROM ${table} GROUP BY h1, h2`;
  await duck.run(
    `CREATE TEMP TABLE tally AS SELECT h1, h2, coalesce(a.n, 0) AS a_n, coalesce(b.n, 0) AS b_n
     FROM (${counts('a_rows')}) a FULL OUTER JOIN (${counts('b_rows')}) b USING (h1, h2)`,
  );
  const [row] = await duck.rows('SELECT sum(least(a_n, b_n))::BIGINT AS kept FROM tally');
  /** Of the copies of a row, those beyond what the other side has. */
  const beyond = async (table: string, own: string, other: string) =>
    numbers(
      await duck.rows(
        `SELECT row FROM (
           SELECT r.row, t.${other} AS others,
             row_number() OVER (PARTITION BY r.h1, r.h2 ORDER BY r.row) AS copy
           FROM ${table} r JOIN tally t USING (h1, h2) WHERE t.${own} > t.${other})
         WHERE copy > others ORDER BY row LIMIT ${mostSamples}`,
      ),
    );
  const added = await beyond('b_rows', 'b_n', 'a_n');
  const removed = await beyond('a_rows', 'a_n', 'b_n');
  return {
    changed: 0,
    unchanged: Number(row!['kept'] ?? 0),
    cells: [],
    sample: [
      ...(await sampleOneSided(duck, sides.to, { kind: 'added', rows: added, key: [] })),
      ...(await sampleOneSided(duck, sides.from, { kind: 'removed', rows: removed, key: [] })),
    ],
  };
}

/** A hash of hashes, as the engine takes long to plan a call with very many arguments. */
function rowHash(columns: readonly SharedColumn[], salt?: string): string {
  const groups = inGroups(columns).map((group) => {
    const values = group.map((column) => column.compared('t'));
    return `hash(${[...(salt === undefined ? [] : [sqlText(salt)]), ...values].join(', ')})`;
  });
  return groups.length === 1 ? groups[0]! : `hash(${groups.join(', ')})`;
}

function numbers(rows: readonly DuckRow[]): number[] {
  return rows.map((row) => Number(row['row']));
}
