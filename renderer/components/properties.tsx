import type { ReactNode } from 'react';
import styles from './properties.module.css';

/** Names and values in two columns: a list of `Property`. */
export function Properties({ children }: { readonly children: ReactNode }) {
  return <dl className={styles.list}>{children}</dl>;
}

export interface PropertyProps {
  readonly name: string;
  /** The whole value where it may be cut. */
  readonly title?: string;
  readonly children: ReactNode;
}

export function Property({ name, title, children }: PropertyProps) {
  return (
    <div className={styles.item}>
      <dt className={styles.name}>{name}</dt>
      <dd className={styles.value} title={title}>
        {children}
      </dd>
    </div>
  );
}
