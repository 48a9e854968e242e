import { createRng } from '../base/rng.ts';
import type { Tick } from '../base/tick.ts';
import type { FittedPipeline } from '../models/pipeline.ts';
import type { Table } from '../table/table.ts';
import type { Shapley } from './coalition-game.ts';
import { createCollector } from './collect-interactions.ts';
import { exactInteractions, exactShapley } from './exact-shap.ts';
import type { ExplainOptions, Explained } from './explain-options.ts';
import type { ExplainedOutput } from './explained-output.ts';
import { kernelShapley } from './kernel-shap.ts';
import { permutationShapley } from './permutation-shap.ts';
import { rowGames, type RowGame } from './row-games.ts';

export const defaultPermutations = 20;

export interface RowsRequest {
  readonly method: 'exact' | 'kernel' | 'permutation';
  readonly table: Table;
  readonly background: Table;
  readonly explained: ExplainedOutput;
  /** By raw column; filled. */
  readonly values: readonly Float64Array[];
  readonly options: ExplainOptions;
  readonly tick: Tick;
}

/** One row's matrix of all columns from that of those that vary. */
function widen(matrix: Float64Array, { columns }: RowGame, players: number): Float64Array {
  const wide = new Float64Array(players * players);
  columns.forEach((a, i) => {
    columns.forEach((b, j) => (wide[a * players + b] = matrix[i * columns.length + j]!));
  });
  return wide;
}

/** SHAP values row by row, from predictions alone: for any model. */
export function explainRows(pipeline: FittedPipeline, request: RowsRequest): Explained {
  const { method, table, background, explained, values, options, tick } = request;
  const players = values.length;
  let done = 0;
  const inner: Tick = (fraction) => tick((done + fraction) / table.rows);
  const games = rowGames(pipeline, { table, background }, { explained, tick: inner });
  const errors = values.map(() => new Float64Array(table.rows));
  const collector = options.interactions && createCollector(players, options.interactions.rows);
  const rng = createRng(options.seed ?? 7);
  let baseValue = 0;
  let sampled = false;

  function solve(row: number, game: RowGame): Shapley {
    // Each row has a stream of its own, so that its values do not depend on the rows before it.
    const stream = rng.fork(`row ${row}`);
    if (method === 'kernel') {
      return kernelShapley(game, { coalitions: options.coalitions, rng: stream });
    }
    if (method === 'permutation') {
      const permutations = options.permutations ?? defaultPermutations;
      return permutationShapley(game, { permutations, rng: stream });
    }
    const exact = exactShapley(game);
    const matrix = collector && widen(exactInteractions(exact), game, players);
    if (matrix) {
      const byColumn = new Float64Array(players);
      game.columns.forEach((column, i) => (byColumn[column] = exact.values[i]!));
      collector.add(row, matrix, (column) => byColumn[column]!);
    }
    return exact;
  }

  for (; done < table.rows; done++) {
    tick(done / table.rows);
    const game = games(done);
    const solved = solve(done, game);
    baseValue = solved.empty;
    sampled ||= solved.standardError !== null;
    game.columns.forEach((column, i) => {
      values[column]![done] = solved.values[i]!;
      errors[column]![done] = solved.standardError?.[i] ?? 0;
    });
  }
  return {
    baseValue,
    standardErrors: sampled ? errors : null,
    ...(collector ? { interactions: collector.result() } : {}),
  };
}
