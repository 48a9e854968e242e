import { damaged } from './foreign-failure.ts';

/** A place in parsed JSON of unknown shape; every accessor throws PARSE_FAILED where something else lies. */
export interface JsonPlace {
  readonly raw: unknown;
  has(key: string): boolean;
  at(key: string): JsonPlace;
  list(): JsonPlace[];
  text(): string;
  /** A number, or text that is one, as XGBoost writes its parameters. */
  number(): number;
  integer(range: { readonly least: number; readonly most: number }): number;
  numbers(length?: number): Float64Array;
  texts(): string[];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function toNumber(value: unknown, path: string): number {
  const number =
    typeof value === 'string' && value.trim() !== ''
      ? Number(value)
      : typeof value === 'boolean'
        ? Number(value)
        : value;
  if (typeof number === 'number' && !Number.isNaN(number)) return number;
  throw damaged(`${path} is no number`);
}

/** Of things, each of which takes much more memory than its characters. */
const mostEntries = 1_000_000;

function entriesUpTo(entries: readonly unknown[], path: string): readonly unknown[] {
  if (entries.length <= mostEntries) return entries;
  throw damaged(`${path} has ${entries.length} entries`);
}

export function readJson(raw: unknown, path: string): JsonPlace {
  const array = (): readonly unknown[] => {
    if (Array.isArray(raw)) return raw;
    throw damaged(`${path} is no list`);
  };
  const text = (): string => {
    if (typeof raw === 'string') return raw;
    throw damaged(`${path} is no text`);
  };
  return {
    raw,
    has: (key) => isRecord(raw) && Object.hasOwn(raw, key),
    at(key) {
      if (isRecord(raw) && Object.hasOwn(raw, key)) return readJson(raw[key], `${path}.${key}`);
      throw damaged(`${path}.${key} is missing`);
    },
    list: () => entriesUpTo(array(), path).map((entry, i) => readJson(entry, `${path}[${i}]`)),
    text,
    number: () => toNumber(raw, path),
    integer({ least, most }) {
      const value = toNumber(raw, path);
      if (Number.isInteger(value) && value >= least && value <= most) return value;
      throw damaged(`${path} is ${value}, not ${least} to ${most}`);
    },
    numbers(length) {
      const entries = array();
      if (length !== undefined && entries.length !== length) {
        throw damaged(`${path} has ${entries.length} of ${length} numbers`);
      }
      return Float64Array.from(entries, (entry) => toNumber(entry, path));
    },
    texts: () =>
      array().map((entry) => {
        if (typeof entry === 'string') return entry;
        throw damaged(`${path} has something that is no text`);
      }),
  };
}
