import type { InputOf, OutputOf } from '../../../core/contract/contract.ts';
import type { LineSpec } from '../../charts/spec.ts';
import { formatInteger, formatNumber, formatPercent } from '../../components/format.ts';

type Input = InputOf<'evaluation.design'>;
export type Design = OutputOf<'evaluation.design'>;

function effectText({ kind, baseline = 0, effect, deviation }: Input): string {
  if (kind === 'means') {
    return `a difference of ${formatNumber(Math.abs(effect))} between means that vary by ${formatNumber(deviation)}`;
  }
  const move = effect > 0 ? 'a rise' : 'a fall';
  return `${move} from ${formatPercent(baseline, 2)} to ${formatPercent(baseline + effect, 2)}`;
}

/** What the design says, as one would tell a colleague. */
export function designSentence(input: Input, design: Design): string {
  const { rowsA, rowsB } = design;
  const rows = `${formatInteger(rowsA)} rows of A and ${formatInteger(rowsB)} of B, ${formatInteger(rowsA + rowsB)} in all`;
  return `To find ${effectText(input)} with a probability of ${formatPercent(input.power ?? 0.8)}, the test needs ${rows}.`;
}

/** What looking early costs and brings; null for one look. */
export function looksSentence({ looks, inflation, expectedRows }: Design): string | null {
  if (looks.length === 0) return null;
  const more = formatPercent(inflation - 1);
  return `Looking ${looks.length} times takes up to ${more} more rows than one look at the end; because it may stop early, it takes ${formatInteger(Math.round(expectedRows))} on average if the effect is there.`;
}

/** Power by rows of A; the marker is where the test with one look stands. */
export function powerSpec({ curve, rowsA, inflation }: Design): LineSpec {
  const label = inflation > 1 ? 'one look' : formatInteger(rowsA);
  return {
    kind: 'line',
    series: [{ name: 'Power', x: curve.map((at) => at.rows), y: curve.map((at) => at.power) }],
    xTitle: 'Rows of A',
    yTitle: 'Power',
    yKind: 'percent',
    yRange: [0, 1],
    marker: { x: rowsA / inflation, label },
  };
}

/** Beyond which z to stop, by the rows so far; both directions where both count. */
export function boundsSpec({ looks }: Design, sides: 1 | 2): LineSpec {
  const x = looks.map(({ rows }) => rows);
  const upper = looks.map(({ z }) => z);
  const line = { x, markers: true };
  return {
    kind: 'line',
    series: [
      { ...line, name: sides === 2 ? 'B is better' : 'There is an effect', y: upper },
      ...(sides === 2 ? [{ ...line, name: 'A is better', y: upper.map((z) => -z) }] : []),
    ],
    xTitle: 'Rows of A and B so far',
    yTitle: 'z to stop at',
  };
}
