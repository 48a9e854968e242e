import type { Quality } from '../../contract/validation.ts';
import type { RuleOutcome } from '../run-rules.ts';
import type { VersionRows } from '../version-rows.ts';
import {
  readCellFacts,
  readKeyShares,
  readNewest,
  readPlainValidity,
  readSpelling,
  sumShares,
  type CellFacts,
  type Share,
} from './quality-facts.ts';

export type Dimension = keyof Quality['dimensions'];

export interface QualityOptions {
  /** Results of the suite's rules; null without a suite. */
  readonly outcomes: readonly RuleOutcome[] | null;
  readonly weights: Readonly<Record<Dimension, number>>;
  /** UTC milliseconds. */
  readonly now: number;
  /** Columns of dates whose source wrote them in several ways. */
  readonly mixedDates: readonly string[];
}

interface Told {
  readonly value: number | null;
  readonly messages: readonly string[];
}

const dayMs = 86_400_000;

/** Rules whose breach another dimension counts already. */
const countedElsewhere = new Set([
  'expect_column_values_to_not_be_null',
  'expect_column_values_to_be_null',
  'expect_column_values_to_be_unique',
]);

/**
 * The quality of a table, 0 to 100: the mean of five shares (each 0 to 1) weighted by `weights`, of
 * which those that cannot be told are left out. docs/quality-score.md has the formulas.
 */
export async function scoreQuality(rows: VersionRows, options: QualityOptions): Promise<Quality> {
  const cells = await readCellFacts(rows);
  const told: Record<Dimension, Told> = {
    completeness: completeness(rows, cells),
    validity: await validity(rows, cells, options),
    uniqueness: await uniqueness(rows, cells, options),
    consistency: await consistency(rows, cells, options),
    timeliness: timeliness(await readNewest(rows, options.now), options.now),
  };
  return combine(told, options.weights);
}

function combine(
  told: Readonly<Record<Dimension, Told>>,
  given: QualityOptions['weights'],
): Quality {
  const names = Object.keys(told) as Dimension[];
  const used = names.filter((name) => told[name].value !== null && given[name] > 0);
  const total = used.reduce((sum, name) => sum + given[name], 0);
  const weights = Object.fromEntries(used.map((name) => [name, given[name] / total]));
  // divided last, so that ones give exactly one: a gate may ask for 100
  const score = used.reduce((sum, name) => sum + given[name] * told[name].value!, 0) / total;
  return {
    // a table of which nothing can be told has nothing wrong
    score: used.length === 0 ? 100 : score * 100,
    dimensions: Object.fromEntries(
      names.map((name) => [name, told[name].value]),
    ) as Quality['dimensions'],
    weights,
    detail: names.flatMap((dimension) =>
      told[dimension].messages.map((message) => ({ dimension, message })),
    ),
  };
}

function shareOf({ checked, kept }: Share): number | null {
  return checked === 0 ? null : kept / checked;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}

/** Cells that are not missing, of all cells. */
function completeness(rows: VersionRows, cells: CellFacts): Told {
  const total = cells.rows * cells.present.length;
  const present = cells.present.reduce((sum, count) => sum + count, 0);
  const worst = rows.columns
    .map(({ name }, at) => ({ name, missing: 1 - cells.present[at]! / cells.rows }))
    .filter(({ missing }) => missing > 0)
    .toSorted((a, b) => b.missing - a.missing)
    .slice(0, 5);
  return {
    value: shareOf({ checked: total, kept: present }),
    messages: worst.map(({ name, missing }) => `${name} lacks ${percent(missing)} of its values`),
  };
}

