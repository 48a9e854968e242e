import type { ReactNode } from 'react';
import styles from './section.module.css';

export interface SectionProps {
  /** Absent where the content brings its own, as a chart does. */
  readonly title?: ReactNode;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  /** No padding around the content, for lists and tables that reach the frame. Default false. */
  readonly flush?: boolean;
  readonly children: ReactNode;
}

/** A framed part of a view, mostly under its own heading. */
export function Section({ title, description, actions, flush = false, children }: SectionProps) {
  return (
    <section className={styles.section}>
      {title !== undefined && (
        <header className={styles.header}>
          <div className={styles.heading}>
            <h2 className={styles.title}>{title}</h2>
            {description !== undefined && <div className={styles.description}>{description}</div>}
          </div>
          {actions}
        </header>
      )}
      <div className={flush ? styles.flush : title === undefined ? styles.bare : styles.content}>
        {children}
      </div>
    </section>
  );
}
