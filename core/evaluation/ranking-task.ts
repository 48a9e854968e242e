import { AppError } from '../base/app-error.ts';
import { countOf } from '../base/count-of.ts';
import { subTick } from '../base/tick.ts';
import type { Warning } from '../contract/common.ts';
import type { OutputOf } from '../contract/contract.ts';
import type { TaskContext } from '../jobs/task.ts';
import { cellText, type Table } from '../table/table.ts';
import { rankingMetrics, type RankedQuery } from './ranking-metrics.ts';
import type { RankingTaskInput } from './rows-tasks.ts';
import { readRowColumns, readRunRows, warnOfTrainingRows, type RunRows } from './run-rows.ts';

/** Relevance and score of each row, and how they came about. */
function relevanceOf({ data, prediction }: RunRows): RankedQuery & { readonly warning: string } {
  const relevance = data.y;
  if (data.task === 'regression') {
    const warning = `Relevance is '${data.target.name}' itself; rows above 0 count as relevant.`;
    return { relevance, scores: prediction.values!, warning };
  }
  const { classes } = data;
  const probabilities = prediction.probabilities!;
  if (classes.length === 2) {
    const warning = `Rows of class '${classes[1]}' are relevant; the score is its probability.`;
    return { relevance, scores: probabilities[1]!, warning };
  }
  const scores = new Float64Array(relevance.length);
  for (const [k, column] of probabilities.entries()) {
    for (let i = 0; i < scores.length; i++) scores[i]! += k * column[i]!;
  }
  const warning = `Relevance is the place of the class from 0 (${classes.join(', ')}); the score is the expected place.`;
  return { relevance, scores, warning };
}

function split(
  rows: RankedQuery,
  table: Table | null,
): { queries: RankedQuery[]; nameless: number } {
  const column = table?.columns[0];
  if (!column) return { queries: [rows], nameless: 0 };
  const members = new Map<string, number[]>();
  let nameless = 0;
  for (let i = 0; i < rows.relevance.length; i++) {
    const name = cellText(column, i);
    if (name === null) nameless++;
    else if (members.has(name)) members.get(name)!.push(i);
    else members.set(name, [i]);
  }
  const queries = [...members.values()].map((of) => ({
    relevance: Float64Array.from(of, (i) => rows.relevance[i]!),
    scores: Float64Array.from(of, (i) => rows.scores[i]!),
  }));
  return { queries, nameless };
}

/** How well the evaluated rows of a run are put in order, by query. */
export async function run(
  { source, query, k }: RankingTaskInput,
  { tick }: TaskContext,
): Promise<OutputOf<'evaluation.ranking'>> {
  const { columns } = source.test ?? source.request.version;
  if (query !== undefined && !columns.some(({ name }) => name === query)) {
    throw new AppError('INVALID_INPUT', `There is no column '${query}'.`, {
      hint: `Columns: ${columns.map(({ name }) => name).join(', ')}`,
      path: 'query',
    });
  }
  const found = await readRunRows(source, subTick(tick, 0, 0.8));
  const table =
    query === undefined ? null : await readRowColumns(found, ({ name }) => name === query);
  tick(0.9, 'Ranking');
  const { warning, ...rows } = relevanceOf(found);
  const { queries, nameless } = split(rows, table);
  const warnings: Warning[] = [
    ...warnOfTrainingRows(source),
    { kind: 'relevance', message: warning },
  ];
  if (rows.relevance.some((gain) => gain < 0)) {
    const message = 'Queries with a target below 0 have no NDCG.';
    warnings.push({ kind: 'relevance', message });
  }
  if (nameless > 0) {
    const message = `${countOf(nameless, 'row')} without a query ${nameless === 1 ? 'is' : 'are'} left out.`;
    warnings.push({ kind: 'query', column: query!, message });
  }
  const { runId, versionId, on, request } = source;
  const metrics = rankingMetrics(queries, { k, seed: request.seed });
  tick(1);
  return {
    runId,
    versionId,
    on,
    rows: rows.relevance.length - nameless,
    queries: queries.length,
    metrics,
    warnings,
  };
}
