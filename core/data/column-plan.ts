import type { ColumnType } from '../contract/common.ts';

/** How the texts of one column become values. */
export interface ColumnPlan {
  readonly name: string;
  readonly type: ColumnType;
  /** How sure the type is, 0..1. */
  readonly confidence: number;
  /** Words that mean missing besides the empty field: exact for category and text, else lower case. */
  readonly missingWords: readonly string[];
  /** For numbers. */
  readonly decimal: '.' | ',';
  readonly thousands: string | null;
  /** For numbers: the sign of money or percent that stands around them and is taken off, or null. */
  readonly unit: string | null;
  /** For dates: `iso` and strptime patterns. */
  readonly dateFormats: readonly string[];
  /** For truth values, lower case. */
  readonly trueWords: readonly string[];
  readonly falseWords: readonly string[];
  /** The caller fixed the type: what does not fit it becomes missing instead of widening it. */
  readonly forced: boolean;
}
