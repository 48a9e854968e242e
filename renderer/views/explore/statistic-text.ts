/** A p-value as papers write it; tiny ones are bounds, as their digits mean nothing. */
export function pValueText(p: number | null): string {
  if (p === null || !Number.isFinite(p)) return '–';
  if (p < 0.001) return 'p < 0.001';
  return `p ${p.toFixed(p < 0.1 ? 3 : 2)}`;
}

/** A coefficient between -1 and 1: three decimals each, so that their points align. */
export function coefficient(value: number | null): string {
  return value === null ? '–' : value.toFixed(3).replace('-', '−');
}
