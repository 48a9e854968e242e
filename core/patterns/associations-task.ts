import { AppError } from '../base/app-error.ts';
import { subTick } from '../base/tick.ts';
import type { Warning } from '../contract/common.ts';
import type { OutputOf } from '../contract/contract.ts';
import { declareTask, type TaskContext } from '../jobs/task.ts';
import { dropInfinite } from '../models/finite-table.ts';
import { requireColumn } from '../preprocessing/coded.ts';
import type { Table } from '../table/table.ts';
import { readRows, type AnalysisSource } from './analysis-source.ts';
import type { AssociationParams } from './associations/association-algorithm.ts';
import { findRules } from './associations/rules.ts';
import { listedItems, rowItems, type TableItems } from './associations/table-items.ts';
import { associationAlgorithms, checkParams, requireAlgorithm } from './catalogue.ts';
import { suitableColumns } from './choose-columns.ts';
import type { AnalysisTaskOutput } from './clusters-task.ts';

type Output = OutputOf<'patterns.associations'>;

export interface AssociationsTaskInput extends AnalysisSource {
  readonly algorithm: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly seed: number;
  /** Columns of a table with one item a row; null when each row is a transaction. */
  readonly listed: { readonly transaction: string; readonly item: string } | null;
  readonly bins: number;
}

export type AssociationsTaskOutput = AnalysisTaskOutput<
  'kind' | 'transactions' | 'itemsets' | 'itemsetCount' | 'rules' | 'ruleCount',
  Output
>;

export const associationsTask = declareTask<AssociationsTaskInput, AssociationsTaskOutput>(
  'patterns.associations',
);

const mostItemsets = 1000;

export async function run(
  input: AssociationsTaskInput,
  { tick, stopEarly }: TaskContext,
): Promise<AssociationsTaskOutput> {
  const algorithm = requireAlgorithm(associationAlgorithms, input.algorithm);
  const params = checkParams(algorithm, input.params) as AssociationParams;
  tick(0, 'Reading');
  const table = await readRows(input);
  const { made, columns, warnings } = toItems(table, input);
  const { transactions, representativity } = made;
  if (transactions.count === 0) {
    throw new AppError('NOT_ENOUGH_DATA', 'There are no rows with values to look at', {
      hint: 'Choose another version, or a condition that some rows meet',
    });
  }
  const found = algorithm.run(transactions, {
    params,
    seed: input.seed,
    stopEarly,
    tick: subTick(tick, 0.1, 0.7, 'Looking for values that come together'),
  });
  const { names } = transactions;
  const { rules, count } = findRules(found, {
    transactions: transactions.count,
    params,
    representativity,
    names,
    tick: subTick(tick, 0.7, 1, 'Making rules'),
  });
  const body: AssociationsTaskOutput['body'] = {
    kind: 'associations',
    transactions: transactions.count,
    itemsets: found.slice(0, mostItemsets).map(({ items, count: times }) => ({
      items: items.map((item) => names[item]!),
      support: times / transactions.count,
      count: times,
    })),
    itemsetCount: found.length,
    rules,
    ruleCount: count,
  };
  tick(1, 'Done');
  const cut = warnOfCut(rules.length, count);
  return { body, params, columns, rows: table.rows, warnings: [...warnings, ...cut], saved: null };
}

function toItems(
  table: Table,
  { listed, bins, explicit }: AssociationsTaskInput,
): { made: TableItems; columns: readonly string[]; warnings: readonly Warning[] } {
  if (listed !== null) {
    const { transaction, item } = listed;
    const made = listedItems(requireColumn(table, transaction), requireColumn(table, item));
    return { made, columns: [transaction, item], warnings: made.warnings };
  }
  const suitable = suitableColumns(dropInfinite(table).table, explicit);
  const made = rowItems(suitable.table, bins);
  const columns = suitable.table.columns.map(({ name }) => name);
  return { made, columns, warnings: [...suitable.warnings, ...made.warnings] };
}

function warnOfCut(shown: number, all: number): Warning[] {
  if (shown === all) return [];
  const message = `${all} rules were found; the ${shown} of the highest lift are listed.`;
  return [{ kind: 'truncated', message }];
}
