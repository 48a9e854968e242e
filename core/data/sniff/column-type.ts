import type { ColumnType, Warning } from '../../contract/common.ts';
import type { ColumnPlan } from '../column-plan.ts';
import {
  booleanPairs,
  groupedNumber,
  hasLeadingZero,
  isInteger,
  isNumber,
  missingAmongNumbers,
  missingAmongTexts,
} from './cell-kind.ts';
import { type DateOrder, dateFormats, decideDates, keepOrder } from './dates.ts';
import type { NumberStyle } from './numbers.ts';
import { unitOf, withoutUnit } from './units.ts';

export interface ColumnContext {
  readonly style: NumberStyle;
  /** How the caller's own dates would be read when nothing tells day from month. */
  readonly dayFirst: boolean;
  readonly forced: ColumnType | undefined;
  /** Words that mean missing, in place of the usual ones. */
  readonly nullWords?: readonly string[] | undefined;
  readonly dateOrder?: DateOrder | undefined;
}

/** Words that mean missing: exactly as written among texts, lower case among everything else. */
interface NullWords {
  readonly texts: ReadonlySet<string>;
  readonly others: ReadonlySet<string>;
}

function nullWordsOf({ nullWords }: ColumnContext): NullWords {
  if (nullWords === undefined) return { texts: missingAmongTexts, others: missingAmongNumbers };
  const others = new Set(nullWords.map((word) => word.trim().toLowerCase()));
  return { texts: new Set(nullWords), others };
}

export const mostInCategory = 1000;

/** Most distinct values of a category: 50, or 1000 where each comes 20 times on average. */
export function isCategory(distinct: number, count: number): boolean {
  if (distinct === 0) return false;
  return (
    (distinct <= 50 && distinct < count / 2) ||
    (distinct <= mostInCategory && distinct <= count / 20)
  );
}

/** The type of a column from the trimmed texts of a sample, and how to read it. */
export function planColumn(
  name: string,
  cells: readonly string[],
  context: ColumnContext,
): { readonly plan: ColumnPlan; readonly warnings: Warning[] } {
  const present = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  // A date order is only said of dates.
  const forced = context.forced ?? (context.dateOrder === undefined ? undefined : 'datetime');
  const planned =
    forced === undefined
      ? inferColumn(name, present, context)
      : forceColumn(forced, present, context);
  const plan: ColumnPlan = {
    name,
    confidence: 1,
    missingWords: [],
    decimal: context.style.decimal,
    thousands: context.style.thousands,
    unit: null,
    dateFormats: [],
    trueWords: [],
    falseWords: [],
    forced: forced !== undefined,
    ...planned.plan,
  };
  return { plan, warnings: planned.warnings ?? [] };
}

interface Planned {
  readonly plan: Partial<ColumnPlan> & { readonly type: ColumnType };
  readonly warnings?: Warning[];
}

function inferColumn(name: string, present: readonly string[], context: ColumnContext): Planned {
  const words = nullWordsOf(context);
  const values = present.filter((cell) => !words.others.has(cell.toLowerCase()));
  if (values.length === 0) return { plan: { ...textPlan(present, words), confidence: 0.3 } };
  return (
    inferNumber(name, values, present, context) ??
    inferAmount(name, values, context) ??
    inferBoolean(values, words) ??
    inferDates(name, values, words) ??
    inferText(name, values, present, context)
  );
}

/** Numbers with one sign of money or percent, which is taken off and told. */
function inferAmount(
  name: string,
  values: readonly string[],
  context: ColumnContext,
): Planned | null {
  const units = new Set(values.flatMap((value) => unitOf(value) ?? []));
  const [unit] = units;
  if (unit === undefined || units.size > 1) return null;
  const bare = values.map(withoutUnit);
  const planned = inferNumber(name, bare, bare, context);
  if (planned === null || (planned.plan.type !== 'number' && planned.plan.type !== 'integer')) {
    return null;
  }
  const missingWords = [...nullWordsOf(context).others];
  return {
    plan: { ...planned.plan, unit, missingWords },
    warnings: [
      {
        kind: 'unit',
        message: `${name} is read as numbers; the sign ${unit} is taken off${unit === '%' ? ', so that 5 % is 5' : ''}`,
        column: name,
      },
    ],
  };
}

function inferNumber(
  name: string,
  values: readonly string[],
  present: readonly string[],
  context: ColumnContext,
): Planned | null {
  const { style } = context;
  if (!values.every((value) => isNumber(value, style.decimal, style.thousands))) return null;
  const words = nullWordsOf(context);
  const numericMissing = [...words.others];
  const warnings = context.nullWords === undefined ? unusualMissing(name, present) : [];
  const whole = values.map((value) => ungroup(value, style));
  if (!whole.every(isInteger)) {
    const grouped = values.some((value) => hasLeadingZero(value)) ? 0.7 : 1;
    return {
      plan: { type: 'number', missingWords: numericMissing, confidence: grouped },
      warnings,
    };
  }
  const zero = whole.find(hasLeadingZero);
  if (zero !== undefined) return { plan: textPlan(present, words) };
  const big = whole.find((value) => !Number.isSafeInteger(Number(value)));
  if (big !== undefined) {
    return {
      plan: textPlan(present, words),
      warnings: [
        {
          kind: 'big_integers',
          message: `${name} has integers beyond 2^53, such as ${big}; it stays text so that no digit is lost`,
          column: name,
        },
      ],
    };
  }
  return { plan: { type: 'integer', missingWords: numericMissing }, warnings };
}

/** `1,234,567` without its thousands marks; anything else as it is. */
function ungroup(value: string, { decimal, thousands }: NumberStyle): string {
  if (thousands === null || !groupedNumber(decimal, thousands).test(value)) return value;
  return value.replaceAll(thousands, '');
}