/** Cells that keep the suite's rules about columns; without such rules those that are not plainly wrong. */
async function validity(
  rows: VersionRows,
  cells: CellFacts,
  { outcomes }: QualityOptions,
): Promise<Told> {
  const rules = (outcomes ?? []).filter(
    ({ group, result }) =>
      (group === 'column_map' || group === null) &&
      !countedElsewhere.has(result.expectation_config.type),
  );
  const counts = rules.flatMap(({ counts, result }) => {
    // a rule that could not be checked is kept by no row
    if (result.exception_info.raised_exception) {
      return { elements: cells.rows, present: cells.rows, unexpected: cells.rows };
    }
    return counts ?? [];
  });
  if (counts.length === 0) {
    const value = shareOf(await readPlainValidity(rows));
    const basis =
      outcomes === null
        ? 'Without a suite only plainly wrong cells count: infinite, damaged, or of another type than nearly all'
        : 'The suite has no rules about rows of a column, so only plainly wrong cells count';
    return { value, messages: [basis] };
  }
  const broken = rules
    .filter(({ result }) => !result.success)
    .slice(0, 5)
    .map(({ result }) => result.rendered);
  return { value: shareOf(sumShares(counts)), messages: broken };
}

/** Mean of the share of distinct rows and of the share of distinct values of each key. */
async function uniqueness(
  rows: VersionRows,
  cells: CellFacts,
  { outcomes }: QualityOptions,
): Promise<Told> {
  if (cells.rows === 0) return { value: null, messages: [] };
  const messages: string[] = [];
  const repeated = cells.rows - cells.distinctRows;
  if (repeated > 0) messages.push(`${repeated} of ${cells.rows} rows repeat an earlier one`);
  const ruled = (outcomes ?? []).flatMap(({ counts, columns, result }) => {
    const { type } = result.expectation_config;
    const unique = type.endsWith('_to_be_unique');
    const share = unique && counts ? shareOf(sumShares([counts])) : null;
    return share === null ? [] : [{ name: columns.join(' + '), share }];
  });
  const named = new Set(ruled.map(({ name }) => name));
  const keys = [...ruled, ...(await readKeyShares(rows)).filter(({ name }) => !named.has(name))];
  for (const { name, share } of keys) {
    if (share < 1) messages.push(`${name} is a key, but only ${percent(share)} of it is unique`);
  }
  const shares = [cells.distinctRows / cells.rows, ...keys.map(({ share }) => share)];
  return { value: shares.reduce((sum, share) => sum + share, 0) / shares.length, messages };
}

/** Texts and dates that are written as the others, and rows that keep the rules across columns. */
async function consistency(
  rows: VersionRows,
  cells: CellFacts,
  { outcomes, mixedDates }: QualityOptions,
): Promise<Told> {
  const spelling = await readSpelling(rows);
  const across = (outcomes ?? []).flatMap(({ group, counts, result }) => {
    const unique = result.expectation_config.type.endsWith('_to_be_unique');
    return counts && !unique && (group === 'pair' || group === 'multicolumn') ? [counts] : [];
  });
  const crossed = sumShares(across);
  const mixed = rows.columns.flatMap(({ name }, at) =>
    mixedDates.includes(name) ? [{ name, present: cells.present[at]! }] : [],
  );
  const mixedCells = mixed.reduce((sum, { present }) => sum + present, 0);
  return {
    value: shareOf({
      checked: spelling.checked + crossed.checked + mixedCells,
      // which of the ways was meant is not known any more, so that half of them count
      kept: spelling.kept + crossed.kept + mixedCells / 2,
    }),
    messages: [
      ...spelling.messages,
      ...mixed.map(({ name }) => `${name} was written in several date formats`),
    ],
  };
}

/** Beyond this many usual steps, and a year, data is an archive, which cannot be late. */
const archiveSteps = 100;

/** 1 up to one usual step after the newest date, then step / age. */
function timeliness(newest: Awaited<ReturnType<typeof readNewest>>, now: number): Told {
  if (newest === null) return { value: null, messages: [] };
  const age = now - newest.at;
  const days = Math.floor(age / dayMs);
  if (age > archiveSteps * newest.step && age > 365 * dayMs) {
    const message = `${newest.name} ends ${days} days ago: an archive, which is not judged by its age`;
    return { value: null, messages: [message] };
  }
  const value = age <= newest.step ? 1 : newest.step / age;
  const usual = Math.max(1, Math.round(newest.step / dayMs));
  const messages =
    value === 1
      ? []
      : [`${newest.name} ends ${inDays(days)} ago, its usual step is ${inDays(usual)}`];
  return { value, messages };
}

function inDays(count: number): string {
  return count === 1 ? '1 day' : `${count} days`;
}
