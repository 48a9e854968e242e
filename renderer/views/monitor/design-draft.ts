import { create } from 'zustand';
import type { InputOf } from '../../../core/contract/contract.ts';

type Input = InputOf<'evaluation.design'>;

/** An empty field is null. Rates, differences of rates, significance and power are in percent. */
export interface DesignDraft {
  readonly kind: 'proportions' | 'means';
  readonly baseline: number | null;
  readonly points: number | null;
  readonly difference: number | null;
  readonly deviation: number | null;
  readonly alpha: number | null;
  readonly power: number | null;
  readonly ratio: number | null;
  readonly sides: 1 | 2;
  readonly looks: number | null;
  readonly spending: 'obrien_fleming' | 'pocock';
}

export const freshDesign: DesignDraft = {
  kind: 'proportions',
  baseline: 10,
  points: 2,
  difference: 0.2,
  deviation: 1,
  alpha: 5,
  power: 80,
  ratio: 1,
  sides: 2,
  looks: 1,
  spending: 'obrien_fleming',
};

interface DesignState {
  readonly draft: DesignDraft;
  readonly change: (part: Partial<DesignDraft>) => void;
}

/** What a person has set, kept while other views are open. */
export const useDesignDraft = create<DesignState>((set) => ({
  draft: freshDesign,
  change: (part) => set(({ draft }) => ({ draft: { ...draft, ...part } })),
}));

type Field =
  | 'baseline'
  | 'points'
  | 'difference'
  | 'deviation'
  | 'alpha'
  | 'power'
  | 'ratio'
  | 'looks';
export type DesignProblems = Readonly<Partial<Record<Field, string>>>;

const needed = 'Fill this in';

function within(value: number | null, low: number, high: number): string | null {
  if (value === null) return needed;
  return value > low && value < high ? null : `Between ${low} and ${high}%`;
}

function effectProblems({ kind, baseline, points, difference, deviation }: DesignDraft): {
  [K in Field]?: string | null;
} {
  const effect = (value: number | null): string | null =>
    value === null ? needed : value === 0 ? 'No test finds an effect of 0' : null;
  if (kind === 'means') {
    const spread = deviation === null ? needed : deviation > 0 ? null : 'Above 0';
    return { difference: effect(difference), deviation: spread };
  }
  const rate = within(baseline, 0, 100);
  const other = (baseline ?? 0) + (points ?? 0);
  const fits = rate !== null || (other >= 0 && other <= 100);
  const outside = fits ? null : 'B must stay within 0 to 100%';
  return { baseline: rate, points: effect(points) ?? outside };
}

/** What is missing or impossible, by field. */
export function designProblems(draft: DesignDraft): DesignProblems {
  const { alpha, power, ratio, looks } = draft;
  const found = {
    ...effectProblems(draft),
    alpha: within(alpha, 0, 100),
    power: within(power, 0, 100),
    ratio: ratio === null ? needed : ratio > 0 ? null : 'Above 0',
    looks: looks === null ? needed : looks >= 1 && looks <= 20 ? null : '1 to 20',
  };
  return Object.fromEntries(
    Object.entries(found).filter(([, problem]) => typeof problem === 'string'),
  );
}

/** A share out of percent, without the dust of binary fractions. */
const share = (percent: number): number => Number((percent / 100).toPrecision(12));

/** What the design is asked for; null while something is missing or impossible. */
export function designInput(draft: DesignDraft): Input | null {
  if (Object.keys(designProblems(draft)).length > 0) return null;
  const { kind, sides, spending } = draft;
  const shared = {
    alpha: share(draft.alpha!),
    power: share(draft.power!),
    ratio: draft.ratio!,
    looks: draft.looks!,
    sides,
    spending,
  };
  return kind === 'means'
    ? { kind, effect: draft.difference!, deviation: draft.deviation!, ...shared }
    : { kind, baseline: share(draft.baseline!), effect: share(draft.points!), ...shared };
}
