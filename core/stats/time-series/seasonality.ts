import { sortedQuantile } from '../descriptive.ts';
import { powerSpectrum } from '../fourier.ts';

export interface Season {
  /** Observations in one cycle. */
  readonly period: number;
  /** Of the spectrum there, in decibels: 10 log₁₀ |X|². */
  readonly power: number;
  /** Where the parabola through the peak and its neighbours has its top: between the periods n/k. */
  readonly sharpened: number;
}

/** How far a peak must stand above its neighbours, in decibels. */
const leastRise = 0.1;
/** A peak counts from the median of the spectrum plus so many mean absolute deviations. */
const deviations = 6;
/** A frequency this close to a multiple of a lower one is its harmonic. */
const nearMultiple = 0.01;

/**
 * Seasons of a series: peaks of its spectrum, in decibels, above median + 6 MAD (the mean absolute
 * deviation of what lies above the median), without multiples of lower peaks, strongest first; as
 * ydata-profiling. No missing values. O(n log n).
 */
export function findSeasons(series: Float64Array): Season[] {
  const n = series.length;
  // k = 0 is the mean; of an even n, numpy counts k = n/2 among the negative frequencies
  const power = powerSpectrum(series).subarray(1, Math.ceil(n / 2));
  const decibels = power.map((value) => 10 * Math.log10(value));
  const threshold = peakThreshold(decibels);
  const peaks: number[] = [];
  for (let i = 1; i + 1 < decibels.length; i++) {
    const rise = decibels[i]! - Math.max(decibels[i - 1]!, decibels[i + 1]!);
    if (rise >= leastRise && decibels[i]! > threshold) peaks.push(i + 1);
  }
  return withoutHarmonics(peaks)
    .map((k) => ({
      period: n / k,
      power: decibels[k - 1]!,
      sharpened: n / (k + offset(decibels, k)),
    }))
    .sort((a, b) => b.power - a.power);
}

/** The top of the parabola through a peak, in places from it: less than a half. */
function offset(decibels: Float64Array, k: number): number {
  const [before, peak, after] = [decibels[k - 2]!, decibels[k - 1]!, decibels[k]!];
  const bend = before - 2 * peak + after;
  return Number.isFinite(bend) ? (before - after) / (2 * bend) : 0;
}

function peakThreshold(decibels: Float64Array): number {
  const positive = decibels.filter((value) => value > 0).sort();
  const median = sortedQuantile(positive, 0.5);
  const above = positive.filter((value) => value > median);
  const mean = above.reduce((sum, value) => sum + value, 0) / above.length;
  const mad = above.reduce((sum, value) => sum + Math.abs(value - mean), 0) / above.length;
  return median + deviations * mad;
}

/** Of ascending frequencies, those that no lower one divides; what was dropped still drops others. */
function withoutHarmonics(frequencies: readonly number[]): number[] {
  return frequencies.filter((frequency, at) =>
    frequencies.slice(0, at).every((lower) => {
      const over = (frequency / lower) % 1;
      return over >= nearMultiple && over <= 1 - nearMultiple;
    }),
  );
}
