import { walkQuality } from './journeys/quality-steps.ts';
import { looksFrom } from './support/looks.ts';
import { test } from './support/test.ts';

for (const { scheme, size } of looksFrom('light')) {
  test.describe(`${scheme}, ${size.width} x ${size.height}`, () => {
    test.use({ viewport: size, colorScheme: scheme });
    test('walks from a dropped file through its outlier and a rule to gold', async ({ assay }) => {
      await walkQuality(assay, scheme);
    });
  });
}
