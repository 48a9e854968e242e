import { ordersFile, orderRows } from './support/orders.ts';
import { expect, test } from './support/test.ts';
import type { AssayWindow } from './pages/assay-window.ts';

async function importOrders(window: AssayWindow): Promise<void> {
  await window.drop({ name: 'orders.csv', content: ordersFile() });
  await expect(window.importSheet.name).toHaveValue('orders');
  await window.importSheet.import();
  await window.expectView('Data');
}

test('a query becomes a version, and the two are compared', async ({ assay, watch }) => {
  const { data } = assay;
  const { sql, versions } = data;
  await importOrders(assay);
  await data.showTab('SQL');
  await expect(sql.tables).toContainText('orders');
  await sql.run('select region, count(*) as n from orders group by region order by region');
  await expect(sql.state).toContainText('5 rows');
  await expect(sql.grid).toContainText('north');
  await assay.picture('light-sql');
  watch.allow(/status of 4\d\d/);
  await sql.run('drop table orders');
  await expect(sql.panel.getByRole('alert')).toBeVisible();
  await sql.run('select * from orders where amount < 1000');
  await expect(sql.state).toContainText(`${orderRows - 1} rows`);
  await sql.saveAs('orders');
  await assay.expectView('Data');
  await expect(data.remaining).toHaveText(`${orderRows - 1} rows`);
  await data.showTab('Versions');
  await expect(versions.version(2)).toHaveAttribute('aria-current', 'true');
  await expect(versions.stat('Rows removed')).toContainText('1');
  await expect(versions.stat('Rows unchanged')).toContainText(String(orderRows - 1));
  await expect(versions.examples.getByRole('row').nth(1)).toContainText('1038');
  await assay.picture('light-versions');
});

test('a deleted dataset comes back by undo and from the bin', async ({ assay }) => {
  const { data, page } = assay;
  await importOrders(assay);
  const remove = async (): Promise<void> => {
    await page.getByRole('button', { name: 'More for orders' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await expect(page.getByText('orders is in the bin')).toBeVisible();
    await expect(page.getByRole('heading', { name: 'No dataset yet' })).toBeVisible();
  };
  await remove();
  await page.keyboard.press('Control+z');
  await expect(data.remaining).toHaveText(`${orderRows} rows`);
  await remove();
  await page.getByRole('main').getByRole('button', { name: 'Bin' }).click();
  const bin = page.getByRole('dialog', { name: 'Bin' });
  await expect(bin.getByRole('list', { name: 'Deleted datasets' })).toContainText('orders');
  await assay.picture('light-bin');
  await bin.getByRole('button', { name: 'Bring back' }).click();
  await expect(data.datasets).toContainText('orders');
});
