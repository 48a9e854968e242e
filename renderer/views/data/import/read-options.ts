import type { InputOf } from '../../../../core/contract/contract.ts';
import { type encodings, type Format, formats } from '../../../../core/contract/data.ts';

/** What a person fixed about a file; an absent field keeps the guess. */
export type ReadOptions = Readonly<Omit<InputOf<'data.sniff'>, 'file' | 'previewRows'>>;

export interface Choice<V extends string> {
  readonly value: V;
  readonly label: string;
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
export function delimiterChoices(sniffed: string): Choice<string>[] {
  const values = Object.keys(delimiterNames);
  if (!values.includes(sniffed)) values.push(sniffed);
  return values.map((value) => ({ value, label: describeDelimiter(value) }));
}

export function describeDelimiter(delimiter: string): string {
  return delimiterNames[delimiter] ?? JSON.stringify(delimiter);
}

export const encodingChoices: readonly Choice<(typeof encodings)[number]>[] = [
  { value: 'utf-8', label: 'UTF-8' },
  { value: 'utf-16le', label: 'UTF-16 LE' },
  { value: 'utf-16be', label: 'UTF-16 BE' },
  { value: 'latin1', label: 'Latin-1' },
  { value: 'windows-1252', label: 'Windows-1252' },
  { value: 'gb18030', label: 'GB 18030' },
];

const formatNames: Readonly<Record<Format, string>> = {
  delimited: 'Delimited text',
  json: 'JSON',
  jsonl: 'JSON lines',
  parquet: 'Parquet',
  arrow: 'Arrow',
  excel: 'Excel',
  sqlite: 'SQLite',
  duckdb: 'DuckDB',
};

export const formatChoices: readonly Choice<Format>[] = formats.map((value) => ({
  value,
  label: formatNames[value],
}));

export function describeFormat(format: Format): string {
  return formatNames[format];
}

type Thousands = NonNullable<ReadOptions['thousands']>;

/** A mark is told by its name where the sign alone cannot be seen. `none` stands for the empty mark. */
export const thousandsChoices: readonly (Choice<string> & { readonly mark: Thousands })[] = [
  { value: 'none', mark: '', label: 'None 1000' },
  { value: ',', mark: ',', label: 'Comma 1,000' },
  { value: '.', mark: '.', label: 'Point 1.000' },
  { value: ' ', mark: ' ', label: 'Space 1 000' },
  { value: "'", mark: "'", label: "Apostrophe 1'000" },
  { value: '\u00a0', mark: '\u00a0', label: 'No-break space' },
  { value: '\u202f', mark: '\u202f', label: 'Narrow space' },
];

type DateFormat = NonNullable<ReadOptions['dateFormats']>[string];

export const dateFormatChoices: readonly Choice<DateFormat>[] = [
  { value: 'iso', label: '2026-01-31' },
  { value: 'day-first', label: '31/01/2026' },
  { value: 'month-first', label: '01/31/2026' },
  { value: 'year-first', label: '2026/01/31' },
];

/** In words, because a bare share tells a reader little. */
export function confidenceWord(confidence: number): 'sure' | 'likely' | 'unsure' {
  if (confidence >= 0.9) return 'sure';
  return confidence >= 0.6 ? 'likely' : 'unsure';
}

/** The options but for some, which then are guessed again. */
export function without(
  options: ReadOptions,
  ...names: readonly (keyof ReadOptions)[]
): ReadOptions {
  return Object.fromEntries(
    Object.entries(options).filter(([name]) => !names.some((each) => each === name)),
  );
}

/** What survives a change that gives the columns other names or another place. */
export const withoutColumns = (options: ReadOptions): ReadOptions =>
  without(options, 'types', 'dateFormats');

/** Has a person fixed anything? */
export function isFixed(options: ReadOptions): boolean {
  return Object.values(without(options, 'asLastTime')).some(
    (value) => value !== undefined && (typeof value !== 'object' || Object.keys(value).length > 0),
  );
}
