import type { Expectation, Suite } from '../../../core/contract/validation.ts';

/** A rule of a suite that is being built; the key stays with it while it moves and changes. */
export interface DraftRule {
  readonly key: string;
  readonly expectation: Expectation;
}

/** A suite while a person builds it. Every change makes a new one, so that steps can be undone. */
export interface SuiteDraft {
  readonly key: string;
  readonly name: string;
  readonly rules: readonly DraftRule[];
  readonly rest: Omit<Suite, 'name' | 'expectations'>;
  /** The suite as it is saved; null: not saved yet. */
  readonly saved: Suite | null;
}

export function draftOf(key: string, suite: Suite, saved: boolean): SuiteDraft {
  const { name, expectations, ...rest } = suite;
  return {
    key,
    name,
    rest,
    rules: expectations.map((expectation, at) => ({ key: `r${at + 1}`, expectation })),
    saved: saved ? suite : null,
  };
}

export function suiteOf({ name, rules, rest }: SuiteDraft): Suite {
  return {
    ...rest,
    name: name.trim(),
    expectations: rules.map(({ expectation }) => expectation),
  };
}

function sameRules(a: Suite, b: Suite): boolean {
  return a.name === b.name && JSON.stringify(a.expectations) === JSON.stringify(b.expectations);
}

/** Does it differ from what is saved? An empty one that was never saved has nothing to lose. */
export function isChanged(draft: SuiteDraft): boolean {
  if (draft.saved === null) return draft.rules.length > 0;
  return !sameRules(suiteOf(draft), draft.saved);
}

function nextNumber(rules: readonly DraftRule[]): number {
  return Math.max(0, ...rules.map(({ key }) => Number(key.slice(1)))) + 1;
}

/** Adds rules after the one named, else at the end. */
export function addRules(
  draft: SuiteDraft,
  expectations: readonly Expectation[],
  after: string | null = null,
): { readonly draft: SuiteDraft; readonly keys: readonly string[] } {
  const first = nextNumber(draft.rules);
  const added = expectations.map((expectation, at) => ({ key: `r${first + at}`, expectation }));
  const at = draft.rules.findIndex(({ key }) => key === after);
  const cut = at < 0 ? draft.rules.length : at + 1;
  return {
    draft: { ...draft, rules: draft.rules.toSpliced(cut, 0, ...added) },
    keys: added.map(({ key }) => key),
  };
}

export function changeRule(draft: SuiteDraft, key: string, expectation: Expectation): SuiteDraft {
  return {
    ...draft,
    rules: draft.rules.map((rule) => (rule.key === key ? { key, expectation } : rule)),
  };
}

export function removeRule(draft: SuiteDraft, key: string): SuiteDraft {
  return { ...draft, rules: draft.rules.filter((rule) => rule.key !== key) };
}

/** Puts a rule before or behind its neighbour among the `shown` ones, which may be some of all. */
export function moveRule(
  draft: SuiteDraft,
  key: string,
  move: { readonly by: -1 | 1; readonly shown: readonly string[] },
): SuiteDraft {
  const neighbour = move.shown[move.shown.indexOf(key) + move.by];
  const rule = draft.rules.find((each) => each.key === key);
  if (neighbour === undefined || !rule) return draft;
  const others = draft.rules.filter((each) => each !== rule);
  const at = others.findIndex((each) => each.key === neighbour);
  return { ...draft, rules: others.toSpliced(move.by < 0 ? at : at + 1, 0, rule) };
}

function sign({ type, kwargs }: Expectation): string {
  return JSON.stringify([type, Object.entries(kwargs).toSorted(([a], [b]) => (a < b ? -1 : 1))]);
}

/** Those that the draft has not got yet, word for word. */
export function newRules(draft: SuiteDraft, expectations: readonly Expectation[]): Expectation[] {
  const known = new Set(draft.rules.map(({ expectation }) => sign(expectation)));
  return expectations.filter((expectation) => !known.has(sign(expectation)));
}

/** A name that is not taken yet: `heart`, `heart 2`, `heart 3`. */
export function freeName(wanted: string, taken: readonly string[]): string {
  if (!taken.includes(wanted)) return wanted;
  let number = 2;
  while (taken.includes(`${wanted} ${number}`)) number++;
  return `${wanted} ${number}`;
}
