import { useEffect, useState } from 'react';

/** Becomes true once `active` has lasted; work that is quicker never flickers. Default 250 ms. */
export function useDelayed(active: boolean, delayMs = 250): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!active) return;
    const timer = setTimeout(() => setLate(true), delayMs);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [active, delayMs]);
  return active && late;
}
