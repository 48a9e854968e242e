import { countOf, wholeText } from '../base/count-of.ts';
import type { Warning } from '../contract/common.ts';
import { evenly } from '../evaluation/curves.ts';
import type { FittedPipeline } from '../models/pipeline.ts';
import { takeTableRows, type Table } from '../table/table.ts';
import { defaultPermutations } from './explain-rows.ts';
import { defaultCoalitions } from './kernel-shap.ts';
import { isSampled, type ShapMethod } from './shap-methods.ts';

/** Predictions that explaining without being told how many rows may cost. */
const mostPredictions = 4e6;
const fewestRows = 20;
const mostRowsUnasked = 1000;

/** Above so many rows all are read, of which those that were asked for are taken. */
export const mostPicked = 10_000;

/** Rows of a background nobody chose, by what a method makes of them. */
const backgroundUnasked = 1000;
const backgroundOfSampled = 100;

export interface RowPlan {
  readonly method: ShapMethod;
  readonly sample: number | null;
  /** Rows were limited by the person who asked. */
  readonly limited: boolean;
  readonly permutations: number | null;
  readonly coalitions: number | null;
}

function coalitionsOf(plan: RowPlan, players: number): number {
  if (plan.method === 'exact') return 2 ** Math.min(players, 16);
  if (plan.method === 'kernel') return plan.coalitions ?? defaultCoalitions(players);
  return 2 * (plan.permutations ?? defaultPermutations) * Math.max(1, players - 1);
}

/** The background's rows: all that were asked for, else as many as the method can use. */
export function backgroundSize(
  method: ShapMethod,
  { rows, given, asked }: { rows: number; given: boolean; asked: number | null },
): number {
  if (asked !== null) return Math.min(rows, asked);
  if (isSampled(method)) return Math.min(rows, backgroundOfSampled);
  if (method === 'tree_interventional' && !given) return Math.min(rows, backgroundUnasked);
  return rows;
}

/** The rows of a table that are explained, and why not all of them are. */
export function chooseRows(
  { features }: FittedPipeline,
  table: Table,
  plan: RowPlan & { readonly backgroundRows: number },
): { rows: readonly number[]; warnings: Warning[] } {
  if (plan.sample !== null) return { rows: evenly(table.rows, plan.sample), warnings: [] };
  if (plan.limited || !isSampled(plan.method))
    return { rows: evenly(table.rows, table.rows), warnings: [] };
  const each = coalitionsOf(plan, features.length) * plan.backgroundRows;
  const can = Math.max(fewestRows, Math.min(mostRowsUnasked, Math.floor(mostPredictions / each)));
  if (can >= table.rows) return { rows: evenly(table.rows, table.rows), warnings: [] };
  const message = `${wholeText(can)} of ${countOf(table.rows, 'row')}, drawn evenly, were explained: each takes ${countOf(each, 'prediction')}. Ask for more with sample.`;
  return { rows: evenly(table.rows, can), warnings: [{ kind: 'sample', message }] };
}

/** Those rows of a table; the table itself where they are all. */
export function takeThese(table: Table, rows: readonly number[]): Table {
  return rows.length === table.rows ? table : takeTableRows(table, Int32Array.from(rows));
}
