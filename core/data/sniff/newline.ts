import type { Sniffed } from '../../contract/data.ts';

export type Newline = Sniffed['newline'];

/** What ends the lines of a sample. CR CR LF, as old tools write it, counts as CR LF. */
export function guessNewline(sample: string): Newline {
  const seen = { lf: 0, crlf: 0, cr: 0 };
  for (const match of sample.slice(0, 500_000).matchAll(/\r+\n|\n|\r/g)) {
    if (match[0] === '\n') seen.lf++;
    else if (match[0] === '\r') seen.cr++;
    else seen.crlf++;
  }
  // a carriage return here and there is part of a text
  if (seen.cr > 0 && seen.cr >= 0.2 * (seen.lf + seen.crlf)) {
    return seen.lf + seen.crlf === 0 ? '\r' : 'mixed';
  }
  if (seen.crlf > 0 && seen.lf > 0) return 'mixed';
  return seen.crlf > 0 ? '\r\n' : '\n';
}
