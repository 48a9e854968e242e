import type { OutputOf } from '../../../../core/contract/contract.ts';
import type { BarSpec, LineSeries, LineSpec } from '../../../charts/spec.ts';
import { metricName, scoreText } from '../metric-names.ts';
import { parameterText } from '../search/parameter-text.ts';

export type Curve = OutputOf<'tuning.curve'>;
export type Ablation = OutputOf<'tuning.ablation'>;
export type Sensitivity = OutputOf<'tuning.sensitivity'>;
type Point = Curve['points'][number];

/** Places of the points: numbers as they are, anything else one after the other. */
export function placesOf(points: readonly Point[]): {
  readonly x: number[];
  readonly labels: string[] | null;
  readonly log: boolean;
} {
  const numbers = points.map(({ at }) => at).filter((at) => typeof at === 'number');
  if (numbers.length < points.length)
    return {
      x: points.map((_, i) => i),
      labels: points.map(({ at }) => parameterText(at)),
      log: false,
    };
  const low = Math.min(...numbers);
  const high = Math.max(...numbers);
  return { x: numbers, labels: null, log: low > 0 && high / low >= 50 };
}

function series(
  name: string,
  points: readonly Point[],
  { part, x }: { readonly part: 'train' | 'test'; readonly x: readonly number[] },
): LineSeries {
  const spread = (sign: 1 | -1) =>
    points.map(({ [part]: { mean, std } }) =>
      mean === null || std === null ? null : mean + sign * std,
    );
  return {
    name,
    x,
    y: points.map((point) => point[part].mean),
    markers: true,
    band: { low: spread(-1), high: spread(1) },
  };
}

/** Scores on training and validation rows over the points, one standard deviation to either side. */
export function curveSpec(
  points: readonly Point[],
  {
    metric,
    xTitle,
    rows,
  }: { readonly metric: string; readonly xTitle: string; readonly rows: boolean },
): LineSpec {
  const { x, labels, log } = placesOf(points);
  const trained = points.some(({ train }) => train.mean !== null);
  return {
    kind: 'line',
    series: [
      series('Validation', points, { part: 'test', x }),
      ...(trained ? [series('Training rows', points, { part: 'train', x })] : []),
    ],
    xTitle,
    yTitle: metricName(metric).title,
    ...(labels ? { xLabels: labels } : {}),
    ...(log && !rows ? { xLog: true } : {}),
  };
}

/** What the ends of a learning curve say, in a sentence. */
export function learningVerdict({ points, metric }: Curve): string {
  const [before, last] = points.slice(-2);
  if (!before || !last || before.test.mean === null || last.test.mean === null) return '';
  const sign = metric.better === 'higher' ? 1 : -1;
  const gain = sign * (last.test.mean - before.test.mean);
  const noise = (last.test.std ?? 0) / Math.sqrt(Math.max(1, last.test.values.length));
  const { title } = metricName(metric.name);
  const step = `from ${before.at} to ${last.at} rows ${title} went from ${scoreText(before.test.mean)} to ${scoreText(last.test.mean)}`;
  return gain > noise
    ? `More rows still help: ${step}.`
    : `More rows of this kind will hardly help: ${step}, less than the folds differ.`;
}

/** What is lost without each group or step, the largest loss on top. */
export function ablationSpec({ entries, metric }: Ablation): BarSpec {
  return {
    kind: 'bar',
    labels: entries.map(({ kind, name }) => (kind === 'step' ? `${name} (step)` : name)),
    series: [
      {
        name: 'Loss',
        values: entries.map(({ loss }) => loss),
        low: entries.map(({ low }) => low),
        high: entries.map(({ high }) => high),
      },
    ],
    labelTitle: 'Left out',
    valueTitle: `${metricName(metric.name).title} lost without it`,
  };
}

/** How far apart the best and the worst mean score of each parameter are. */
export function spreadSpec({ params, metric }: Sensitivity): BarSpec {
  const sorted = params.toSorted((a, b) => (b.spread ?? 0) - (a.spread ?? 0));
  return {
    kind: 'bar',
    labels: sorted.map(({ name }) => name),
    series: [{ name: 'Spread', values: sorted.map(({ spread }) => spread) }],
    labelTitle: 'Parameter',
    valueTitle: `Best minus worst ${metricName(metric.name).title}`,
  };
}
