import type { OutputOf } from '../../contract/contract.ts';
import { chiSquareSf } from '../../stats/chi-square-distribution.ts';

type Test = OutputOf<'evaluation.residuals'>['tests'][number];

const mean = (values: Float64Array): number => values.reduce((a, b) => a + b, 0) / values.length;

/** From which p-value on a deviation is taken for chance. */
const significance = 0.05;

/**
 * Whether the spread of residuals depends on the fitted value: Breusch & Pagan 1979 in Koenker's form,
 * n R² of the squared residuals on the fitted values, χ² with one degree of freedom.
 */
export function breuschPagan(residual: Float64Array, fitted: Float64Array): Test {
  const squares = residual.map((value) => value * value);
  const [meanSquare, meanFitted] = [mean(squares), mean(fitted)];
  let cross = 0;
  let ofSquares = 0;
  let ofFitted = 0;
  for (let i = 0; i < squares.length; i++) {
    cross += (squares[i]! - meanSquare) * (fitted[i]! - meanFitted);
    ofSquares += (squares[i]! - meanSquare) ** 2;
    ofFitted += (fitted[i]! - meanFitted) ** 2;
  }
  const name = 'Breusch–Pagan';
  if (!(ofSquares > 0 && ofFitted > 0) || squares.length < 3) {
    const reading = 'Cannot be told: residuals or fitted values do not vary.';
    return { name, statistic: null, pValue: null, reading };
  }
  const statistic = (squares.length * cross * cross) / (ofSquares * ofFitted);
  const pValue = chiSquareSf(statistic, 1);
  const reading =
    pValue < significance
      ? `The spread ${cross > 0 ? 'grows' : 'shrinks'} with the fitted value.`
      : 'No sign that the spread depends on the fitted value.';
  return { name, statistic, pValue, reading };
}

/** Whether residuals are shaped like a normal distribution, by skewness and kurtosis (Jarque & Bera 1980). */
export function jarqueBera(residual: Float64Array): Test {
  const n = residual.length;
  const centre = mean(residual);
  let [second, third, fourth] = [0, 0, 0];
  for (const value of residual) {
    const square = (value - centre) ** 2;
    second += square / n;
    third += (square * (value - centre)) / n;
    fourth += (square * square) / n;
  }
  const name = 'Jarque–Bera';
  if (!(second > 0)) {
    const reading = 'Cannot be told: residuals do not vary.';
    return { name, statistic: null, pValue: null, reading };
  }
  const skewness = third / second ** 1.5;
  const kurtosis = fourth / (second * second);
  const statistic = (n / 6) * (skewness ** 2 + (kurtosis - 3) ** 2 / 4);
  const pValue = chiSquareSf(statistic, 2);
  const tails = kurtosis > 3 ? 'heavier' : 'lighter';
  const side = skewness > 0 ? 'above' : 'below';
  const reading =
    pValue < significance
      ? `Not normal: the longer tail is ${side} (skewness ${skewness.toFixed(2)}), tails are ${tails} (kurtosis ${kurtosis.toFixed(2)}, normal 3).`
      : 'No sign that residuals are not normal.';
  return { name, statistic, pValue, reading };
}

/** Whether neighbours resemble each other: about 2 where not (Durbin & Watson 1950). Residuals in order. */
export function durbinWatson(residual: Float64Array, order: string): Test {
  let steps = 0;
  let squares = 0;
  for (let i = 0; i < residual.length; i++) {
    squares += residual[i]! ** 2;
    if (i > 0) steps += (residual[i]! - residual[i - 1]!) ** 2;
  }
  const name = 'Durbin–Watson';
  if (!(squares > 0) || residual.length < 2) {
    const reading = 'Cannot be told: all residuals are 0.';
    return { name, statistic: null, pValue: null, reading };
  }
  const statistic = steps / squares;
  const alike = `Neighbours in order of ${order} resemble each other: something in the order is not learned.`;
  const turning = `Residuals turn from one row to the next in order of ${order}.`;
  const none = `No sign that neighbours in order of ${order} depend on each other.`;
  const reading = statistic < 1.5 ? alike : statistic > 2.5 ? turning : none;
  return { name, statistic, pValue: null, reading };
}
