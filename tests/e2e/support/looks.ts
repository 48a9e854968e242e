/** The windows that journeys are walked in. */
const all = [
  { scheme: 'light', size: { width: 1280, height: 800 } },
  { scheme: 'dark', size: { width: 1920, height: 1080 } },
] as const;

/**
 * One look of a journey, as it takes half the time; both, with their pictures, where ASSAY_E2E_LOOKS is
 * `all`.
 */
export function looksFrom(usual: 'light' | 'dark') {
  if (process.env['ASSAY_E2E_LOOKS'] === 'all') return all;
  return all.filter(({ scheme }) => scheme === usual);
}
