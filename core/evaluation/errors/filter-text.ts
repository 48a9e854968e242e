const reserved: ReadonlySet<string> = new Set(
  'and or not in is between contains starts ends with missing null true false'.split(' '),
);

/** A column as filters name it: a bare word, or in backticks. */
export function filterName(name: string): string {
  const bare = /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(name) && !reserved.has(name.toLowerCase());
  return bare ? name : `\`${name.replaceAll('`', '``')}\``;
}

/** A text as filters write it. */
export function filterText(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
