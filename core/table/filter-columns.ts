import type { FilterExpression } from './filter-expression.ts';

/** The columns a filter names, in order, each once. */
export function filterColumns(filter: FilterExpression): string[] {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return [...new Set([...filterColumns(filter.left), ...filterColumns(filter.right)])];
    case 'not':
      return filterColumns(filter.inner);
    default:
      return [filter.column];
  }
}
