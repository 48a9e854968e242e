import { AppError } from '../base/app-error.ts';

const directives: Readonly<Record<string, string>> = {
  d: '(?<d>3[01]|[12]\\d|0[1-9]|[1-9]| [1-9])',
  f: '(?<f>[0-9]{1,6})',
  H: '(?<H>2[0-3]|[01]\\d|\\d)',
  I: '(?<I>1[0-2]|0[1-9]|[1-9]| [1-9])',
  G: '(?<G>\\d\\d\\d\\d)',
  j: '(?<j>36[0-6]|3[0-5]\\d|[12]\\d\\d|0[1-9]\\d|00[1-9]|[1-9]\\d|0[1-9]|[1-9])',
  m: '(?<m>1[0-2]|0[1-9]|[1-9])',
  M: '(?<M>[0-5]\\d|\\d)',
  S: '(?<S>6[01]|[0-5]\\d|\\d)',
  U: '(?<U>5[0-3]|[0-4]\\d|\\d)',
  w: '(?<w>[0-6])',
  u: '(?<u>[1-7])',
  V: '(?<V>5[0-3]|0[1-9]|[1-4]\\d|\\d)',
  W: '(?<W>5[0-3]|[0-4]\\d|\\d)',
  y: '(?<y>\\d\\d)',
  Y: '(?<Y>\\d\\d\\d\\d)',
  z: '(?<z>[+-]\\d\\d:?[0-5]\\d(?::?[0-5]\\d(?:\\.\\d{1,6})?)?|[zZ])',
  A: '(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)',
  a: '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)',
  B: '(?<B>January|February|March|April|May|June|July|August|September|October|November|December)',
  b: '(?<b>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)',
  p: '(?:AM|PM)',
  Z: '(?:UTC|GMT)',
  '%': '%',
};

const compound: Readonly<Record<string, string>> = {
  c: '%a %b %d %H:%M:%S %Y',
  x: '%m/%d/%y',
  X: '%H:%M:%S',
};

/**
 * A test whether Python's strptime (C locale) reads a text with this format. Throws INVALID_INPUT
 * for a directive it does not know, or one that comes twice.
 */
export function strptimeTest(format: string): (text: string) => boolean {
  const expanded = format.replace(/%([cxX])/g, (_, name: string) => compound[name]!);
  const pattern = expanded.replace(
    /%(.?)|([\\^$.|?*+()[\]{}])|(\s+)/gsu,
    (all, name, special, blank) => {
      if (special !== undefined) return `\\${special}`;
      if (blank !== undefined) return '\\s+';
      const known = Object.hasOwn(directives, name) ? directives[name as string] : undefined;
      if (known === undefined) throw badFormat(format, `the directive ${JSON.stringify(all)}`);
      return known;
    },
  );
  let regex: RegExp;
  try {
    regex = new RegExp(`^${pattern}$`, 'iu');
  } catch {
    throw badFormat(format, 'a directive twice');
  }
  return (text) => {
    const match = regex.exec(text);
    return match !== null && existsInCalendar(match.groups ?? {});
  };
}

function badFormat(format: string, seen: string): AppError {
  return new AppError('INVALID_INPUT', `The format ${JSON.stringify(format)} has ${seen}`, {
    hint: 'Write it as for strptime, such as %Y-%m-%d %H:%M:%S',
    path: 'kwargs.strftime_format',
  });
}

const monthNames = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

function existsInCalendar(parts: Readonly<Record<string, string | undefined>>): boolean {
  const name = (parts['B'] ?? parts['b'])?.slice(0, 3).toLowerCase();
  const month = name === undefined ? Number(parts['m'] ?? 1) : monthNames.indexOf(name) + 1;
  const day = Number(parts['d'] ?? 1);
  const short =
    parts['y'] === undefined ? 1900 : Number(parts['y']) + (Number(parts['y']) < 69 ? 2000 : 1900);
  const year = parts['Y'] === undefined ? short : Number(parts['Y']);
  if (year < 1 || parts['S'] === '60' || parts['S'] === '61') return false;
  const date = new Date(Date.UTC(2000, month - 1, 1));
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1;
}
