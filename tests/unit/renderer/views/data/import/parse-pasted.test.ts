import { describe, expect, it } from 'vitest';
import {
  looksLikeHeader,
  parsePasted,
} from '../../../../../../renderer/views/data/import/parse-pasted.ts';

describe('parsePasted', () => {
  it('reads the cells a spreadsheet copies, with line breaks and quotes inside them', () => {
    const table = parsePasted('name\tnote\r\nAda\t"said ""hi""\r\ntwice"\r\nBob\t\r\n');
    expect(table).toEqual({
      columns: 2,
      rowCount: 3,
      rows: [
        ['name', 'note'],
        ['Ada', 'said "hi"\r\ntwice'],
        ['Bob', ''],
      ],
    });
  });

  it('keeps the first rows and counts the rest', () => {
    const text = Array.from({ length: 100 }, (_, i) => `${i},${i * 2}`).join('\n');
    const table = parsePasted(text, 3);
    expect(table?.rowCount).toBe(100);
    expect(table?.rows).toHaveLength(3);
  });

  it('takes the delimiter that gives equal rows, not the most frequent one', () => {
    expect(parsePasted('a;b\n1,5;2,25,1\n3,1;4')?.columns).toBe(2);
  });

  it.each([
    ['prose', 'First, a thought.\nThen, another, longer one.'],
    ['one line', 'a\tb\tc'],
    ['one column', '1\n2\n3'],
    ['nothing', ''],
    ['an open quote', 'a\t"b\nc\td'],
  ])('sees no table in %s', (_, text) => {
    expect(parsePasted(text)).toBeNull();
  });
});

describe('looksLikeHeader', () => {
  const header = (text: string) => looksLikeHeader(parsePasted(text)!);
  it('wants names: all there, all different, none a number', () => {
    expect(header('age\tsex\n63\t1')).toBe(true);
    expect(header('63\tmale\n41\tfemale')).toBe(false);
    expect(header('a\ta\n1\t2')).toBe(false);
    expect(header('a\t\n1\t2')).toBe(false);
    expect(header('$ 1,200\tb\n1\t2')).toBe(false);
  });
});
