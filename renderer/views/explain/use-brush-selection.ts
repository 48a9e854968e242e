import { useMemo } from 'react';
import type { Explanation } from '../../../core/contract/explainability.ts';
import { swarmInside } from '../../charts/figures/beeswarm.ts';
import { dependenceInside } from '../../charts/figures/dependence.ts';
import type { ChartMarks } from '../../charts/spec.ts';
import { beeswarmSpec, dependenceSpec } from './explanation-specs.ts';
import { useExplainState, type BrushedSegment, type Drawn } from './explain-state.ts';

export interface BrushSelection {
  /** One a row of the sample; null: nothing is selected. */
  readonly selected: readonly boolean[] | null;
  /** Row numbers of the version. */
  readonly rows: readonly number[];
  /** Indices into the sample. */
  readonly indices: readonly number[];
  /** What chose them. */
  readonly words: string;
}

/** The rows of the region that was drawn, wherever it was drawn; else those of a segment from elsewhere. */
export function useBrushSelection(explanation: Explanation, drawn: Drawn | null): BrushSelection {
  const all = useExplainState((state) => state.brushed);
  const brushed = drawn === null && all?.versionId === explanation.versionId ? all : null;
  return useMemo(() => {
    const selected = drawn
      ? inside(explanation, drawn)
      : brushed && among(explanation, brushed.rows);
    const indices = selected ? selected.flatMap((is, i) => (is ? [i] : [])) : [];
    return {
      selected,
      indices,
      rows: indices.map((i) => explanation.sample.row[i]!),
      words: wordsOf(drawn, brushed),
    };
  }, [explanation, drawn, brushed]);
}

function wordsOf(drawn: Drawn | null, brushed: BrushedSegment | null): string {
  if (drawn === null) return brushed?.words ?? '';
  return drawn.chart === 'beeswarm' ? 'in the beeswarm' : `in the dependence on ${drawn.feature}`;
}

function among({ sample }: Explanation, rows: readonly number[]): boolean[] {
  const wanted = new Set(rows);
  return sample.row.map((row) => wanted.has(row));
}

function inside(explanation: Explanation, drawn: Drawn): boolean[] | null {
  if (drawn.chart === 'beeswarm')
    return swarmInside(beeswarmSpec(explanation, '', -1), drawn.brush);
  const feature = explanation.features.indexOf(drawn.feature);
  if (feature < 0) return null;
  const spec = dependenceSpec(explanation, { feature, colour: null, selected: -1 }, '');
  return dependenceInside(spec, drawn.brush);
}

/** What is selected as a chart draws it; the outline only where it was drawn. */
export function useMarks({ selected }: BrushSelection, brush: Drawn['brush'] | null): ChartMarks {
  return useMemo(() => ({ selected, brush }), [selected, brush]);
}
