import { useId, type ReactNode } from 'react';
import styles from './side-form.module.css';

/** Fields that belong together, under their heading. */
export function FormGroup({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <div role="group" aria-labelledby={id} className={styles.group}>
      <h2 id={id} className={styles.legend}>
        {title}
      </h2>
      {children}
    </div>
  );
}
