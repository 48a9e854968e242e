import { useState } from 'react';
import type { Warning } from '../../core/contract/common.ts';
import { firstLines, warningLines } from './warning-lines.ts';
import { WarningNotice } from './warning-notice.tsx';
import styles from './warning-list.module.css';

/** Warnings, a line each: the first few, and all of them in full on request. */
export function WarningLines({ warnings }: { readonly warnings: readonly Warning[] }) {
  const [open, setOpen] = useState(false);
  const lines = warningLines(warnings);
  const first = firstLines(lines);
  const messages = [...new Set(warnings.map(({ message }) => message))];
  const rest = lines.length - first.length;
  const longer = messages.some((message) => !first.includes(message));
  const shown = open ? messages : first;
  return (
    <div className={styles.lines}>
      {shown.map((line, i) => (
        <div key={line}>
          {line}
          {i === shown.length - 1 && longer && (
            <button
              type="button"
              className={styles.more}
              aria-expanded={open}
              onClick={() => setOpen(!open)}
            >
              {open ? 'Fewer' : rest > 0 ? `${rest} more` : 'Each of them'}
            </button>
          )}
        </div>
      ))}
    </div>
  );
}

/** What to know before a result is trusted, in one quiet notice; nothing without warnings. */
export function WarningList({ warnings }: { readonly warnings: readonly Warning[] }) {
  if (warnings.length === 0) return null;
  return (
    <WarningNotice quiet>
      <WarningLines warnings={warnings} />
    </WarningNotice>
  );
}
