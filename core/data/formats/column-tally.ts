import type { ColumnType, Warning } from '../../contract/common.ts';
import { isCategory } from '../sniff/column-type.ts';
import { missingAmongNumbers } from '../sniff/cell-kind.ts';
import type { SourceCell } from './row-source.ts';

const isoDate =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;

/** Distinct texts that are counted, to tell a category from free text in a preview. */
const mostDistinct = 1001;
const sampleSize = 1000;
/** A caller's words have at most 40 characters. */
const longestWord = 40;

/** What the column is read as, told by the kinds of its values. */
export interface TallyVerdict {
  readonly type: ColumnType;
  readonly confidence: number;
  readonly warnings: Warning[];
}

/**
 * Counts what kinds of values a column has, and writes each as the one text that a cast turns back
 * into the value. Texts stay texts, whatever they look like, except ISO dates, which JSON and SQLite
 * have no other form for.
 */
export class ColumnTally {
  missing = 0;
  /** The first texts, as they are kept. */
  readonly sample: string[] = [];
  private integers = 0;
  private bigIntegers = 0;
  private numbers = 0;
  private booleans = 0;
  private dates = 0;
  private texts = 0;
  private isoTexts = 0;
  private missingWords = 0;
  private zeroOrOne = 0;
  private example: string | null = null;
  private bigExample = '';
  private readonly distinct = new Set<string>();
  private readonly nullWords: ReadonlySet<string>;
  /** Words that mean missing among numbers, lower case. */
  private readonly numericNulls: ReadonlySet<string>;

  constructor(nullWords: readonly string[], given: boolean) {
    this.nullWords = new Set(nullWords);
    this.numericNulls = given
      ? new Set(nullWords.map((word) => word.toLowerCase()))
      : missingAmongNumbers;
  }

  /** The cell as text, or null when it is missing. */
  add(cell: SourceCell | undefined): string | null {
    const text = cell === undefined || cell === null ? null : this.write(cell);
    if (text === null) {
      this.missing++;
      return null;
    }
    // long texts would fill the memory and tell nothing more
    if (this.sample.length < sampleSize) this.sample.push(text.slice(0, 200));
    if (this.distinct.size < mostDistinct) this.distinct.add(text.slice(0, 200));
    return text;
  }

  private write(cell: string | number | bigint | boolean | Date): string | null {
    switch (typeof cell) {
      case 'number':
        return this.writeNumber(cell);
      case 'bigint':
        return this.writeInteger(cell);
      case 'boolean':
        this.booleans++;
        return String(cell);
      case 'string':
        return this.writeText(cell);
      default:
        return this.writeDate(cell);
    }
  }

  private writeNumber(cell: number): string | null {
    if (Number.isNaN(cell)) return null;
    if (Number.isSafeInteger(cell)) {
      this.integers++;
      if (cell === 0 || cell === 1) this.zeroOrOne++;
      return String(cell);
    }
    this.numbers++;
    return String(cell);
  }

  private writeInteger(cell: bigint): string {
    const safe = cell >= Number.MIN_SAFE_INTEGER && cell <= Number.MAX_SAFE_INTEGER;
    if (safe) {
      this.integers++;
      if (cell === 0n || cell === 1n) this.zeroOrOne++;
    } else {
      this.bigIntegers++;
      if (this.bigExample === '') this.bigExample = String(cell).slice(0, 80);
    }
    return String(cell);
  }

  private writeDate(cell: Date): string | null {
    const time = cell.getTime();
    if (Number.isNaN(time)) return null;
    this.dates++;
    const iso = cell.toISOString();
    return time % 86_400_000 === 0 && iso.length === 24 ? iso.slice(0, 10) : iso;
  }

  private writeText(cell: string): string | null {
    if (this.nullWords.has(cell)) return null;
    this.texts++;
    const first = cell.charCodeAt(0);
    if (first >= 0x30 && first <= 0x39 && isoDate.test(cell)) this.isoTexts++;
    if (cell.length <= longestWord && this.meansMissing(cell)) this.missingWords++;
    else this.example ??= cell.slice(0, 80);
    return cell;
  }

  private meansMissing(cell: string): boolean {
    const word = cell.trim().toLowerCase();
    return word === '' || this.numericNulls.has(word);
  }

  /** Whether numbers are among texts that mean missing, so that a cast must let those go. */
  get lenient(): boolean {
    return this.missingWords > 0;
  }

  get onlyZeroAndOne(): boolean {
    return this.integers > 0 && this.integers === this.zeroOrOne && this.present === this.integers;
  }

  private get present(): number {
    return (
      this.integers + this.bigIntegers + this.numbers + this.booleans + this.dates + this.texts
    );
  }

  /** The type that all values of the column fit, `name` for the warnings. */
  verdict(name: string): TallyVerdict {
    const { present } = this;
    const words = this.missingWords;
    const typed = present - words;
    if (typed === 0 && words === 0) return this.asText(name, 0.3);
    if (typed > 0 && this.dates + this.isoTexts === typed) {
      return { type: 'datetime', confidence: 1, warnings: this.toldMissing(name) };
    }
    // among fractions a long integer is a number like any other
    const long = this.numbers > 0 ? this.bigIntegers : 0;
    const numeric = this.integers + this.numbers + long;
    if (typed > 0 && numeric === typed) {
      const type = this.numbers === 0 ? 'integer' : 'number';
      return { type, confidence: 1, warnings: this.toldMissing(name) };
    }
    if (typed > 0 && this.booleans === typed) {
      return { type: 'boolean', confidence: 1, warnings: this.toldMissing(name) };
    }
    return this.asText(name, 0.9);
  }

  private toldMissing(name: string): Warning[] {
    if (this.missingWords === 0) return [];
    return [
      {
        kind: 'missing_words',
        message: `${name}: ${this.missingWords} texts that stand for missing are read as missing`,
        column: name,
      },
    ];
  }

  private asText(name: string, confidence: number): TallyVerdict {
    const warnings: Warning[] = [];
    if (this.bigIntegers > 0) {
      warnings.push({
        kind: 'big_integers',
        message: `${name} has integers beyond 2^53, such as ${this.bigExample}; it stays text so that no digit is lost`,
        column: name,
      });
    } else if (this.texts < this.present && this.present > 0) {
      warnings.push({
        kind: 'mixed_types',
        message: `${name} has ${this.describe()}${this.example === null ? '' : ` (such as "${this.example}")`}; it is kept as text`,
        column: name,
      });
    }
    const category = isCategory(this.distinct.size, this.present);
    return { type: category ? 'category' : 'text', confidence, warnings };
  }

  private describe(): string {
    const kinds: [number, string][] = [
      [this.integers + this.numbers, 'numbers'],
      [this.booleans, 'truth values'],
      [this.dates, 'dates'],
      [this.texts, 'texts'],
    ];
    return kinds
      .filter(([count]) => count > 0)
      .map(([count, kind]) => `${count} ${kind}`)
      .join(', ');
  }
}
