import { walkQuality } from './journeys/quality-steps.ts';
import { test } from './support/test.ts';

for (const scheme of ['light', 'dark'] as const) {
  const size = scheme === 'light' ? { width: 1280, height: 800 } : { width: 1920, height: 1080 };
  test.describe(`${scheme}, ${size.width} x ${size.height}`, () => {
    test.use({ viewport: size, colorScheme: scheme });
    test('walks from a dropped file through its outlier and a rule to gold', async ({ assay }) => {
      await walkQuality(assay, scheme);
    });
  });
}
