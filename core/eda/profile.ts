import { noTick, subTick, type Tick } from '../base/tick.ts';
import type { Profile } from '../contract/eda.ts';
import type { Settings } from '../contract/settings.ts';
import { pearsonMatrix } from '../stats/correlation.ts';
import type { CorrelationMatrix } from '../stats/pearson-sums.ts';
import type { Table } from '../table/table.ts';
import { findAlerts } from './alerts.ts';
import { addHashes, countDuplicateRows, countRepeats } from './duplicate-rows.ts';
import { profileMissingness } from './missingness.ts';
import { profileCorrelations, withNulls, type RankedCorrelations } from './profile-correlations.ts';
import { correlatedColumns, profilePart, type ProfilePart } from './profile-part.ts';
import { seriesAlerts } from './series-alerts.ts';

export type Thresholds = Settings['alerts'];

/**
 * Everything a first look should tell of a table. Each column is sorted once; quantiles, distinct
 * values, deviations and histogram come from that. O(rows × columns + rows × pairs).
 */
export function profileTable(
  table: Table,
  thresholds: Thresholds,
  tick: Tick = noTick,
): Omit<Profile, 'version'> {
  const correlated = new Set(correlatedColumns(table.columns));
  const options = { correlated, first: 0, sharing: 'own' } as const;
  const part = profilePart(table, options, subTick(tick, 0, 0.5, 'Columns'));
  const numbers = table.columns.flatMap((column) =>
    'values' in column && part.numbers.some(({ name }) => name === column.name)
      ? [column.values]
      : [],
  );
  const pearson = pearsonMatrix(numbers, subTick(tick, 0.5, 0.65, 'Correlations'));
  tick(0.65, 'Duplicates');
  const repeated = countDuplicateRows(table);
  const joined = joinProfile([part], { repeated, thresholds }, subTick(tick, 0.7, 1));
  return addPearson(
    joined,
    part.numbers.map(({ name }) => name),
    pearson,
  );
}

/** Rows that repeat an earlier one, by the hashes of all parts, which are used up. */
export function countRepeatedRows(parts: readonly ProfilePart[]): number {
  const [first, ...others] = parts.flatMap((part) => part.hashes ?? []);
  if (!first) return 0;
  for (const more of others) addHashes(first, more);
  return countRepeats(first);
}

/** A profile but for Pearson's matrix. */
export type JoinedProfile = Omit<Profile, 'version' | 'correlations'> & {
  readonly correlations: RankedCorrelations;
};

/** The profile with Pearson's matrix of the named columns. */
export function addPearson(
  joined: JoinedProfile,
  names: readonly string[],
  pearson: CorrelationMatrix,
): Omit<Profile, 'version'> {
  const correlations = { pearson: withNulls(names, pearson), ...joined.correlations };
  return { ...joined, correlations };
}

/** The profile of a table whose columns were profiled in parts, in their order. */
export function joinProfile(
  parts: readonly ProfilePart[],
  made: {
    readonly repeated: number;
    readonly thresholds: Thresholds;
  },
  tick: Tick,
): JoinedProfile {
  const rows = parts[0]?.rows ?? 0;
  const columns = parts.flatMap((part) => part.columns);
  const correlations = profileCorrelations(
    {
      numbers: parts.flatMap((part) => part.numbers),
      codes: parts.flatMap((part) => part.codes),
      names: columns.map((column) => column.profile.name),
    },
    subTick(tick, 0, 0.8, 'Correlations'),
  );
  tick(0.8, 'Missing values');
  const missing = profileMissingness(
    rows,
    parts.flatMap((part) => part.missing),
  );
  const duplicates = { rows: made.repeated, share: rows === 0 ? 0 : made.repeated / rows };
  const facts = { rows, correlations, duplicates };
  const series = seriesAlerts(
    columns.map((column) => column.profile),
    parts.flatMap((part) => part.tails),
    subTick(tick, 0.85, 1, 'Series'),
  );
  return {
    ...facts,
    columns: columns.map((column) => column.profile),
    missing,
    alerts: [...findAlerts(columns, facts, made.thresholds), ...series],
  };
}
