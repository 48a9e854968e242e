import { posix } from 'node:path';
import { TextDecoder } from 'node:util';
import { AppError } from '../../base/app-error.ts';
import { isDateFormat } from './xlsx-date-format.ts';
import { parseXml, XmlParser } from './xml-events.ts';
import type { ZipArchive } from './zip-archive.ts';

export interface XlsxSheet {
  readonly name: string;
  /** Name of the archive's member. */
  readonly member: string;
}

export interface XlsxWorkbook {
  readonly sheets: readonly XlsxSheet[];
  /** Dates count from 1904 instead of 1900. */
  readonly from1904: boolean;
  /** By style number: whether numbers of that style are dates. */
  readonly dateStyles: readonly boolean[];
  readonly sharedStringsMember: string | null;
}

const mostXml = 64 * 2 ** 20;

/** Reads the parts of a workbook but its sheets and texts. Throws PARSE_FAILED when it is no workbook. */
export async function readWorkbook(archive: ZipArchive): Promise<XlsxWorkbook> {
  const main = await findMain(archive);
  const relations = await readRelations(archive, main);
  const sheets: XlsxSheet[] = [];
  let from1904 = false;
  parseXml(await archive.text(main, mostXml), {
    open(name, attributes) {
      if (name === 'workbookPr')
        from1904 = ['1', 'true'].includes(attributes.get('date1904') ?? '');
      if (name !== 'sheet') return;
      const target = relations.get(attributes.get('r:id') ?? attributes.get('id') ?? '');
      // charts and macros have no cells
      if (target === undefined || !target.type.endsWith('/worksheet')) return;
      sheets.push({
        name: attributes.get('name') ?? `Sheet${sheets.length + 1}`,
        member: target.member,
      });
    },
    close() {},
    text() {},
  });
  if (sheets.length === 0) {
    throw new AppError('PARSE_FAILED', 'The workbook has no sheet with cells', {
      hint: 'Open it in a spreadsheet program and save it again',
    });
  }
  const part = (type: string) => [...relations.values()].find((each) => each.type.endsWith(type));
  const styles = part('/styles');
  const texts = part('/sharedStrings');
  return {
    sheets,
    from1904,
    dateStyles:
      styles && archive.has(styles.member) ? await readStyles(archive, styles.member) : [],
    sharedStringsMember: texts && archive.has(texts.member) ? texts.member : null,
  };
}

async function findMain(archive: ZipArchive): Promise<string> {
  if (!archive.has('_rels/.rels')) throw noWorkbook();
  const relations = await readRelations(archive, '');
  const main = [...relations.values()].find((each) => each.type.endsWith('/officeDocument'));
  if (!main || !archive.has(main.member)) throw noWorkbook();
  if (main.member.endsWith('.bin')) {
    throw new AppError('UNSUPPORTED', 'The workbook is saved in the binary format (.xlsb)', {
      hint: 'Save it as .xlsx',
    });
  }
  return main.member;
}

function noWorkbook(): AppError {
  return new AppError('PARSE_FAILED', 'The file is a ZIP archive, but not an Excel workbook', {
    hint: 'Unpack the archive and import what is in it; old .xls and .ods files: save them as .xlsx',
  });
}

interface Relation {
  readonly type: string;
  readonly member: string;
}

/** The relations of a part by id. Targets are names of members, relative to the part. */
async function readRelations(archive: ZipArchive, part: string): Promise<Map<string, Relation>> {
  const folder = posix.dirname(part);
  const member = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  const relations = new Map<string, Relation>();
  if (!archive.has(member)) return relations;
  parseXml(await archive.text(member, mostXml), {
    open(name, attributes) {
      if (name !== 'Relationship') return;
      const target = attributes.get('Target') ?? '';
      // what lies outside of the archive is never fetched
      if (attributes.get('TargetMode') === 'External') return;
      relations.set(attributes.get('Id') ?? '', {
        type: attributes.get('Type') ?? '',
        member: target.startsWith('/') ? target.slice(1) : posix.join(folder, target),
      });
    },
    close() {},
    text() {},
  });
  return relations;
}

async function readStyles(archive: ZipArchive, member: string): Promise<boolean[]> {
  const formats = new Map<number, string>();
  const styles: boolean[] = [];
  let inCells = false;
  parseXml(await archive.text(member, mostXml), {
    open(name, attributes) {
      if (name === 'numFmt') {
        formats.set(Number(attributes.get('numFmtId')), attributes.get('formatCode') ?? '');
      }
      if (name === 'cellXfs') inCells = true;
      if (name !== 'xf' || !inCells) return;
      const id = Number(attributes.get('numFmtId') ?? 0);
      styles.push(isDateFormat(id, formats.get(id)));
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
    text() {},
  });
  return styles;
}

/** Most characters of all texts of a workbook together, which are held in memory. */
const mostCharacters = 512 * 2 ** 20;

/** The texts cells refer to by number. Phonetic readings are left out. `tick` hears of each block. */
export async function readSharedStrings(
  archive: ZipArchive,
  member: string,
  tick: () => void = () => {},
): Promise<string[]> {
  const texts: string[] = [];
  let characters = 0;
  let text = '';
  let inText = false;
  let phonetic = 0;
  const parser = new XmlParser({
    open(name) {
      if (name === 'si') text = '';
      else if (name === 't') inText = phonetic === 0;
      else if (name === 'rPh') phonetic++;
    },
    close(name) {
      if (name === 't') inText = false;
      else if (name === 'rPh') phonetic--;
      else if (name === 'si') texts.push(unescapeControls(text));
    },
    text(part) {
      if (!inText) return;
      text += part;
      characters += part.length;
    },
  });
  const decoder = new TextDecoder();
  for await (const block of archive.blocks(member)) {
    parser.push(decoder.decode(block, { stream: true }));
    tick();
    if (characters > mostCharacters) {
      throw new AppError('FILE_TOO_LARGE', 'The texts of the workbook would not fit in memory', {
        hint: 'Save the sheet as CSV and import that',
      });
    }
  }
  parser.end();
  return texts;
}

/** `_x000D_` stands for a character XML cannot hold. */
export function unescapeControls(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9a-fA-F]{4})_/g, (_, code: string) =>
    String.fromCharCode(parseInt(code, 16)),
  );
}
