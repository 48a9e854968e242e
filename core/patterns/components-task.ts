import { subTick } from '../base/tick.ts';
import type { Warning } from '../contract/common.ts';
import type { OutputOf } from '../contract/contract.ts';
import type { VersionColumn } from '../contract/data.ts';
import { cellValue } from '../data/cells.ts';
import type { ColumnRef } from '../data/read-table.ts';
import { finite } from '../eda/relations/safe-numbers.ts';
import { declareTask, type TaskContext } from '../jobs/task.ts';
import {
  readAnalysisRows,
  readRows,
  sampleRows,
  warnOfEarlyEnd,
  type AnalysisSource,
} from './analysis-source.ts';
import { checkParams, decompositionAlgorithms, requireAlgorithm } from './catalogue.ts';
import type { AnalysisTaskOutput } from './clusters-task.ts';
import { mapOf, plottedRows } from './map-points.ts';
import type { Decomposition } from './pattern-algorithm.ts';
import { saveColumns, type SaveTarget } from './save-columns.ts';
import type { Scaling } from './scale-columns.ts';

type Output = OutputOf<'patterns.components'>;

export interface ComponentsTaskInput extends AnalysisSource {
  readonly algorithm: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly scaling: Scaling;
  readonly seed: number;
  /** The column that the plot is coloured by. */
  readonly colour: ColumnRef | null;
  readonly save: SaveTarget | null;
}

export type ComponentsTaskOutput = AnalysisTaskOutput<
  'kind' | 'components' | 'map' | 'colour' | 'metrics',
  Output
>;

export const componentsTask = declareTask<ComponentsTaskInput, ComponentsTaskOutput>(
  'patterns.components',
);

/** Axes of the plot; more components are listed, but not drawn. */
const mostAxes = 3;
/** Weights of so many columns are kept for each component, the largest. */
const mostLoadings = 200;

export async function run(
  input: ComponentsTaskInput,
  { tick, stopEarly }: TaskContext,
): Promise<ComponentsTaskOutput> {
  const algorithm = requireAlgorithm(decompositionAlgorithms, input.algorithm);
  const params = checkParams(algorithm, input.params);
  const { scaling, warnings: ofScaling } = fittingScale(algorithm, input.scaling);
  const data = await readAnalysisRows(input, { scaling, tick: subTick(tick, 0, 0.1) });
  const rest = 'The others have no place among the components.';
  const sample = sampleRows(data.scaled, algorithm.mostRows, { title: algorithm.title, rest });
  const made = algorithm.run(sample.x, {
    params,
    seed: input.seed,
    stopEarly,
    tick: subTick(tick, 0.1, 0.9, 'Computing'),
  });
  const rowNumbers = sample.taken
    ? Uint32Array.from(sample.taken, (position) => data.rowNumbers[position]!)
    : data.rowNumbers;
  const axes = made.names.slice(0, mostAxes).map((name, i) => ({ name, values: made.scores[i]! }));
  const plotted = plottedRows(sample.x.rows);
  const map = mapOf(plotted, rowNumbers, axes);
  const body: ComponentsTaskOutput['body'] = {
    kind: 'components',
    components: made.names.map((name, i) => ({
      name,
      explainedVariance: finite(made.explainedVariance?.[i]),
      explainedVarianceRatio: finite(made.explainedVarianceRatio?.[i]),
      loadings: loadingsOf(made, i, sample.x.names),
    })),
    map,
    colour: await colourOf(input, map.row),
    metrics: { ...made.metrics },
  };
  const saved = await saveScores(input, rowNumbers, made);
  tick(1, 'Done');
  const columns = data.table.columns.map(({ name }) => name);
  const warnings = [
    ...ofScaling,
    ...data.warnings,
    ...sample.warnings,
    ...(made.warnings ?? []),
    ...warnOfEarlyEnd(stopEarly),
  ];
  return { body, params, columns, rows: sample.x.rows, warnings, saved };
}

function fittingScale(
  { nonNegative, title }: { readonly nonNegative?: boolean; readonly title: string },
  asked: Scaling,
): { scaling: Scaling; warnings: Warning[] } {
  if (!nonNegative || asked === 'min_max' || asked === 'none')
    return { scaling: asked, warnings: [] };
  const message = `${title} takes no negative values: columns are scaled to 0..1.`;
  return { scaling: 'min_max', warnings: [{ kind: 'scaling', message }] };
}

function loadingsOf(
  { loadings }: Decomposition,
  component: number,
  names: readonly string[],
): Record<string, number> {
  if (loadings === null) return {};
  const weights = names.map((name, j): [string, number] => [name, loadings[component]![j]!]);
  const kept =
    weights.length <= mostLoadings
      ? weights
      : weights.toSorted((a, b) => Math.abs(b[1]) - Math.abs(a[1])).slice(0, mostLoadings);
  return Object.fromEntries(kept);
}

async function colourOf(
  { colour, parquetPath }: ComponentsTaskInput,
  rows: readonly number[],
): Promise<Output['colour']> {
  if (colour === null) return null;
  const source = { parquetPath, columns: [colour], explicit: true, rows: Uint32Array.from(rows) };
  const { columns } = await readRows(source);
  return { column: colour.name, values: rows.map((_, i) => cellValue(columns[0]!, i)) };
}

async function saveScores(
  { save, parquetPath }: ComponentsTaskInput,
  rowNumbers: Uint32Array,
  { scores }: Decomposition,
): Promise<VersionColumn[] | null> {
  if (save === null) return null;
  const position = new Int32Array(save.versionRows).fill(-1);
  rowNumbers.forEach((row, i) => (position[row] = i));
  return saveColumns(
    parquetPath,
    save,
    scores.map((values, i) => ({
      name: `${save.column}_${i + 1}`,
      type: 'number' as const,
      value: (row: number) => (position[row]! < 0 ? null : values[position[row]!]!),
    })),
  );
}
