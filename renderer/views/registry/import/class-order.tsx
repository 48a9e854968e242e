import { ActionIcon } from '@mantine/core';
import { ArrowDown, ArrowUp } from 'lucide-react';
import styles from './model-import.module.css';

function moved(classes: readonly string[], from: number, by: number): string[] {
  const next = [...classes];
  const [label] = next.splice(from, 1);
  next.splice(from + by, 0, label!);
  return next;
}

/** The labels of the classes as the model numbers them, to be put into its order. */
export function ClassOrder(props: {
  readonly classes: readonly string[];
  readonly onChange: (classes: string[]) => void;
}) {
  const { classes, onChange } = props;
  return (
    <ol className={styles.classes} aria-label="Classes in the order of the model">
      {classes.map((label, k) => (
        <li key={label} className={styles.class}>
          <span className={styles.classNumber}>{k}</span>
          <span className="assay-ellipsis" title={label}>
            {label}
          </span>
          <span className={styles.moves}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={`Move ${label} up`}
              disabled={k === 0}
              onClick={() => onChange(moved(classes, k, -1))}
            >
              <ArrowUp size={14} aria-hidden />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={`Move ${label} down`}
              disabled={k === classes.length - 1}
              onClick={() => onChange(moved(classes, k, 1))}
            >
              <ArrowDown size={14} aria-hidden />
            </ActionIcon>
          </span>
        </li>
      ))}
    </ol>
  );
}
