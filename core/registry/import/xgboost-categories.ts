import { damaged } from './foreign-failure.ts';
import type { JsonPlace } from './json-reader.ts';

/** UTF-8 labels one after the other, cut at the offsets. */
function decodeLabels(offsets: Float64Array, bytes: Float64Array): string[] {
  const text = Uint8Array.from(bytes);
  const decoder = new TextDecoder();
  return Array.from(offsets.subarray(1), (end, k) => {
    const from = offsets[k]!;
    if (!(from >= 0 && end >= from && end <= text.length)) {
      throw damaged('the labels of categories do not fit');
    }
    return decoder.decode(text.subarray(from, end));
  });
}

/** Labels of the categories of each feature by their number, which XGBoost writes since 3.1; else null. */
export function readXgboostCategories(model: JsonPlace, features: number): (string[] | null)[] {
  const none = Array.from({ length: features }, () => null);
  if (!model.has('cats')) return none;
  const entries = model.at('cats').at('enc').list();
  if (entries.length !== features) return none;
  return entries.map((entry) => {
    const values = entry.at('values').numbers();
    if (values.length === 0) return null;
    if (!entry.has('offsets')) return Array.from(values, String);
    return decodeLabels(entry.at('offsets').numbers(), values);
  });
}
