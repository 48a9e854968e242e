import { type RefObject, useEffect, useState } from 'react';

/** Whether a part of the view is on the screen, or nearly. */
export function useSeen(part: RefObject<Element | null>): boolean {
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const element = part.current;
    if (!element) return;
    const observer = new IntersectionObserver(
      (entries) => setSeen(entries.at(-1)?.isIntersecting ?? false),
      { rootMargin: '60px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [part]);
  return seen;
}
