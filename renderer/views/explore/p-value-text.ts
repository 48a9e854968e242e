/** A p-value as papers write it; tiny ones are bounds, as their digits mean nothing. */
export function pValueText(p: number | null): string {
  if (p === null || !Number.isFinite(p)) return '–';
  if (p < 0.001) return 'p < 0.001';
  return `p ${p.toFixed(p < 0.1 ? 3 : 2)}`;
}
