import { AppError } from '../../../base/app-error.ts';
import { countOf, wholeText } from '../../../base/count-of.ts';
import { subTick, type Tick } from '../../../base/tick.ts';
import type { Warning } from '../../../contract/common.ts';
import type { OutputOf } from '../../../contract/contract.ts';
import { evenly } from '../../../evaluation/curves.ts';
import type { FittedPipeline } from '../../../models/pipeline.ts';
import { listNames } from '../../../preprocessing/coded.ts';
import { takeTableRows, type Table } from '../../../table/table.ts';
import { chooseScore, type Score, type ScoreOptions } from '../score.ts';
import { accumulatedEffects } from './ale.ts';
import { jointEffects } from './ale2.ts';
import { bootstrapBand } from './bootstrap-band.ts';
import { makeGrid, type Grid } from './grid.ts';
import { hStatistic } from './h-statistic.ts';
import { conditionalExpectations, partialDependence2, type Axis } from './partial-dependence.ts';

type Answer = OutputOf<'explainability.pdp'>;
type Parts = Pick<
  Answer,
  'axes' | 'mean' | 'low' | 'high' | 'surface' | 'lines' | 'interaction'
> & {
  readonly warnings: Warning[];
};

export interface DependenceOptions extends ScoreOptions {
  readonly kind: Answer['kind'];
  readonly columns: readonly string[];
  readonly centred: boolean;
  readonly grid: number;
  readonly seed: number;
  readonly tick: Tick;
}

/** Rows of the version that are looked at. */
interface Rows {
  readonly table: Table;
  readonly row: Int32Array;
}

interface Asking extends DependenceOptions {
  readonly score: Score;
}

const mostLines = 200;
/** Rows of the H statistic, which asks for their square. */
const interactionRows = 80;
/** Scores that a two-way dependence may take; it looks at fewer rows beyond. */
const mostScores = 400_000;

const nullable = (values: Iterable<number>): (number | null)[] =>
  Array.from(values, (value) => (Number.isFinite(value) ? value : null));

function axisOf({ name, values, density }: Grid): Answer['axes'][number] {
  return { column: name, values: [...values], density: [...density] };
}

function findColumns({ features }: FittedPipeline, columns: readonly string[]): number[] {
  const known = features.map(({ name }) => name);
  if (new Set(columns).size < columns.length) {
    throw new AppError('INVALID_INPUT', `'${columns[0]!}' is named twice.`, {
      path: 'columns',
      hint: 'Name one column, or two that differ',
    });
  }
  return columns.map((name) => {
    const at = known.indexOf(name);
    if (at >= 0) return at;
    throw new AppError('INVALID_INPUT', `The model reads no column '${name}'.`, {
      path: 'columns',
      hint: `It reads ${listNames(known)}`,
    });
  });
}

function oneWay({ table, row }: Rows, at: number, asking: Asking): Parts {
  const { centred, seed, kind, grid: points, score, tick } = asking;
  const grid = makeGrid(table.columns[at]!, points);
  const raw = conditionalExpectations(table, { at, grid }, { score, tick });
  const first = raw[0]!;
  const expectations = centred ? raw.map((line) => line.map((v, i) => v - first[i]!)) : raw;
  const { mean, low, high } = bootstrapBand(expectations, seed);
  const shown = kind === 'ice' ? evenly(table.rows, mostLines) : [];
  return {
    axes: [axisOf(grid)],
    mean: nullable(mean),
    low: nullable(low),
    high: nullable(high),
    surface: null,
    lines: shown.map((i) => ({
      row: row[i]!,
      values: nullable(expectations.map((line) => line[i]!)),
    })),
    interaction: null,
    warnings: [],
  };
}

/** Share of the variance that is interaction, from fewer rows, which is said. */
function interactionOf(table: Table, at: readonly [number, number], asking: Asking, tick: Tick) {
  const rows = Int32Array.from(evenly(table.rows, interactionRows));
  const value = hStatistic(takeTableRows(table, rows), at, { score: asking.score, tick });
  const message = `Friedman's H² is from ${wholeText(rows.length)} of the ${countOf(table.rows, 'row')}.`;
  const warnings = rows.length < table.rows ? [{ kind: 'sample', message }] : [];
  return { value, warnings };
}

function twoWay(rows: Rows, at: readonly [number, number], asking: Asking): Parts {
  const { tick, score, grid: points, centred } = asking;
  const axes = at.map((j): Axis => ({ at: j, grid: makeGrid(rows.table.columns[j]!, points) }));
  const [first, second] = axes as [Axis, Axis];
  const cells = first.grid.values.length * second.grid.values.length;
  const most = Math.max(20, Math.floor(mostScores / cells));
  const fewer = Int32Array.from(evenly(rows.table.rows, most));
  const table = takeTableRows(rows.table, fewer);
  const surface = partialDependence2(table, [first, second], {
    score,
    tick: subTick(tick, 0, 0.7),
  });
  const interaction = interactionOf(rows.table, at, asking, subTick(tick, 0.7, 1));
  const start = centred ? surface[0]![0]! : 0;
  const message = `The surface of ${countOf(cells, 'cell')} is from ${wholeText(fewer.length)} of the ${countOf(rows.table.rows, 'row')}.`;
  return {
    axes: [axisOf(first.grid), axisOf(second.grid)],
    mean: [],
    low: [],
    high: [],
    surface: surface.map((line) => nullable(line.map((value) => value - start))),
    lines: [],
    interaction: interaction.value,
    warnings: [
      ...(fewer.length < rows.table.rows ? [{ kind: 'sample', message }] : []),
      ...interaction.warnings,
    ],
  };
}

/** The effect of resampled rows is not asked for again: ALE has no band. */
function accumulated({ table }: Rows, at: readonly number[], asking: Asking): Parts {
  const { score, tick, grid } = asking;
  const none = { low: [], high: [], lines: [] };
  if (at.length === 1) {
    const effect = accumulatedEffects(table, at[0]!, grid, { score, tick });
    const axes = [axisOf(effect.grid)];
    const mean = nullable(effect.values);
    return { ...none, axes, mean, surface: null, interaction: null, warnings: [] };
  }
  const pair = [at[0]!, at[1]!] as const;
  const effect = jointEffects(table, pair, grid, { score, tick: subTick(tick, 0, 0.5) });
  const interaction = interactionOf(table, pair, asking, subTick(tick, 0.5, 1));
  return {
    ...none,
    axes: effect.grids.map(axisOf),
    mean: [],
    surface: effect.surface.map((line) => nullable(line)),
    interaction: interaction.value,
    warnings: interaction.warnings,
  };
}

/**
 * How a model's score depends on one or two raw columns over rows: partial dependence (Friedman 2001),
 * with a line a row (ICE, Goldstein et al. 2015), or accumulated local effects (Apley & Zhu 2020).
 * INVALID_INPUT for columns the model does not read, UNSUPPORTED for joint ALE of categories.
 */
export function dependence(
  pipeline: FittedPipeline,
  rows: Rows,
  options: DependenceOptions,
): Omit<Answer, 'rowsOfVersion'> {
  const { kind, columns, centred } = options;
  const at = findColumns(pipeline, columns);
  const score = chooseScore(pipeline, options);
  const asking = { ...options, score };
  const parts =
    kind === 'ale'
      ? accumulated(rows, at, asking)
      : at.length === 1
        ? oneWay(rows, at[0]!, asking)
        : twoWay(rows, [at[0]!, at[1]!], asking);
  const { label, unit: output } = score;
  return { kind, label, output, rows: rows.table.rows, centred, ...parts };
}
