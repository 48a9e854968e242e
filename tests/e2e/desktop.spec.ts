import { test } from '@playwright/test';
import { walkByMouse } from './journeys/by-mouse.ts';
import { AssayWindow } from './pages/assay-window.ts';
import { openElectronWindow, whyNoElectron } from './support/electron-window.ts';
import { watchPage } from './support/watch.ts';

const reason = whyNoElectron();

test('walks from a dropped file to a monitored model on the desktop', async () => {
  test.skip(reason !== null, reason ?? '');
  const opened = await openElectronWindow();
  try {
    const watch = watchPage(opened.page);
    const window = new AssayWindow(opened.page);
    await window.expectView('Home');
    await walkByMouse(window, { browser: false, look: 'desktop', watch });
    watch.verify();
  } finally {
    await opened.close();
  }
});
