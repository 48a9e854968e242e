import type { Evaluation } from '../../../../../core/contract/evaluation.ts';
import type { HistogramSpec, LineSpec } from '../../../../charts/spec.ts';
import { formatCount } from '../../../../components/format.ts';

type Gain = NonNullable<Evaluation['gain']>;
type Scores = NonNullable<Evaluation['scores']>;

const unit = [0, 1] as const;
const contacted = 'Rows taken, the most probable first';

/** Of all positives, the share found among so many of the rows. */
export function gainSpec({ share, captured }: Gain): LineSpec {
  return {
    kind: 'line',
    series: [{ name: 'Model', x: share, y: captured }],
    xTitle: contacted,
    yTitle: 'Positives found',
    xKind: 'percent',
    yKind: 'percent',
    xRange: unit,
    yRange: unit,
    diagonal: 'At random',
  };
}

/** How many times more positives than among rows taken at random. */
export function liftSpec({ share, lift }: Gain): LineSpec {
  return {
    kind: 'line',
    series: [
      { name: 'Model', x: share, y: lift },
      { name: 'At random', x: unit, y: [1, 1], dashed: true },
    ],
    xTitle: contacted,
    yTitle: 'Lift',
    xKind: 'percent',
    xRange: unit,
  };
}

/** Rows as shares, so that a rare class can be seen beside a common one. */
function shares(counts: readonly number[]): number[] {
  const rows = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => (rows === 0 ? 0 : count / rows));
}

/** Of the class and of the other rows, how large a share has which probability of the class. */
export function scoresSpec({ edges, series }: Scores, label: string): HistogramSpec {
  const of = series.filter(({ probabilityOf }) => probabilityOf === label);
  const named = of.map(({ actual, counts }, i) => ({
    name: `Actual: ${actual ?? (i === 0 ? label : 'other classes')}`,
    counts: shares(counts),
  }));
  // The class itself in the first colour, whatever its place.
  const own = of.findIndex(({ actual }) => actual === label);
  const order = own > 0 ? [named[own]!, ...named.filter((_, i) => i !== own)] : named;
  const [front, back] = order;
  return {
    kind: 'histogram',
    edges,
    counts: front?.counts ?? [],
    ...(front ? { name: front.name } : {}),
    ...(back ? { overlay: back } : {}),
    xTitle: `Probability of ${label}`,
    yTitle: 'Share of these rows',
    yKind: 'percent',
  };
}

/**
 * Of several classes: the share of rows of the class against its probability, in bins of equal width.
 * Null for two classes, whose calibration the evaluation tells.
 */
export function classCalibrationSpec({ edges, series }: Scores, label: string): LineSpec | null {
  const [own, rest] = series.filter(({ probabilityOf }) => probabilityOf === label);
  if (!own || rest?.actual !== null) return null;
  const rows = own.counts.map((count, bin) => count + rest.counts[bin]!);
  const filled = rows.flatMap((count, bin) => (count > 0 ? [bin] : []));
  return {
    kind: 'line',
    series: [
      {
        name: label,
        x: filled.map((bin) => (edges[bin]! + edges[bin + 1]!) / 2),
        y: filled.map((bin) => own.counts[bin]! / rows[bin]!),
        markers: true,
        notes: filled.map((bin) => formatCount(rows[bin]!, 'row')),
      },
    ],
    xTitle: `Probability of ${label} (middle of its bin)`,
    yTitle: 'Observed share',
    xRange: unit,
    yRange: unit,
    diagonal: 'Perfectly calibrated',
  };
}

/** Labels of the classes that the model ranks worst; those without a value come last. */
export function worstClasses(curves: Evaluation['curves'], most: number): readonly string[] {
  const auc = ({ rocAuc }: (typeof curves)[number]): number => rocAuc ?? Infinity;
  return curves
    .toSorted((a, b) => auc(a) - auc(b))
    .slice(0, most)
    .map(({ label }) => label);
}
