/** A p-value as people write it. */
export function pText(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`;
}

/** What a test of two runs says; `winner` is the better one of the two, where one is. */
export function pairReading(
  pValue: number | null,
  winner: string | null,
  [first, second]: readonly [string, string],
): string {
  if (pValue === null) return 'The test has no value here.';
  if (pValue < 0.05 && winner !== null) {
    return `${winner} is better beyond chance (${pText(pValue)}).`;
  }
  if (pValue < 0.05) return `${first} and ${second} differ beyond chance (${pText(pValue)}).`;
  return `No difference between ${first} and ${second} is shown (${pText(pValue)}); that does not prove them equal.`;
}

/** What Friedman's test says of all runs. */
export function friedmanReading(pValue: number): string {
  return pValue < 0.05
    ? `The runs do not all rank alike (${pText(pValue)}); Nemenyi tells which differ.`
    : `No run is shown to rank above the others (${pText(pValue)}).`;
}
