import { AppError } from '../../base/app-error.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/contract.ts';
import { normalSf } from '../../stats/normal-distribution.ts';
import { driftFor, sequentialBounds, spentBy, stoppedBy } from './group-sequential.ts';
import { cohensH, powerOf, rowsFor, type Trial } from './power.ts';

type Input = ParsedInputOf<'evaluation.design'>;
type Design = OutputOf<'evaluation.design'>;

const curvePoints = 41;
const mostRows = 1e12;

function refuse(message: string, hint: string, path: string): AppError {
  return new AppError('INVALID_INPUT', message, { hint, path });
}

function effectSizeOf({ kind, baseline, effect, deviation }: Input): number {
  if (effect === 0)
    throw refuse('No test finds an effect of 0.', 'Say what is worth finding.', 'effect');
  if (kind === 'means') {
    if (deviation !== undefined) return effect / deviation;
    throw refuse('Means need a standard deviation.', 'Take that of earlier data.', 'deviation');
  }
  if (!(baseline > 0 && baseline < 1)) {
    throw refuse(
      `A rate lies between 0 and 1, not at ${baseline}.`,
      'Write 5 % as 0.05.',
      'baseline',
    );
  }
  const other = baseline + effect;
  if (other >= 0 && other <= 1) return cohensH(baseline, other);
  throw refuse(
    `${baseline} and ${effect} make ${other}, which is no rate.`,
    'The effect is a difference of rates, not a percentage of the baseline.',
    'effect',
  );
}

function trialOf(input: Input): Trial {
  const { kind, alpha, ratio } = input;
  return { kind, alpha, ratio, sides: input.sides === 1 ? 1 : 2, effectSize: effectSizeOf(input) };
}

/** Power over rows of A, from a tenth to twice those that are needed. */
function curveOf(trial: Trial, rows: number): Design['curve'] {
  const counts = Array.from({ length: curvePoints }, (_, i) =>
    Math.max(2, Math.round(rows * (0.1 + (1.9 * i) / (curvePoints - 1)))),
  );
  return [...new Set(counts)].map((count) => ({ rows: count, power: powerOf(trial, count) }));
}

interface Sequential extends Pick<Design, 'looks' | 'inflation'> {
  /** Mean share of the rows that is used. */
  readonly expectedShare: number;
}

/** Bounds at each look; the rows follow from `inflation`, so they are filled in later. */
function sequential(input: Input, { alpha, sides }: Trial): Sequential {
  const { looks: count, power, spending } = input;
  if (count === 1) return { looks: [], inflation: 1, expectedShare: 1 };
  const bounds = sequentialBounds(count, { alpha, sides, spending });
  const single = sequentialBounds(1, { alpha, sides, spending });
  const drift = driftFor(bounds, power, sides);
  const reached = stoppedBy(bounds, drift, sides);
  const looks = bounds.map((z, i) => {
    const share = (i + 1) / count;
    const spent = i + 1 === count ? alpha : sides * spentBy(share, alpha / sides, spending);
    return { share, rows: 0, z, alpha: sides * normalSf(z), spent, power: reached[i]! };
  });
  const goingOn = reached.slice(0, -1).reduce((sum, stopped) => sum + 1 - stopped, 1);
  return {
    looks,
    inflation: (drift / driftFor(single, power, sides)) ** 2,
    expectedShare: goingOn / count,
  };
}

/**
 * evaluation.design: rows for the power asked for, rounded up, with the power they have; with several
 * looks the bounds, and the rows that make up for looking early. INVALID_INPUT for what is no rate, no
 * effect, or takes more rows than there can be.
 */
export function designTrial(input: Input): Design {
  const trial = trialOf(input);
  const { looks, inflation, expectedShare } = sequential(input, trial);
  const single = rowsFor(trial, input.power);
  const rowsA = Math.max(2, Math.ceil(single * inflation - 1e-9));
  const rowsB = Math.max(2, Math.ceil(rowsA * input.ratio - 1e-9));
  if (!(rowsA + rowsB <= mostRows)) {
    throw refuse('No test has that many rows.', 'Look for a larger effect.', 'effect');
  }
  return {
    rowsA,
    rowsB,
    power: looks.at(-1)?.power ?? powerOf(trial, rowsA),
    effectSize: trial.effectSize,
    curve: curveOf(trial, single),
    looks: looks.map((look) => ({ ...look, rows: Math.ceil(look.share * (rowsA + rowsB)) })),
    inflation,
    expectedRows: expectedShare * (rowsA + rowsB),
  };
}
