import { describe, expect, it } from 'vitest';
import { Tokenizer, tokenize, type Dialect } from '../../../../core/data/tokenizer.ts';

const comma: Dialect = { delimiter: ',', quote: '"', loneCarriageReturn: false };

function fields(text: string, dialect = comma): string[][] {
  return tokenize(text, dialect).map((row) => row.fields);
}

describe('Tokenizer', () => {
  it('reads quoted delimiters, doubled quotes and line breaks', () => {
    expect(fields('a,"b,c","d ""e""","f\ng"\n')).toEqual([['a', 'b,c', 'd "e"', 'f\ng']]);
  });

  it('stops after the rows that were asked for', () => {
    const text = 'a,b\n"1\n",2\n3,4\n5,6';
    const all = tokenize(text, comma);
    expect(all.map(({ line }) => line)).toEqual([1, 2, 4, 5]);
    for (let most = 0; most <= 5; most++) {
      expect(tokenize(text, comma, most)).toEqual(all.slice(0, most));
    }
  });

  it('drops blanks around quoted fields but keeps those of plain ones', () => {
    expect(fields(' "a" , b ,c\n')).toEqual([['a', ' b ', 'c']]);
  });

  it('keeps a stray quote while the field stays on its line', () => {
    expect(fields('1,"say "hi" now",2\n')).toEqual([['1', 'say "hi" now', '2']]);
    expect(fields('1,5\'7",2\n')).toEqual([['1', '5\'7"', '2']]);
  });

  it('counts CR LF and CR CR LF as one line end, a lone CR only where it ends rows', () => {
    expect(fields('a,b\r\r\nc,d\r\n')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    expect(fields('a\rb,c\n')).toEqual([['a\rb', 'c']]);
    expect(fields('a,b\rc,d', { ...comma, loneCarriageReturn: true })).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  it('tells the source line of every row, also after quoted line breaks', () => {
    const rows = tokenize('a\n"b\nc\nd"\r\ne\n', comma);
    expect(rows.map((row) => row.line)).toEqual([1, 2, 5]);
  });

  it('loses only the line a quote was opened on when it never closes', () => {
    const rows = tokenize('1,"open\n2,x\n3,"y"z\n4,w\n', comma);
    expect(rows.map((row) => [row.unterminated, row.raw])).toEqual([
      [true, '1,"open'],
      [false, '2,x'],
      [true, '3,"y"z'],
      [false, '4,w'],
    ]);
  });

  it('gives the same rows however the text is cut', () => {
    const text = 'a,"b\r\nc",d\r\n\r\n"e""f", "g" ,h\r\ni,"j\n';
    const whole = tokenize(text, comma);
    for (let cut = 0; cut <= text.length; cut++) {
      const tokenizer = new Tokenizer(comma);
      const rows = [
        ...tokenizer.push(text.slice(0, cut)),
        ...tokenizer.push(text.slice(cut)),
        ...tokenizer.end(),
      ];
      expect(rows, `cut at ${cut}`).toEqual(whole);
    }
  });
});
