import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import writeXlsxFile from 'write-excel-file/node';
import { describe, expect, it } from 'vitest';
import type { SourceReadOptions } from '../../../../../core/data/formats/convert-source.ts';
import { openExcel } from '../../../../../core/data/formats/read-excel.ts';
import { serialDate } from '../../../../../core/data/formats/xlsx-cells.ts';
import { isDateFormat } from '../../../../../core/data/formats/xlsx-date-format.ts';
import { buildZip, workbookParts, type ZipPart } from '../../../../support/build-zip.ts';
import { readSource, typesOf, type ReadSource } from '../../../../support/read-source.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

async function readBytes(bytes: Uint8Array, options: SourceReadOptions = {}): Promise<ReadSource> {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'a.xlsx');
  await writeFile(path, bytes);
  return await readSource(path, options);
}

const readParts = (parts: readonly ZipPart[], options: SourceReadOptions = {}) =>
  readBytes(buildZip(parts), options);

const kinds = (source: ReadSource) => source.warnings.map(({ kind }) => kind);

const day = (text: string) =>
  ({ value: new Date(text), type: Date, format: 'yyyy-mm-dd' }) as const;

describe('a workbook another program wrote', () => {
  const rows = [
    ['name', 'score', 'member', 'born', 'note'].map((value) => ({ value })),
    [{ value: 'Ann & <Bob>' }, { value: 1.5 }, { value: true }, day('2001-02-03'), { value: 'NA' }],
    [{ value: '=1+1' }, { value: 2 }, { value: false }, day('1999-12-31'), null],
    [null, { value: -0.1 }, null, null, { value: ' two\nlines ' }],
  ];

  it('gives texts, numbers, truth values and dates', async () => {
    const bytes = await writeXlsxFile(rows, { sheet: 'People' }).toBuffer();
    const made = await readBytes(bytes);
    expect(typesOf(made)).toEqual({
      name: 'text',
      score: 'number',
      member: 'boolean',
      born: 'datetime',
      note: 'text',
    });
    expect(made.cells).toEqual([
      ['Ann & <Bob>', 1.5, true, '2001-02-03T00:00:00.000Z', null],
      ['=1+1', 2, false, '1999-12-31T00:00:00.000Z', null],
      [null, -0.1, null, null, expect.stringContaining('two\nlines')],
    ]);
  });

  it('is read by sheet and range', async () => {
    const sheets = [
      { data: rows, sheet: 'People' },
      {
        data: [
          ['a', 'b'],
          [1, 2],
          [3, 4],
        ].map((r) => r.map((value) => ({ value }))),
        sheet: 'Two',
      },
    ];
    const bytes = await writeXlsxFile(sheets).toBuffer();
    expect((await readBytes(bytes, { sheet: 'Two' })).cells).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect((await readBytes(bytes, { sheet: 'two', range: 'B1:B2' })).cells).toEqual([[2]]);
    expect((await readBytes(bytes, { sheet: 'Two', range: 'A2', header: false })).cells).toEqual([
      [1, 2],
      [3, 4],
    ]);
    await expect(readBytes(bytes, { sheet: '../../etc/passwd' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      hint: expect.stringContaining('"People", "Two"'),
    });
  });
});

const row = (...cells: string[]) => `<row>${cells.join('')}</row>`;
const text = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`;
const number = (value: number) => `<c><v>${value}</v></c>`;

describe('a sheet', () => {
  it('may have titles above the table, empty rows and an empty first column', async () => {
    const sheet = [
      `<row r="1"><c r="B1" t="inlineStr"><is><t>Report</t></is></c></row>`,
      `<row r="4"><c r="B4" t="inlineStr"><is><t>a</t></is></c><c r="C4" t="inlineStr"><is><t>b</t></is></c><c r="D4" t="inlineStr"><is><t>c</t></is></c></row>`,
      `<row r="5"><c r="B5"><v>1</v></c><c r="D5"><v>3</v></c></row>`,
      `<row r="9"><c r="C9"><v>5</v></c></row>`,
    ];
    const made = await readParts(workbookParts({ s: sheet.join('') }));
    expect(made.columns.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(made.cells).toEqual([
      [1, null, 3],
      [null, 5, null],
    ]);
    expect(kinds(made)).toContain('preamble');
  });

  it('counts the saved values of formulas, never computes, and tells what is missing', async () => {
    const sheet = [
      row(text('a'), text('b'), text('c')),
      row(
        '<c><f>1+1</f><v>2</v></c>',
        '<c t="str"><f>HYPERLINK("x")</f><v>link</v></c>',
        '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>',
      ),
      row('<c><f>WEBSERVICE("http://127.0.0.1")</f></c>', text('x'), number(3)),
    ];
    const made = await readParts(workbookParts({ s: sheet.join('') }));
    expect(made.cells).toEqual([
      [2, 'link', null],
      [null, 'x', 3],
    ]);
    expect(kinds(made)).toEqual(expect.arrayContaining(['cell_errors', 'formulas_without_value']));
  });

  it('takes shared texts with their runs, without phonetic readings', async () => {
    const sharedStrings = `<sst><si><t>name</t></si><si><r><t>ri</t></r><r><t xml:space="preserve">ch </t></r><rPh><t>zzz</t></rPh></si><si><t>_x0041__x005F_x0042_</t></si></sst>`;
    const shared = (index: number) => `<c t="s"><v>${index}</v></c>`;
    const sheet = row(shared(0)) + row(shared(1)) + row(shared(2));
    const made = await readParts(workbookParts({ s: sheet }, { sharedStrings }));
    expect(made.cells).toEqual([['rich '], ['A_x0042_']]);
  });

  it('of many rows comes in blocks, in order', async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => row(number(i), text(`t${i}`)));
    const made = await readParts(workbookParts({ s: row(text('i'), text('t')) + rows.join('') }));
    expect(made.rows).toBe(20_000);
    expect(made.cells[19_999]).toEqual([19_999, 't19999']);
  });
});

describe('a hostile workbook', () => {
  it('that expands a thousandfold is refused before it is expanded', async () => {
    const parts = workbookParts({ s: ' '.repeat(40 * 2 ** 20) });
    await expect(readParts(parts)).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
  });

  it('that claims less than it expands to is stopped where the claim ends', async () => {
    const sheet = row(text('a')) + row(number(1)).repeat(100_000);
    const parts = workbookParts({ s: sheet }).map((part) =>
      part.name.includes('sheet0') ? { ...part, claims: { bytes: 1000 } } : part,
    );
    await expect(readParts(parts)).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
  });

  it('whose members overlap is refused', async () => {
    const parts = workbookParts({ s: row(text('a')) + row(number(1)) });
    const last = { ...parts.at(-1)!, name: 'xl/again.xml', claims: { offset: 4 } };
    await expect(readParts([...parts, last])).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
  });

  it('that points to files outside of the archive reads nothing of them', async () => {
    for (const target of ['../../../../etc/passwd', '/etc/passwd', 'file:///etc/passwd']) {
      const parts = workbookParts({ s: row(text('a')) }, { target: () => target });
      await expect(readParts(parts)).rejects.toMatchObject({ code: 'PARSE_FAILED' });
    }
    const members = [
      { name: '../../evil.txt', content: 'x' },
      ...workbookParts({ s: row(text('a'), text('b')) + row(number(1), number(2)) }),
    ];
    expect((await readParts(members)).cells).toEqual([[1, 2]]);
  });

  it('with entities of its own is refused', async () => {
    const parts = workbookParts({ s: '' }).map((part) =>
      part.name === 'xl/workbook.xml'
        ? {
            ...part,
            content: `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>${part.content}`,
          }
        : part,
    );
    await expect(readParts(parts)).rejects.toMatchObject({ code: 'PARSE_FAILED' });
  });

  it.each([
    ['a cell beyond the last column', `<row r="1"><c r="ZZZZ1"><v>1</v></c></row>`],
    ['a row beyond the last', `<row r="99999999"><c><v>1</v></c></row>`],
    ['rows that go back', `<row r="5"><c><v>1</v></c></row><row r="2"><c><v>1</v></c></row>`],
    ['a shared text that is not there', `<row><c t="s"><v>7</v></c></row>`],
    ['a number that is none', `<row><c><v>1e</v></c></row>`],
  ])('with %s is refused', async (_, sheet) => {
    await expect(readParts(workbookParts({ s: sheet }))).rejects.toMatchObject({
      code: 'PARSE_FAILED',
    });
  });

  it('that is cut, or no workbook at all, is refused', async () => {
    const bytes = buildZip(workbookParts({ s: row(text('a')) + row(number(1)) }));
    for (const cut of [30, bytes.length - 30]) {
      await expect(readBytes(bytes.subarray(0, cut))).rejects.toMatchObject({
        code: 'PARSE_FAILED',
      });
    }
    await expect(readParts([{ name: 'a.txt', content: 'x' }])).rejects.toMatchObject({
      code: 'PARSE_FAILED',
      hint: expect.stringContaining('Unpack'),
    });
    await expect(readBytes(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).rejects.toMatchObject({
      code: 'UNSUPPORTED',
    });
  });

  it('keeps hostile sheet names as mere names', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'a.xlsx');
    const name = '../../x&lt;img src=a onerror=b&gt;';
    await writeFile(path, buildZip(workbookParts({ [name]: row(text('a')) })));
    const { tables } = await openExcel(path, {});
    expect(tables).toEqual([{ name: '../../x<img src=a onerror=b>', rows: null }]);
  });
});

it('counts days as spreadsheets do, with their leap year 1900', () => {
  expect(serialDate(1, false)).toEqual(new Date('1900-01-01'));
  expect(serialDate(59, false)).toEqual(new Date('1900-02-28'));
  expect(serialDate(61, false)).toEqual(new Date('1900-03-01'));
  expect(serialDate(43_831.5, false)).toEqual(new Date('2020-01-01T12:00:00Z'));
  expect(serialDate(42_369, true)).toEqual(new Date('2020-01-01'));
  expect(serialDate(0.25, false)).toBe('06:00:00');
  expect(serialDate(-1, false)).toBe(-1);
});

it('tells formats of dates from those of numbers', () => {
  for (const code of [
    'yyyy-mm-dd',
    'd/m/yy',
    '[h]:mm:ss',
    'mm:ss.0',
    '[$-409]d mmm yyyy;@',
    'dd\\.mm\\.yyyy',
  ]) {
    expect(isDateFormat(200, code), code).toBe(true);
  }
  for (const code of [
    'General',
    '0.00',
    '#,##0 "days"',
    '[Red]0',
    '0.00E+00',
    '@',
    '[$€-407]#,##0.00',
    '0\\m',
  ]) {
    expect(isDateFormat(200, code), code).toBe(false);
  }
  expect(isDateFormat(14, undefined)).toBe(true);
  expect(isDateFormat(2, undefined)).toBe(false);
});
