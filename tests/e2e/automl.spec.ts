import { importHeart } from './journeys/data-steps.ts';
import {
  autoSearch,
  autoSeconds,
  compareTwo,
  leaveOut,
  tuneTree,
} from './journeys/search-steps.ts';
import { test } from './support/test.ts';

const nowhere = (): Promise<void> => Promise.resolve();

test.describe('light, 1280 x 800', () => {
  test.use({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' });
  test('walks from a dropped file over a leaderboard to a registered model', async ({ assay }) => {
    test.setTimeout((4 * autoSeconds + 180) * 1000);
    const picture = (name: string): Promise<void> => assay.picture(`light-${name}`);
    await test.step('Drop and import', () => importHeart(assay, nowhere));
    await test.step('AutoML', () => autoSearch(assay, picture));
    await test.step('Compare and register', () => compareTwo(assay, picture));
  });
});

test.describe('dark, 1920 x 1080', () => {
  test.use({ viewport: { width: 1920, height: 1080 }, colorScheme: 'dark' });
  test('tunes a tree, opens its run, and asks what columns are worth', async ({ assay }) => {
    test.setTimeout(240_000);
    const picture = (name: string): Promise<void> => assay.picture(`dark-${name}`);
    await test.step('Drop and import', () => importHeart(assay, nowhere));
    await test.step('Tune', () => tuneTree(assay, picture));
    await test.step('Experiments', () => leaveOut(assay, picture));
  });
});
