import type { DriftColumn, DriftTest } from '../../../core/contract/monitoring.ts';
import type { ChartSpec } from '../../charts/spec.ts';

const tests: Readonly<Record<DriftTest, { title: string; meaning: string; pValue: boolean }>> = {
  ks: {
    title: 'Kolmogorov-Smirnov',
    meaning: 'Largest gap between the distribution functions',
    pValue: true,
  },
  chisquare: { title: 'Chi-square', meaning: 'Counts of the categories', pValue: true },
  z: { title: 'Z test', meaning: 'Difference of two shares', pValue: true },
  wasserstein: {
    title: 'Wasserstein',
    meaning: 'Mean shift, in standard deviations of the reference',
    pValue: false,
  },
  jensenshannon: {
    title: 'Jensen-Shannon',
    meaning: 'Distance of the distributions, 0 to 0.83',
    pValue: false,
  },
  psi: { title: 'PSI', meaning: 'Population stability index', pValue: false },
};

export function testTitle(test: DriftTest): string {
  return tests[test].title;
}

/** How to read a score: a small p-value or a large distance means drift. */
export function scoreMeaning({ test, threshold }: DriftColumn): string {
  return tests[test].pValue
    ? `p-value: drift below ${threshold}`
    : `${tests[test].meaning}: drift from ${threshold}`;
}

/** What the two sides of a comparison are called, and its verdicts. */
export interface DriftSides {
  readonly reference: string;
  readonly current: string;
  readonly drifted: string;
  readonly stable: string;
  /** Without the columns that tell how it was tested, for narrow places. */
  readonly compact?: boolean;
}

export const driftSides: DriftSides = {
  reference: 'Reference',
  current: 'Current',
  drifted: 'drifted',
  stable: 'stable',
};

export const verdictTones = {
  none: 'quiet',
  small: 'quiet',
  moderate: 'warn',
  large: 'bad',
} as const;

/** Shares of rows on either side, on common bins or categories. */
export function distributionSpec(column: DriftColumn, sides: DriftSides = driftSides): ChartSpec {
  const { edges, labels, reference, current } = column.distribution;
  if (edges)
    return {
      kind: 'histogram',
      edges,
      counts: reference,
      name: sides.reference,
      overlay: { name: sides.current, counts: current },
      xTitle: column.column,
      yTitle: 'Share of rows',
      yKind: 'percent',
      ...(column.type === 'datetime' ? { xKind: 'date' as const } : {}),
    };
  return {
    kind: 'bar',
    labels: labels ?? [],
    series: [
      { name: sides.reference, values: reference },
      { name: sides.current, values: current },
    ],
    valueTitle: 'Share of rows',
    valueKind: 'percent',
    labelTitle: column.column,
    orientation: (labels ?? []).length > 8 ? 'horizontal' : 'vertical',
  };
}
