import type { ReactNode } from 'react';
import styles from './page.module.css';

export interface PageProps {
  readonly title: string;
  readonly subtitle?: ReactNode;
  /** Buttons at the right of the title. */
  readonly actions?: ReactNode;
  /** A column at the right, for what belongs to the selection. */
  readonly inspector?: ReactNode;
  /** The content manages its own scrolling (a grid, a split view). */
  readonly fill?: boolean;
  readonly children: ReactNode;
}

/** The frame of a view: heading, actions, content, and an inspector where the view needs one. */
export function Page({ title, subtitle, actions, inspector, fill = false, children }: PageProps) {
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <div className={styles.heading}>
          <h1 className={styles.title}>{title}</h1>
          {subtitle !== undefined && <div className={styles.subtitle}>{subtitle}</div>}
        </div>
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </header>
      <div className={styles.body}>
        <div className={fill ? styles.fill : styles.scroll}>
          {fill ? children : <div className={styles.content}>{children}</div>}
        </div>
        {inspector !== undefined && (
          <aside className={styles.inspector} aria-label="Inspector">
            {inspector}
          </aside>
        )}
      </div>
    </div>
  );
}
