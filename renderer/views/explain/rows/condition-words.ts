/** Labels of a list that are still spelled out. */
const mostListed = 3;

const tokenPattern = /`((?:[^`]|``)+)`|"((?:[^"\\]|\\.)*)"|([(),])|([^\s(),"`]+)/gu;

const symbols: Readonly<Record<string, string>> = { '<=': '≤', '>=': '≥' };

function wordOf(text: string): string {
  if (/^[+-]?(\d|\.\d)/.test(text) && !Number.isNaN(Number(text)))
    return String(Number(Number(text).toPrecision(6))).replace('-', '−');
  return symbols[text] ?? text;
}

/** Times as a person writes them: no seconds and no clock where there is nothing to tell. */
export function plainTime(text: string): string {
  const [, day, clock] = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}):00(?:\.000)?Z$/.exec(text) ?? [];
  if (day === undefined) return text;
  return clock === '00:00' ? day : `${day} ${clock}`;
}

function labelOf(text: string): string {
  const plain = plainTime(text.replaceAll(/\\(.)/g, '$1'));
  return plain === '' || /\s/.test(plain) ? `“${plain}”` : plain;
}

function tokensOf(condition: string): string[] {
  return Array.from(condition.matchAll(tokenPattern), ([, name, label, sign, word]) => {
    if (name !== undefined) return name.replaceAll('``', '`');
    if (label !== undefined) return labelOf(label);
    return sign ?? wordOf(word ?? '');
  });
}

/** A list in parentheses, long ones cut short. */
function listText(items: readonly string[]): string {
  const more = items.length - mostListed;
  return more > 1 ? `${items.slice(0, mostListed).join(', ')} or ${more} more` : items.join(', ');
}

function joinTokens(tokens: readonly string[]): string {
  const parts: string[] = [];
  for (let i = 0; i < tokens.length; i++) {
    if (tokens[i] !== '(') {
      parts.push(tokens[i]!);
      continue;
    }
    const end = tokens.indexOf(')', i);
    const inside = tokens.slice(i + 1, end < 0 ? undefined : end);
    parts.push(listText(inside.filter((token) => token !== ',')));
    if (end < 0) break;
    i = end;
  }
  return parts.join(' ');
}

/**
 * A condition of a filter as a person reads it: `age > 54 and age <= 61` as 54 < age ≤ 61, `age <= 61 or
 * age is missing` as age ≤ 61 or missing, names and labels without their quotes, numbers with six digits,
 * long lists cut short.
 */
export function conditionWords(condition: string): string {
  const tokens = tokensOf(condition);
  const [column, above, low, and, again, atMost, high] = tokens;
  if (tokens.length === 7 && above === '>' && and === 'and' && atMost === '≤' && column === again)
    return `${low} < ${column} ≤ ${high}`;
  const [or, name, is, missing] = tokens.slice(-4);
  // The column is named once, as far as it is the same.
  if (tokens.length > 4 && or === 'or' && is === 'is' && missing === 'missing')
    if (tokens.slice(0, -4).includes(name!)) return `${joinTokens(tokens.slice(0, -4))} or missing`;
  return joinTokens(tokens);
}
