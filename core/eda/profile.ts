import { noTick, subTick, type Tick } from '../base/tick.ts';
import type { Profile } from '../contract/eda.ts';
import { orderNumbers } from '../stats/order-numbers.ts';
import { isCoded, type Table } from '../table/table.ts';
import { findAlerts } from './alerts.ts';
import { profileColumn, type ProfiledColumn } from './column-profile.ts';
import { profileCorrelations } from './correlations.ts';
import { countDuplicateRows } from './duplicate-rows.ts';
import { profileMissingness } from './missingness.ts';

/**
 * Everything a first look should tell of a table. Each column is ordered once; quantiles, distinct
 * values, deviations, histogram and ranks come from that order. O(rows × columns + rows × pairs).
 */
export function profileTable(table: Table, tick: Tick = noTick): Omit<Profile, 'version'> {
  const orders = new Map<string, Int32Array>();
  const profiled: ProfiledColumn[] = [];
  const columnTick = subTick(tick, 0, 0.5, 'Columns');
  for (const [index, column] of table.columns.entries()) {
    columnTick(index / table.columns.length);
    const ordered = !isCoded(column) && column.type !== 'boolean';
    const order = ordered ? orderNumbers(column.values) : null;
    // kept for the ranks; dates are not correlated
    if (order && column.type !== 'datetime') orders.set(column.name, order);
    profiled.push(profileColumn(column, order));
  }
  const correlations = profileCorrelations(table, orders, subTick(tick, 0.5, 0.9, 'Correlations'));
  tick(0.9, 'Missing values');
  const missing = profileMissingness(table);
  tick(0.95, 'Duplicates');
  const repeated = countDuplicateRows(table);
  const duplicates = { rows: repeated, share: table.rows === 0 ? 0 : repeated / table.rows };
  const facts = { rows: table.rows, correlations, duplicates };
  return {
    ...facts,
    columns: profiled.map((column) => column.profile),
    missing,
    alerts: findAlerts(profiled, facts),
  };
}
