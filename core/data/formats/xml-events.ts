import { AppError } from '../../base/app-error.ts';

/** What the parts of a workbook are made of. Names have no namespace prefix. */
export interface XmlHandler {
  open(name: string, attributes: XmlAttributes): void;
  close(name: string): void;
  text(text: string): void;
}

/** Attributes are parsed when one is asked for. */
export class XmlAttributes {
  private readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  /** The attribute by its full name, or undefined. */
  get(name: string): string | undefined {
    const { source } = this;
    for (let at = source.indexOf(name); at >= 0; at = source.indexOf(name, at + 1)) {
      const before = at === 0 ? 32 : source.charCodeAt(at - 1);
      if (before > 32) continue;
      let next = at + name.length;
      while (source.charCodeAt(next) <= 32) next++;
      if (source.charCodeAt(next) !== 0x3d) continue;
      next++;
      while (source.charCodeAt(next) <= 32) next++;
      const quote = source.charAt(next);
      const end = source.indexOf(quote, next + 1);
      if ((quote !== '"' && quote !== "'") || end < 0) return undefined;
      return unescapeXml(source.slice(next + 1, end));
    }
    return undefined;
  }
}

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/** Replaces the five named entities and numbered characters. No other entity exists for this reader. */
export function unescapeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x[0-9a-fA-F]{1,6}|#\d{1,7}|[a-z]+);/g, (whole, entity: string) => {
    if (!entity.startsWith('#')) return Object.hasOwn(named, entity) ? named[entity]! : whole;
    const code = entity[1] === 'x' ? parseInt(entity.slice(2), 16) : Number(entity.slice(1));
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** Longest tag or run of text; more is no workbook. */
const longestToken = 4 * 2 ** 20;

/**
 * A parser of XML in blocks, as far as workbooks need it: elements, text, CDATA. Comments and processing
 * instructions are skipped; a document type, which could define entities that grow or read files, is
 * refused.
 */
export class XmlParser {
  private readonly handler: XmlHandler;
  private buffer = '';

  constructor(handler: XmlHandler) {
    this.handler = handler;
  }

  push(block: string): void {
    this.buffer += block;
    let at = 0;
    for (;;) {
      const next = this.step(at);
      if (next < 0) break;
      at = next;
    }
    this.buffer = this.buffer.slice(at);
    if (this.buffer.length > longestToken) throw damagedXml('a tag or text never ends');
  }

  end(): void {
    if (this.buffer.trim() !== '') throw damagedXml('it ends inside of a tag');
  }

  /** Handles what begins at `at`; the index behind it, or -1 when it is not complete yet. */
  private step(at: number): number {
    const { buffer } = this;
    if (at >= buffer.length) return -1;
    if (buffer.charCodeAt(at) !== 0x3c) {
      const end = buffer.indexOf('<', at);
      if (end < 0) return -1;
      this.handler.text(unescapeXml(buffer.slice(at, end)));
      return end;
    }
    const second = buffer.charCodeAt(at + 1);
    if (second === 0x21) return this.special(at);
    const close = second === 0x3f ? buffer.indexOf('?>', at) : buffer.indexOf('>', at);
    if (close < 0) return -1;
    if (second === 0x3f) return close + 2;
    this.tag(at, close);
    return close + 1;
  }

  private special(at: number): number {
    const { buffer } = this;
    if (buffer.length < at + 9) return -1;
    if (buffer.startsWith('<!--', at)) return behind(buffer.indexOf('-->', at + 4), 3);
    if (!buffer.startsWith('<![CDATA[', at)) throw damagedXml('it has a document type');
    const end = buffer.indexOf(']]>', at);
    if (end >= 0) this.handler.text(buffer.slice(at + 9, end));
    return behind(end, 3);
  }

  private tag(at: number, close: number): void {
    const { buffer } = this;
    if (buffer.charCodeAt(at + 1) === 0x2f) {
      this.handler.close(localName(buffer.slice(at + 2, close).trim()));
      return;
    }
    const empty = buffer.charCodeAt(close - 1) === 0x2f;
    const inner = buffer.slice(at + 1, empty ? close - 1 : close);
    const blank = inner.search(/\s/);
    const name = localName(blank < 0 ? inner : inner.slice(0, blank));
    this.handler.open(name, new XmlAttributes(blank < 0 ? '' : inner.slice(blank)));
    if (empty) this.handler.close(name);
  }
}

function behind(index: number, length: number): number {
  return index < 0 ? -1 : index + length;
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

function damagedXml(reason: string): AppError {
  return new AppError('PARSE_FAILED', `A part of the workbook is damaged: ${reason}`, {
    hint: 'Open it in a spreadsheet program and save it again',
  });
}

/** Parses a whole text. */
export function parseXml(text: string, handler: XmlHandler): void {
  const parser = new XmlParser(handler);
  parser.push(text);
  parser.end();
}
