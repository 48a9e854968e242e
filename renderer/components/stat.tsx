import type { ReactNode } from 'react';
import styles from './stat.module.css';

export interface StatProps {
  readonly label: string;
  readonly value: ReactNode;
  readonly hint?: ReactNode;
}

/** One number with its name; place several in a `StatRow`. */
export function Stat({ label, value, hint }: StatProps) {
  return (
    <div className={styles.stat} role="group" aria-label={label}>
      <div className={styles.label}>{label}</div>
      <div className={styles.value}>{value}</div>
      {hint !== undefined && (
        <div className={styles.hint} title={typeof hint === 'string' ? hint : undefined}>
          {hint}
        </div>
      )}
    </div>
  );
}

/** A strip of numbers in one frame. */
export function StatRow({ children }: { readonly children: ReactNode }) {
  return <div className={styles.row}>{children}</div>;
}
