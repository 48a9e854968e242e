import type { Series } from '../../../core/contract/eda-series.ts';

export interface Verdict {
  readonly tone: 'good' | 'warn' | 'quiet';
  readonly title: string;
  readonly text: string;
}

const level = 0.05;

/**
 * What the two tests together say. ADF takes a unit root for granted and needs evidence against it;
 * KPSS takes stationarity for granted. At 5 %.
 */
export function stationarityVerdict({ adf, kpss }: Pick<Series, 'adf' | 'kpss'>): Verdict {
  if (!adf || !kpss)
    return {
      tone: 'quiet',
      title: 'Not tested',
      text: 'The series is too short or constant, so that the tests have nothing to go by.',
    };
  const noUnitRoot = adf.pValue < level;
  const level0 = kpss.pValue >= level;
  if (noUnitRoot && level0)
    return {
      tone: 'good',
      title: 'Stationary',
      text: 'Both tests agree: it moves around a constant level. It can be modelled as it is.',
    };
  if (!noUnitRoot && !level0)
    return {
      tone: 'warn',
      title: 'Not stationary',
      text: 'Both tests agree: its level wanders. Model the differences between neighbours instead.',
    };
  if (noUnitRoot)
    return {
      tone: 'warn',
      title: 'Stationary around a changing level',
      text: 'It returns after shocks (ADF), but not to one constant level (KPSS): a trend or a shift. Take the trend out first.',
    };
  return {
    tone: 'quiet',
    title: 'Undecided',
    text: 'Neither test finds evidence: often too few observations. A longer series would tell.',
  };
}

const units: Readonly<Record<string, readonly [one: string, many: string]>> = {
  ms: ['millisecond', 'milliseconds'],
  s: ['second', 'seconds'],
  min: ['minute', 'minutes'],
  h: ['hour', 'hours'],
  d: ['day', 'days'],
  b: ['weekday', 'weekdays'],
  w: ['week', 'weeks'],
  mo: ['month', 'months'],
  q: ['quarter', 'quarters'],
  y: ['year', 'years'],
};

/** `1h` reads "every hour", `15min` "every 15 minutes". */
export function frequencyText(frequency: string): string {
  const found = /^(\d+(?:\.\d+)?)?([a-z]+)$/.exec(frequency);
  const unit = found && units[found[2]!];
  if (!unit) return frequency === 'row' ? 'row by row' : frequency;
  const count = Number(found[1] ?? 1);
  return count === 1 ? `every ${unit[0]}` : `every ${count} ${unit[1]}`;
}

/** A period in observations, and in time where the step is known: "24 (24 hours)". */
export function periodText(period: number, frequency: string): string {
  const found = /^(\d+)?([a-z]+)$/.exec(frequency);
  const unit = found && units[found[2]!];
  const rounded = Number(period.toFixed(1));
  if (!unit) return `${rounded} observations`;
  const length = Number((rounded * Number(found[1] ?? 1)).toFixed(1));
  return `${length} ${length === 1 ? unit[0] : unit[1]}`;
}
