import { describe, expect, it } from 'vitest';
import {
  isDatabaseUrl,
  joinPassword,
  splitPassword,
} from '../../../../../../renderer/views/data/import/database-url.ts';

describe('a database address', () => {
  it.each([
    ['postgres://ada:secret@db.local:5432/shop', 'postgres://ada@db.local:5432/shop', 'secret'],
    ['postgresql://ada:p%40ss%2Fw@db/shop?ssl=1', 'postgresql://ada@db/shop?ssl=1', 'p@ss/w'],
    ['postgres://ada@db/shop', 'postgres://ada@db/shop', ''],
    ['postgres://db/shop', 'postgres://db/shop', ''],
    ['postgres://ada:50%@db/shop', 'postgres://ada@db/shop', '50%'],
  ])('gives up the password of %s', (whole, url, password) => {
    expect(splitPassword(whole)).toEqual({ url, password });
  });

  it('takes any password back in, whatever signs it has', () => {
    for (const password of ['p@ss/w:#?%', 'ключ', ' ']) {
      const joined = joinPassword({ url: 'postgres://ada@db/shop', password });
      expect(splitPassword(joined)).toEqual({ url: 'postgres://ada@db/shop', password });
      expect(new URL(joined).hostname).toBe('db');
    }
  });

  it('tells an address from what is no address', () => {
    expect(isDatabaseUrl('postgres://db')).toBe(true);
    expect(isDatabaseUrl('mysql://db')).toBe(false);
    expect(isDatabaseUrl('postgres://')).toBe(false);
  });
});
