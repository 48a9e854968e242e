import { patternKinds } from './pages/patterns-page.ts';
import { looksFrom } from './support/looks.ts';
import { expect, test } from './support/test.ts';

for (const { scheme, size } of looksFrom('dark')) {
  test.describe(`${scheme}, ${size.width} x ${size.height}`, () => {
    test.use({ viewport: size, colorScheme: scheme });

    test('finds groups, directions, unusual rows and rules, and shows them again', async ({
      furnished: window,
    }) => {
      const { patterns } = window;
      await window.open('Patterns');
      for (const kind of patternKinds) {
        await patterns.choose(kind);
        await patterns.find(kind);
        await window.expectCharts();
        await window.picture(`${scheme}-patterns-${kind.toLowerCase()}`);
      }
      await patterns.choose('Clusters');
      await expect(patterns.number('Clusters')).toContainText('8');
      await expect(patterns.main.getByRole('table', { name: 'The clusters' })).toContainText(
        'Cluster 8',
      );
    });
  });
}

test('keeps clusters as a column of a new version', async ({ assay: window }) => {
  const { patterns, importSheet: sheet } = window;
  const rows = Array.from(
    { length: 60 },
    (_, i) => `${(i % 3) * 10 + (i % 7) / 10},${(i % 3) * 5 + (i % 5) / 10}`,
  );
  await window.drop({ name: 'groups.csv', content: `width,height\n${rows.join('\n')}\n` });
  await sheet.import();
  await window.open('Patterns');
  const form = await patterns.choose('Clusters');
  await form.getByRole('textbox', { name: 'Clusters' }).fill('3');
  await form.getByRole('textbox', { name: 'Keep as column' }).fill('group');
  await patterns.find('Clusters');
  await expect(patterns.number('Clusters')).toContainText('3');
  await patterns.main.getByRole('button', { name: 'Look at it' }).click();
  await window.open('Data');
  await expect(window.page.getByRole('columnheader', { name: /group/ })).toBeVisible();
});
