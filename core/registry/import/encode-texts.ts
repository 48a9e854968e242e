import { sameNames } from '../../preprocessing/replace-columns.ts';
import type { FittedStep } from '../../preprocessing/step.ts';
import type { ForeignText } from './foreign-model.ts';
import { countNumbers } from './onnx-text.ts';

interface NamedText {
  readonly name: string;
  readonly text: ForeignText;
}

/** The label that stands for missing values, if one does. */
function fillOf({ categories, shared, missing }: ForeignText): string | null {
  if (missing === null) return null;
  return categories[missing] ?? (missing === categories.length ? (shared[0] ?? null) : null);
}

function fillStep(texts: readonly NamedText[], rows: number): FittedStep[] {
  const filled = texts.filter(({ text }) => fillOf(text) !== null);
  if (filled.length === 0) return [];
  const columns = filled.map(({ name }) => name);
  return [
    {
      step: 'simple_imputer',
      params: { strategy: 'constant', fill_value: 0, add_indicator: false },
      columns,
      state: { fills: filled.map(({ text }) => fillOf(text)), indicators: filled.map(() => null) },
      outputs: sameNames(columns),
      fittedOn: { rows },
    },
  ];
}

/** One step for all columns whose unknown labels get the same number. */
function numberSteps(texts: readonly NamedText[], rows: number): FittedStep[] {
  return [...new Set(texts.map(({ text }) => text.unknown))].map((unknown) => {
    const own = texts.filter(({ text }) => text.unknown === unknown);
    const columns = own.map(({ name }) => name);
    return {
      step: 'ordinal_encoder',
      params: { max_categories: 100_000, unknown_value: unknown },
      columns,
      state: {
        columns: own.map(({ text }) => ({ categories: text.categories, rare: text.shared })),
      },
      outputs: sameNames(columns),
      fittedOn: { rows },
    };
  });
}

function namesOf({ name, text }: NamedText, free: (wanted: string) => string): string[] {
  const names = text.categories.map((label) => free(`${name}=${label}`));
  if (text.shared.length > 0) names.push(free(`${name}=(other)`));
  if (text.slots! > countNumbers(text)) names.push(free(`${name}=(missing)`));
  return names;
}

/** Steps that encode text as its file does, and the columns of zeros and ones they make, by feature. */
export function encodeTexts(
  texts: readonly NamedText[],
  taken: readonly string[],
  rows: number,
): {
  readonly steps: readonly FittedStep[];
  readonly names: ReadonlyMap<string, readonly string[]>;
} {
  const used = new Set(taken);
  const free = (wanted: string): string => {
    let name = wanted;
    for (let n = 2; used.has(name); n++) name = `${wanted} (${n})`;
    used.add(name);
    return name;
  };
  const spread = texts.filter(({ text }) => text.slots !== null);
  const names = new Map(spread.map((one) => [one.name, namesOf(one, free)]));
  const steps = [
    ...fillStep(texts, rows),
    ...numberSteps(
      texts.filter(({ text }) => text.slots === null),
      rows,
    ),
  ];
  if (spread.length > 0) {
    steps.push({
      step: 'one_hot_encoder',
      params: { max_categories: 1000, order: 'label' },
      columns: spread.map(({ name }) => name),
      state: {
        columns: spread.map(({ name, text }) => ({
          categories: text.categories,
          other: text.shared,
          missing: text.slots! > countNumbers(text),
          names: names.get(name)!,
        })),
      },
      outputs: Object.fromEntries(names),
      fittedOn: { rows },
    });
  }
  return { steps, names };
}
