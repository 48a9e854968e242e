import type { correlationMethods } from '../../../core/contract/eda-relations.ts';

export type Measure = 'auto' | (typeof correlationMethods)[number];

interface MeasureWords {
  readonly value: Measure;
  readonly label: string;
  readonly title: string;
  /** From -1 to 1; else from 0 to 1. */
  readonly signed: boolean;
  /** Sign of the coefficient. */
  readonly sign: string;
  /** Fewer than two columns of this kind leave nothing to relate. */
  readonly needs: string;
}

/** The ways to measure how two columns go together, in the words of people who choose among them. */
export const measures: readonly MeasureWords[] = [
  {
    value: 'auto',
    label: 'Auto',
    title: 'Spearman between numbers, Cramér’s V where a category is one of the two',
    signed: true,
    sign: 'coefficient',
    needs: 'columns that vary',
  },
  {
    value: 'pearson',
    label: 'Pearson',
    title: 'Straight-line relation of numbers',
    signed: true,
    sign: 'r',
    needs: 'columns of numbers',
  },
  {
    value: 'spearman',
    label: 'Spearman',
    title: 'Rising or falling together, by rank',
    signed: true,
    sign: 'ρ',
    needs: 'columns of numbers',
  },
  {
    value: 'kendall',
    label: 'Kendall',
    title: 'Share of pairs of rows in the same order less that in the opposite',
    signed: true,
    sign: 'τ-b',
    needs: 'columns of numbers',
  },
  {
    value: 'cramers_v',
    label: 'Cramér’s V',
    title: 'Association of categories, corrected for bias',
    signed: false,
    sign: 'V',
    needs: 'columns of categories',
  },
  {
    value: 'phi_k',
    label: 'Phi-k',
    title: 'Association of columns of any type, numbers in ten bins',
    signed: false,
    sign: 'φk',
    needs: 'columns that vary',
  },
  {
    value: 'correlation_ratio',
    label: 'Ratio',
    title: 'Share of a number’s spread that a category explains, as its root',
    signed: false,
    sign: 'η',
    needs: 'columns of which one is a number and one a category',
  },
  {
    value: 'mutual_information',
    label: 'Mutual information',
    title: 'What one column tells of the other, whatever the shape of the relation',
    signed: false,
    sign: 'MI',
    needs: 'columns that vary',
  },
];