function unusualMissing(name: string, present: readonly string[]): Warning[] {
  const unusual = present.filter(
    (cell) => missingAmongNumbers.has(cell.toLowerCase()) && !missingAmongTexts.has(cell),
  );
  if (unusual.length === 0) return [];
  return [
    {
      kind: 'missing_words',
      message: `${name}: "${unusual[0]}" is read as missing among numbers`,
      column: name,
    },
  ];
}

function inferBoolean(values: readonly string[], nullWords: NullWords): Planned | null {
  const words = new Set<string>();
  for (const value of values) {
    words.add(value.toLowerCase());
    if (words.size > 2) return null;
  }
  for (const [yes, no] of booleanPairs) {
    const fits = [...words].every((word) => word === yes || word === no);
    // a lone letter or "on" says too little
    if (fits && (words.size === 2 || yes === 'true')) {
      return {
        plan: {
          type: 'boolean',
          trueWords: [yes],
          falseWords: [no],
          missingWords: [...nullWords.others],
        },
      };
    }
  }
  return null;
}

function inferDates(name: string, values: readonly string[], words: NullWords): Planned | null {
  const decision = decideDates(values);
  switch (decision.kind) {
    case 'none':
      return null;
    case 'dates':
      return {
        plan: {
          type: 'datetime',
          dateFormats: decision.formats,
          missingWords: [...words.others],
          confidence: decision.mixed ? 0.8 : 1,
        },
        warnings: decision.mixed
          ? [
              {
                kind: 'mixed_dates',
                message: `${name} writes its dates in ${decision.formats.length} ways (${decision.formats.join(', ')})`,
                column: name,
              },
            ]
          : [],
      };
    case 'ambiguous':
      return {
        plan: { ...textPlan(values, words), confidence: 0.5 },
        warnings: [
          {
            kind: 'ambiguous_dates',
            message: `${name} looks like dates, but nothing tells day from month (such as ${values[0]}); it stays text`,
            column: name,
          },
        ],
      };
    case 'conflict':
      return {
        plan: { ...textPlan(values, words), confidence: 0.6 },
        warnings: [
          {
            kind: 'mixed_dates',
            message: `${name} has dates with the day first (${decision.example[0]}) and with the month first (${decision.example[1]}); it stays text`,
            column: name,
          },
        ],
      };
  }
}

function inferText(
  name: string,
  values: readonly string[],
  present: readonly string[],
  context: ColumnContext,
): Planned {
  const { style } = context;
  const odd = values.filter((value) => !isNumber(value, style.decimal, style.thousands));
  const nearlyNumeric = odd.length / values.length < 0.1;
  return {
    plan: textPlan(present, nullWordsOf(context)),
    warnings: nearlyNumeric
      ? [
          {
            kind: 'mixed_types',
            message: `${name} is nearly all numbers, but ${odd.length} of ${values.length} sampled cells are not (such as "${odd[0]}"); it is kept as text`,
            column: name,
          },
        ]
      : [],
  };
}

/** Category or text. Among two-letter codes "NA" is Namibia, not a missing value. */
function textPlan(present: readonly string[], nullWords: NullWords): Planned['plan'] {
  const words = present.filter((cell) => !nullWords.texts.has(cell));
  const distinct = new Set(words);
  const codes = words.filter((cell) => /^[A-Z]{2}$/.test(cell)).length;
  const areCodes = distinct.size >= 10 && codes > 0.9 * words.length;
  return {
    type: isCategory(distinct.size, words.length) ? 'category' : 'text',
    confidence: 0.9,
    missingWords: [...nullWords.texts].filter((word) => !(areCodes && word === 'NA')),
  };
}

function forceColumn(
  type: ColumnType,
  present: readonly string[],
  context: ColumnContext,
): Planned {
  const words = nullWordsOf(context);
  const missingWords = [...words.others];
  switch (type) {
    case 'category':
    case 'text':
      return { plan: { ...textPlan(present, words), type, confidence: 1 } };
    case 'number':
    case 'integer':
      return {
        plan: {
          type,
          missingWords,
          unit: present.map(unitOf).find((unit) => unit !== null) ?? null,
        },
      };
    case 'boolean':
      return {
        plan: {
          type,
          missingWords,
          trueWords: [...booleanPairs.map(([yes]) => yes), '1'],
          falseWords: [...booleanPairs.map(([, no]) => no), '0'],
        },
      };
    case 'datetime':
      return forceDates(present, context);
  }
}

function forceDates(present: readonly string[], context: ColumnContext): Planned {
  const words = nullWordsOf(context);
  const values = present.filter((cell) => !words.others.has(cell.toLowerCase()));
  if (context.dateOrder !== undefined) return orderedDates(values, context.dateOrder, words);
  const decision = decideDates(values.filter((value) => decideDates([value]).kind !== 'none'));
  const formats =
    decision.kind === 'dates'
      ? decision.formats
      : decision.kind === 'ambiguous'
        ? keepOrder(decision.formats, context.dayFirst ? 'day' : 'month')
        : [];
  return {
    plan: {
      type: 'datetime',
      dateFormats: formats.includes('iso') ? formats : ['iso', ...formats],
      missingWords: [...words.others],
    },
  };
}

/** Dates whose order of day and month the caller knows. */
function orderedDates(values: readonly string[], order: DateOrder, words: NullWords): Planned {
  const seen = new Set(values.flatMap((value) => dateFormats(value)));
  const numbered = order === 'iso' || order === 'year-first';
  const kept = numbered ? ['iso'] : keepOrder([...seen], order === 'day-first' ? 'day' : 'month');
  return { plan: { type: 'datetime', dateFormats: kept, missingWords: [...words.others] } };
}
