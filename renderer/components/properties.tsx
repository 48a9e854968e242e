import type { ReactNode } from 'react';
import styles from './properties.module.css';

/** Names and values in two columns. */
export function Properties({
  items,
}: {
  readonly items: readonly (readonly [string, ReactNode])[];
}) {
  return (
    <dl className={styles.list}>
      {items.map(([name, value]) => (
        <div key={name} className={styles.item}>
          <dt className={styles.name}>{name}</dt>
          <dd className={styles.value}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
