import { AppError } from '../../base/app-error.ts';

/** First bytes of formats that are no delimited text. */
const signatures: readonly (readonly [bytes: string, what: string, hint: string])[] = [
  [
    '504b0304',
    'a ZIP archive or an Excel workbook',
    'Save the sheet as CSV, or unpack the archive',
  ],
  ['d0cf11e0', 'an old Excel or Office document', 'Save the sheet as CSV'],
  ['1f8b', 'gzip-compressed', 'Unpack it first'],
  ['28b52ffd', 'zstd-compressed', 'Unpack it first'],
  ['425a68', 'bzip2-compressed', 'Unpack it first'],
  ['fd377a585a00', 'xz-compressed', 'Unpack it first'],
  ['50415231', 'a Parquet file', 'Export it as CSV'],
  ['53514c69746520666f726d6174203300', 'an SQLite database', 'Export a table of it as CSV'],
  ['25504446', 'a PDF document', 'Export its table as CSV'],
  ['89504e47', 'a PNG image', 'Choose a text file of rows and columns'],
  ['ffd8ff', 'a JPEG image', 'Choose a text file of rows and columns'],
  ['474946', 'a GIF image', 'Choose a text file of rows and columns'],
  ['7f454c46', 'a program', 'Choose a text file of rows and columns'],
  ['4152524f5731', 'an Arrow file', 'Export it as CSV'],
];

/** Throws PARSE_FAILED when the bytes are a known binary format. */
export function refuseKnownBinary(head: Uint8Array, name: string): void {
  const hex = Buffer.from(head.subarray(0, 16)).toString('hex');
  const known = signatures.find(([bytes]) => hex.startsWith(bytes));
  // "BZh" and "GIF" may also begin a text
  if (!known || !head.subarray(0, 4096).some(isControl)) return;
  throw new AppError('PARSE_FAILED', `${name} is ${known[1]}, not delimited text`, {
    hint: known[2],
  });
}

/** Throws PARSE_FAILED when a decoded sample has so many control characters that it is no text. */
export function refuseBinaryText(sample: string, name: string): void {
  const head = sample.slice(0, 65_536);
  let controls = 0;
  for (let i = 0; i < head.length; i++) {
    const code = head.charCodeAt(i);
    if (isControl(code) || code === 0xfffd) controls++;
  }
  if (head.length === 0 || controls / head.length < 0.05) return;
  throw new AppError(
    'PARSE_FAILED',
    `${name} does not look like text: ${Math.round((100 * controls) / head.length)} % of its first characters are control or invalid characters`,
    { hint: 'Choose a text file of rows and columns, or name its encoding' },
  );
}

/** A control character that delimited text does not use (tab, line ends and separators it may). */
function isControl(code: number): boolean {
  if (code >= 32 || (code >= 9 && code <= 13)) return false;
  return code !== 1 && code !== 26 && code !== 31;
}
