import { gzipSync } from 'node:zlib';
import writeXlsxFile from 'write-excel-file/node';
import { choose } from './pages/choose.ts';
import { ordersFile, orderRows } from './support/orders.ts';
import { expect, test } from './support/test.ts';

test('one sheet of a workbook is chosen and imported', async ({ assay }) => {
  const { importSheet: sheet, data, page } = assay;
  const content = await writeXlsxFile([
    { sheet: 'Notes', data: [[{ value: 'Figures of the year' }]] },
    {
      sheet: 'Sales',
      data: [
        [{ value: 'city' }, { value: 'sold' }, { value: 'from' }],
        [
          { value: 'Oslo' },
          { value: 12.5 },
          { value: new Date('2025-03-01'), format: 'yyyy-mm-dd' },
        ],
        [
          { value: 'Bergen' },
          { value: 7 },
          { value: new Date('2025-04-02'), format: 'yyyy-mm-dd' },
        ],
      ],
    },
  ]).toBuffer();
  await assay.drop({ name: 'year.xlsx', content });
  await expect(sheet.field('Format')).toHaveValue('Excel');
  await expect(sheet.field('Sheet')).toHaveValue('Notes');
  await choose(page, sheet.field('Sheet'), /^Sales/);
  await expect(sheet.typeOf('sold')).toHaveValue('number');
  await expect(sheet.typeOf('from')).toHaveValue('datetime');
  await expect(sheet.preview).toContainText('Bergen');
  await assay.picture('light-source-excel');
  await sheet.import();
  await assay.expectView('Data');
  await expect(data.remaining).toHaveText('2 rows');
  await expect(data.cell(1, 1)).toHaveText('Oslo');
  await expect(data.cell(2, 3)).toHaveText('2025-04-02');
});

test('compressed text is read as what is in it', async ({ assay }) => {
  const { importSheet: sheet, data } = assay;
  await assay.drop({ name: 'orders.csv.gz', content: gzipSync(ordersFile()) });
  await expect(sheet.name).toHaveValue('orders');
  await expect(sheet.field('Delimiter')).toHaveValue(/^Comma/);
  await sheet.import();
  await assay.expectView('Data');
  await expect(data.remaining).toHaveText(`${orderRows} rows`);
  await data.detailsButton.click();
  await expect(data.inspector).toContainText('gzip');
});
