import type { ReactNode } from 'react';
import styles from './tone-badge.module.css';

export interface ToneBadgeProps {
  readonly tone: 'good' | 'warn' | 'bad' | 'accent' | 'quiet';
  readonly children: ReactNode;
}

/** A word with a colour, read by its word first. */
export function ToneBadge({ tone, children }: ToneBadgeProps) {
  return (
    <span className={styles.badge} data-tone={tone}>
      {children}
    </span>
  );
}
