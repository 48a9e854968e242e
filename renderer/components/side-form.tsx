import type { ReactNode } from 'react';
import styles from './side-form.module.css';

export interface SideFormProps {
  readonly label: string;
  readonly onSubmit: () => void;
  /** Stays in sight below the fields: the button that starts, and why it may not. */
  readonly foot: ReactNode;
  /** Groups of fields. */
  readonly children: ReactNode;
}

/** The fields of a long computation, at the left of what it will show. */
export function SideForm({ label, onSubmit, foot, children }: SideFormProps) {
  return (
    <form
      className={styles.side}
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <div className={styles.form}>{children}</div>
      <div className={styles.start}>{foot}</div>
    </form>
  );
}
