import { assertNever } from '../base/assert-never.ts';
import type { DriftTest } from '../contract/monitoring.ts';

/** Reference rows up to which a hypothesis test is chosen, and above which a distance (Evidently). */
const SMALL_REFERENCE = 1000;
/** Numbers with at most so many distinct values in both versions together are tested as categories. */
const FEW_VALUES = 5;

interface TestRule {
  /** What the score is: a small p-value tells of drift, or a large distance. */
  readonly score: 'pValue' | 'distance';
  readonly threshold: number;
  readonly drifted: (score: number, threshold: number) => boolean;
}

const below = (score: number, threshold: number): boolean => score < threshold;
const atMost = (score: number, threshold: number): boolean => score <= threshold;
const atLeast = (score: number, threshold: number): boolean => score >= threshold;

/** Default threshold and comparison of each test, as Evidently 0.7 has them in legacy/calculations/stattests. */
export const testRules: Readonly<Record<DriftTest, TestRule>> = {
  ks: { score: 'pValue', threshold: 0.05, drifted: atMost },
  chisquare: { score: 'pValue', threshold: 0.05, drifted: below },
  z: { score: 'pValue', threshold: 0.05, drifted: below },
  wasserstein: { score: 'distance', threshold: 0.1, drifted: atLeast },
  jensenshannon: { score: 'distance', threshold: 0.1, drifted: atLeast },
  psi: { score: 'distance', threshold: 0.1, drifted: atLeast },
};

export interface TestFacts {
  readonly kind: 'numeric' | 'categorical';
  /** Rows of the reference that hold a value. */
  readonly referenceRows: number;
  /** Distinct values of both versions together. */
  readonly distinct: number;
}

/** The test Evidently 0.7 picks by itself: registry.py, _get_default_stattest. */
export function automaticTest({ kind, referenceRows, distinct }: TestFacts): DriftTest {
  const categories = kind === 'categorical' || distinct <= FEW_VALUES;
  if (referenceRows > SMALL_REFERENCE) return categories ? 'jensenshannon' : 'wasserstein';
  if (!categories) return 'ks';
  return distinct > 2 ? 'chisquare' : 'z';
}

/** Whether a test has a meaning for such a column. */
export function testApplies(test: DriftTest, { kind, distinct }: TestFacts): boolean {
  switch (test) {
    case 'ks':
    case 'wasserstein':
      return kind === 'numeric';
    case 'chisquare':
    case 'z':
      return kind === 'categorical' || distinct <= FEW_VALUES;
    case 'jensenshannon':
    case 'psi':
      return true;
    default:
      return assertNever(test);
  }
}

export interface ChosenTest {
  readonly test: DriftTest;
  readonly threshold: number;
  /** Why another test than the asked one, or null. */
  readonly note: string | null;
}

/**
 * The asked test where it applies, else the automatic one with a note. An asked threshold holds for
 * every test, but not for the stand-in of a test whose score means something else.
 */
export function chooseTest(
  facts: TestFacts,
  asked: { readonly test: DriftTest | 'auto'; readonly threshold: number | null },
): ChosenTest {
  if (asked.test === 'auto' || testApplies(asked.test, facts)) {
    const test = asked.test === 'auto' ? automaticTest(facts) : asked.test;
    return { test, threshold: asked.threshold ?? testRules[test].threshold, note: null };
  }
  const test = automaticTest(facts);
  const comparable = testRules[test].score === testRules[asked.test].score;
  return {
    test,
    threshold: (comparable ? asked.threshold : null) ?? testRules[test].threshold,
    note: `${asked.test} does not fit a ${facts.kind} column: ${test} instead`,
  };
}
