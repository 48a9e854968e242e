/** A p-value for a column of numbers: three decimals, or that it is less. */
export function pValueText(p: number): string {
  return p < 0.001 ? '<0.001' : p.toFixed(3);
}
