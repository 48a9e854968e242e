import { damaged, unsupported } from './foreign-failure.ts';
import type { ForeignText } from './foreign-model.ts';
import type { OnnxNode } from './onnx-messages.ts';

const mostLabels = 1_000_000;

function refuse(what: string): never {
  throw unsupported(
    `The model encodes text in a way that is not read: ${what}.`,
    'Read are labels numbered from 0 on by a LabelEncoder, and a OneHotEncoder of these numbers',
  );
}

/** Labels of each number; a number without one is null. */
function labelsByNumber(keys: readonly string[], values: ArrayLike<number>): string[][] {
  const by: string[][] = [];
  keys.forEach((label, i) => {
    const number = values[i]!;
    if (label === '') return;
    if (!Number.isInteger(number) || number < 0 || number > keys.length) {
      refuse(`'${label.slice(0, 40)}' becomes ${number}`);
    }
    (by[number] ??= []).push(label);
  });
  return by;
}

/** LabelEncoder of text to numbers: 0, 1, 2 … for a label each; the last may be shared. */
export function readLabelEncoder({ attributes }: OnnxNode): ForeignText {
  const keys = attributes.get('keys_strings')?.texts ?? [];
  const whole = attributes.get('values_int64s');
  const values = whole ? whole.integers : (attributes.get('values_floats')?.floats ?? []);
  if (keys.length === 0) refuse('its LabelEncoder takes no text');
  if (keys.length !== values.length || keys.length > mostLabels) {
    throw damaged(`the LabelEncoder has ${values.length} numbers for ${keys.length} labels`);
  }
  if (new Set(keys).size !== keys.length) throw damaged('the LabelEncoder has a label twice');
  const by = labelsByNumber(keys, values);
  const last = by.length - 1;
  const shares = last >= 0 && by[last]!.length > 1;
  const own = by.slice(0, shares ? last : undefined);
  // Holes of the list are undefined.
  if (Array.from(own).some((labels) => labels?.length !== 1)) refuse('labels share a number');
  const unknown = whole
    ? (attributes.get('default_int64')?.integers[0] ?? -1)
    : (attributes.get('default_float')?.floats[0] ?? 0);
  const empty = keys.indexOf('');
  const missing = empty < 0 ? unknown : values[empty]!;
  const known = (number: number): number | null => (Number.isNaN(number) ? null : number);
  return {
    categories: own.map(([label]) => label!),
    shared: shares ? by[last]! : [],
    missing: known(missing),
    unknown: known(unknown),
    slots: null,
  };
}

/** Numbers of a text, counting the one that is shared. */
export const countNumbers = ({ categories, shared }: ForeignText): number =>
  categories.length + (shared.length > 0 ? 1 : 0);

/** OneHotEncoder of the numbers of a LabelEncoder; a missing text may have the last column. */
export function spreadText(text: ForeignText, { attributes }: OnnxNode): ForeignText {
  const asked = attributes.get('cats_int64s')?.integers ?? [];
  const slots = asked.length;
  if (slots > mostLabels || asked.some((number, slot) => number !== slot)) {
    refuse('the columns of its OneHotEncoder are in another order');
  }
  if ((attributes.get('zeros')?.integers[0] ?? 1) !== 1) refuse('it fails on unknown labels');
  const numbers = countNumbers(text);
  const { missing, unknown } = text;
  const inside = (number: number | null): boolean =>
    number !== null && number >= 0 && number < slots;
  if (inside(unknown)) refuse('unknown labels have a column');
  const own = missing === numbers && slots === numbers + 1;
  if (slots !== numbers && !own) refuse(`${numbers} numbers for ${slots} columns`);
  return { ...text, missing: inside(missing) ? missing : null, unknown: null, slots };
}
