import { walkByKeyboard } from './journeys/by-keyboard.ts';
import { walkByMouse } from './journeys/by-mouse.ts';
import { test } from './support/test.ts';

test.describe('light, 1280 x 800', () => {
  test.use({
    viewport: { width: 1280, height: 800 },
    colorScheme: 'light',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  test('walks by mouse from a dropped file to a monitored model', async ({ assay, watch }) => {
    await walkByMouse(assay, { browser: true, look: 'light', watch });
  });
});

test.describe('dark, 1920 x 1080', () => {
  test.use({ viewport: { width: 1920, height: 1080 }, colorScheme: 'dark' });
  test('walks by keyboard from a chosen file to a report', async ({ assay }) => {
    await walkByKeyboard(assay, 'dark');
  });
});
