import { useEffect, useRef } from 'react';

/** Escape clears what is selected, unless a dialog, a list or a field has it. */
export function useEscape(active: boolean, onEscape: () => void): void {
  const latest = useRef(onEscape);
  latest.current = onEscape;
  useEffect(() => {
    if (!active) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      const open = document.querySelectorAll('[role="dialog"], [role="listbox"], [role="menu"]');
      if ([...open].some((element) => element.checkVisibility())) return;
      latest.current();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [active]);
}
