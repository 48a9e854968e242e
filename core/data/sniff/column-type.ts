import type { ColumnType, Warning } from '../../contract/common.ts';
import type { ColumnPlan } from '../column-plan.ts';
import {
  booleanPairs,
  hasLeadingZero,
  isInteger,
  isNumber,
  missingAmongNumbers,
  missingAmongTexts,
} from './cell-kind.ts';
import { decideDates, keepOrder } from './dates.ts';
import type { NumberStyle } from './numbers.ts';

export interface ColumnContext {
  readonly style: NumberStyle;
  /** How the caller's own dates would be read when nothing tells day from month. */
  readonly dayFirst: boolean;
  readonly forced: ColumnType | undefined;
}

/** Most distinct values of a category: 50, or 1000 where each comes 20 times on average. */
export function isCategory(distinct: number, count: number): boolean {
  if (distinct === 0) return false;
  return (distinct <= 50 && distinct < count / 2) || (distinct <= 1000 && distinct <= count / 20);
}

/** The type of a column from the trimmed texts of a sample, and how to read it. */
export function planColumn(
  name: string,
  cells: readonly string[],
  context: ColumnContext,
): { readonly plan: ColumnPlan; readonly warnings: Warning[] } {
  const present = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  const planned =
    context.forced === undefined
      ? inferColumn(name, present, context)
      : forceColumn(context.forced, present, context);
  const plan: ColumnPlan = {
    name,
    confidence: 1,
    missingWords: [],
    decimal: context.style.decimal,
    thousands: context.style.thousands,
    dateFormats: [],
    trueWords: [],
    falseWords: [],
    forced: context.forced !== undefined,
    ...planned.plan,
  };
  return { plan, warnings: planned.warnings ?? [] };
}

interface Planned {
  readonly plan: Partial<ColumnPlan> & { readonly type: ColumnType };
  readonly warnings?: Warning[];
}

const numericMissing = [...missingAmongNumbers];

function inferColumn(name: string, present: readonly string[], context: ColumnContext): Planned {
  const values = present.filter((cell) => !missingAmongNumbers.has(cell.toLowerCase()));
  if (values.length === 0) return { plan: { ...textPlan(present), confidence: 0.3 } };
  return (
    inferNumber(name, values, present, context) ??
    inferBoolean(values) ??
    inferDates(name, values) ??
    inferText(name, values, present, context)
  );
}

function inferNumber(
  name: string,
  values: readonly string[],
  present: readonly string[],
  { style }: ColumnContext,
): Planned | null {
  if (!values.every((value) => isNumber(value, style.decimal, style.thousands))) return null;
  const warnings = unusualMissing(name, present);
  if (!values.every(isInteger)) {
    const grouped = values.some((value) => hasLeadingZero(value)) ? 0.7 : 1;
    return {
      plan: { type: 'number', missingWords: numericMissing, confidence: grouped },
      warnings,
    };
  }
  const zero = values.find(hasLeadingZero);
  if (zero !== undefined) return { plan: textPlan(present) };
  const big = values.find((value) => !Number.isSafeInteger(Number(value)));
  if (big !== undefined) {
    return {
      plan: textPlan(present),
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

function inferBoolean(values: readonly string[]): Planned | null {
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
          missingWords: numericMissing,
        },
      };
    }
  }
  return null;
}

function inferDates(name: string, values: readonly string[]): Planned | null {
  const decision = decideDates(values);
  switch (decision.kind) {
    case 'none':
      return null;
    case 'dates':
      return {
        plan: {
          type: 'datetime',
          dateFormats: decision.formats,
          missingWords: numericMissing,
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
        plan: { ...textPlan(values), confidence: 0.5 },
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
        plan: { ...textPlan(values), confidence: 0.6 },
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
  { style }: ColumnContext,
): Planned {
  const odd = values.filter((value) => !isNumber(value, style.decimal, style.thousands));
  const nearlyNumeric = odd.length / values.length < 0.1;
  return {
    plan: textPlan(present),
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
function textPlan(present: readonly string[]): Planned['plan'] {
  const words = present.filter((cell) => !missingAmongTexts.has(cell));
  const distinct = new Set(words);
  const codes = words.filter((cell) => /^[A-Z]{2}$/.test(cell)).length;
  const areCodes = distinct.size >= 10 && codes > 0.9 * words.length;
  return {
    type: isCategory(distinct.size, words.length) ? 'category' : 'text',
    confidence: 0.9,
    missingWords: [...missingAmongTexts].filter((word) => !(areCodes && word === 'NA')),
  };
}

function forceColumn(
  type: ColumnType,
  present: readonly string[],
  context: ColumnContext,
): Planned {
  switch (type) {
    case 'category':
    case 'text':
      return { plan: { ...textPlan(present), type, confidence: 1 } };
    case 'number':
    case 'integer':
      return { plan: { type, missingWords: numericMissing } };
    case 'boolean':
      return {
        plan: {
          type,
          missingWords: numericMissing,
          trueWords: [...booleanPairs.map(([yes]) => yes), '1'],
          falseWords: [...booleanPairs.map(([, no]) => no), '0'],
        },
      };
    case 'datetime':
      return forceDates(present, context);
  }
}

function forceDates(present: readonly string[], context: ColumnContext): Planned {
  const values = present.filter((cell) => !missingAmongNumbers.has(cell.toLowerCase()));
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
      missingWords: numericMissing,
    },
  };
}
