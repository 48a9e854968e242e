/** Four significant digits, narrow no-break spaces in thousands, an en dash for what does not exist. */
export function formatNumber(value: number | null | undefined, digits = 4): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return formatInteger(value);
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-4) return value.toExponential(2).replace('-', '−');
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
  const [whole, fraction] = value.toFixed(Math.min(decimals, 6)).split('.');
  const grouped = group(whole!);
  return (fraction ? `${grouped}.${fraction}` : grouped).replace('-', '−');
}

function group(whole: string): string {
  return whole.replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f');
}

export function formatInteger(value: number): string {
  return group(String(value)).replace('-', '−');
}

/** A share 0..1 as a percentage with one decimal. */
export function formatPercent(share: number | null | undefined): string {
  if (share === null || share === undefined || !Number.isFinite(share)) return '–';
  return `${(share * 100).toFixed(1)}%`;
}

/** A moment as `2026-05-04 13:07 UTC`: the same for every reader. */
export function formatMoment(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  return `${Math.floor(milliseconds / 60_000)} min ${Math.round((milliseconds % 60_000) / 1000)} s`;
}

/** A score with as many decimals as its neighbours, so that a column of scores lines up. */
export function formatScore(value: number | null | undefined, decimals = 4): string {
  if (typeof value !== 'number' || Math.abs(value) >= 10) return formatNumber(value);
  return value.toFixed(decimals).replace('-', '−');
}
