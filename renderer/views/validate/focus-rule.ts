/** Moves the focus to the row of a rule once it is there. */
export function focusRule(key: string | null): void {
  if (key === null) return;
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-rule="${key}"]`)?.focus());
}
