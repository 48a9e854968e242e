import type { RecipeOptions } from '../../../../core/contract/training.ts';
import { formatNumber } from '../../../components/format.ts';

/** A parameter's value in few letters. */
export function parameterText(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  if (typeof value === 'number') return formatNumber(value, 4).replaceAll(',', '');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.map(memberText).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A member of an ensemble by its algorithm, anything else as it is. */
function memberText(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'id' in value) return String(value.id);
  return parameterText(value);
}

/** What was chosen, in a line: parameters, then preparation where it is not the usual. */
export function choiceText(
  params: Readonly<Record<string, unknown>>,
  recipe: RecipeOptions,
): string {
  const chosen = Object.entries(params).map(([name, value]) => `${name} ${parameterText(value)}`);
  const prepared = Object.entries(recipe).flatMap(([name, value]) =>
    value === 'auto' || value === false ? [] : [`${name} ${parameterText(value)}`],
  );
  return [...chosen, ...prepared].join(' · ') || 'Default parameters';
}
