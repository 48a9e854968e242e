import type { ColumnType } from '../../../core/contract/common.ts';
import { encodings } from '../../../core/contract/data.ts';

/** What a person fixed about a file; an absent field keeps the guess. */
export interface ReadOptions {
  readonly delimiter?: string;
  readonly quote?: string;
  readonly encoding?: (typeof encodings)[number];
  readonly decimal?: '.' | ',';
  readonly header?: boolean;
  readonly types?: Readonly<Record<string, ColumnType>>;
}

const delimiterNames: Readonly<Record<string, string>> = {
  ',': 'Comma ,',
  ';': 'Semicolon ;',
  '\t': 'Tab',
  '|': 'Pipe |',
  ':': 'Colon :',
  ' ': 'Space',
};

/** The delimiters offered; one that was sniffed and is not among them comes along. */
export function delimiterChoices(sniffed: string): { value: string; label: string }[] {
  const values = Object.keys(delimiterNames);
  if (!values.includes(sniffed)) values.push(sniffed);
  return values.map((value) => ({ value, label: describeDelimiter(value) }));
}

export function describeDelimiter(delimiter: string): string {
  return delimiterNames[delimiter] ?? JSON.stringify(delimiter);
}

export const encodingChoices: readonly { value: (typeof encodings)[number]; label: string }[] = [
  { value: 'utf-8', label: 'UTF-8' },
  { value: 'utf-16le', label: 'UTF-16 LE' },
  { value: 'utf-16be', label: 'UTF-16 BE' },
  { value: 'latin1', label: 'Latin-1' },
  { value: 'windows-1252', label: 'Windows-1252' },
  { value: 'gb18030', label: 'GB 18030' },
];

/** In words, because a bare share tells a reader little. */
export function confidenceWord(confidence: number): 'sure' | 'likely' | 'unsure' {
  if (confidence >= 0.9) return 'sure';
  return confidence >= 0.6 ? 'likely' : 'unsure';
}
