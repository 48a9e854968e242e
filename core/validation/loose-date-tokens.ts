const isLetter = (character: string) => /\p{L}/u.test(character);
const isDigit = (character: string) => /\p{Nd}/u.test(character);

/**
 * Splits a text as dateutil's lexer does: runs of letters, runs of digits, single other characters;
 * a blank of any kind is " ". Dots join numbers ("21.447") or part them ("Sep.20.2009"), which only
 * the whole run tells. O(length).
 */
export function dateTokens(text: string): string[] {
  const characters = [...text.replaceAll('\0', '')];
  const tokens: string[] = [];
  let at = 0;
  while (at < characters.length) {
    const first = characters[at]!;
    if (!isLetter(first) && !isDigit(first)) {
      tokens.push(/\s/.test(first) ? ' ' : first);
      at++;
      continue;
    }
    const run = readRun(characters, at);
    at = run.end;
    tokens.push(...run.tokens);
  }
  return tokens;
}

function readRun(characters: readonly string[], from: number): { end: number; tokens: string[] } {
  let token = characters[from]!;
  let letters = isLetter(token);
  let sawLetters = false;
  let dotted = false;
  let at = from + 1;
  for (; at < characters.length; at++) {
    const next = characters[at]!;
    if (letters) sawLetters = true;
    const comma = next === ',' && !letters && !dotted && token.length >= 2;
    if (letters ? isLetter(next) : isDigit(next)) token += next;
    else if (next === '.' || comma) {
      token += next;
      dotted = true;
    } else if (dotted && token.endsWith('.') && (letters ? isDigit(next) : isLetter(next))) {
      token += next;
      letters = !letters;
    } else break;
  }
  const dots = token.split('.').length - 1;
  if (dotted && (sawLetters || dots > 1 || /[.,]$/.test(token))) {
    return { end: at, tokens: token.split(/([.,])/).filter((part) => part !== '') };
  }
  return { end: at, tokens: [dotted && dots === 0 ? token.replace(',', '.') : token] };
}
