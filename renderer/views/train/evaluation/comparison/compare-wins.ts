import type { Comparison } from '../../../../../core/contract/evaluation-comparison.ts';

type Segment = Comparison['segments'][number];

interface Count {
  readonly segments: number;
  readonly rows: number;
}

/** In how many segments, with how many rows, each run is best, and in how many none is. */
export function segmentWins({ runs, segments }: Pick<Comparison, 'runs' | 'segments'>): {
  readonly wins: readonly Count[];
  readonly ties: Count;
} {
  const countOf = (best: number | null): Count => {
    const own = segments.filter((segment) => segment.best === best);
    return { segments: own.length, rows: own.reduce((sum, { rows }) => sum + rows, 0) };
  };
  return { wins: runs.map((_, i) => countOf(i)), ties: countOf(null) };
}

/** How far the best run of a segment is ahead of the next one; null where there is no best or no next. */
export function segmentLead({ best, values }: Segment): number | null {
  if (best === null) return null;
  const top = values[best]!;
  const apart = values.flatMap((value, i) =>
    i === best || value === null ? [] : [Math.abs(top - value)],
  );
  return apart.length === 0 ? null : Math.min(...apart);
}
