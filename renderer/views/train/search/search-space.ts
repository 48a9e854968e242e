import type { ParamRange } from '../../../../core/contract/models.ts';
import type { FormField } from '../../../forms/schema-fields.ts';

export type Space = Readonly<Record<string, ParamRange>>;
export type Choice = Extract<ParamRange, { type: 'categorical' }>['choices'][number];

/** A choice as a person reads and types it. */
export function choiceLabel(choice: Choice): string {
  return choice === null ? 'none' : String(choice);
}

/** What a typed choice means: none, yes and no, a number, or the word itself. */
export function parseChoice(text: string): Choice {
  const word = text.trim();
  if (word === 'none' || word === 'null') return null;
  if (word === 'true' || word === 'yes') return true;
  if (word === 'false' || word === 'no') return false;
  const number = Number(word);
  return word !== '' && Number.isFinite(number) ? number : word;
}

/** A first range for a parameter that the algorithm gives none; null where nothing can be searched. */
export function suggestRange(field: FormField): ParamRange | null {
  switch (field.kind) {
    case 'choice': {
      const choices = field.nullable ? [null, ...field.options] : [...field.options];
      return { type: 'categorical', choices };
    }
    case 'boolean':
      return { type: 'categorical', choices: [false, true] };
    case 'number': {
      const middle = typeof field.default === 'number' ? Math.abs(field.default) : 0;
      const usual = middle === 0 ? (field.integer ? 10 : 0.1) : middle;
      const inside = usual / 1000;
      const least = (field.minimum ?? -Infinity) + (field.exclusiveMinimum ? inside : 0);
      const most = (field.maximum ?? Infinity) - (field.exclusiveMaximum ? inside : 0);
      const ends = { low: Math.max(usual / 10, least), high: Math.min(usual * 10, most) };
      const { low, high } = field.integer
        ? { low: Math.ceil(ends.low), high: Math.floor(ends.high) }
        : ends;
      const log = low > 0 && high / low >= 20 ? { log: true } : {};
      return { type: field.integer ? 'integer' : 'float', low, high, ...log };
    }
    default:
      return null;
  }
}

/** What is wrong with a range, as a sentence; null when it is fine. */
export function rangeProblem(range: ParamRange): string | null {
  if (range.type === 'categorical')
    return range.choices.length === 0 ? 'At least one choice is needed' : null;
  const { low, high, log, step } = range;
  if (!Number.isFinite(low) || !Number.isFinite(high)) return 'Two numbers are needed';
  if (low >= high) return 'The low end must be below the high end';
  if (log === true && low <= 0) return 'A log scale needs a low end above 0';
  if (step !== undefined && step > high - low) return 'The step is wider than the range';
  return null;
}

/** What is wrong with a search space as a whole, or null. */
export function spaceProblem(space: Space): string | null {
  const ranges = Object.entries(space);
  if (ranges.length === 0) return 'Choose at least one parameter to search';
  const wrong = ranges.find(([, range]) => rangeProblem(range) !== null);
  return wrong ? `The range of ${wrong[0]} is not right` : null;
}

/** A space without one of its parameters. */
export function without<T>(all: Readonly<Record<string, T>>, name: string): Record<string, T> {
  return Object.fromEntries(Object.entries(all).filter(([each]) => each !== name));
}
