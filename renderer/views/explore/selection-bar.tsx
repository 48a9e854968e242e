import { Button, CloseButton } from '@mantine/core';
import { BookmarkPlus } from 'lucide-react';
import { formatCount, formatPercent } from '../../components/format.ts';
import styles from './selection-bar.module.css';

export interface SelectionBarProps {
  /** Null while it is being counted. */
  readonly count: number | null;
  /** Rows there are to select from. */
  readonly total: number;
  /** What selects them. */
  readonly words: string;
  readonly onSave: () => void;
  readonly onClear: () => void;
}

/** What is selected and what can be done with it; stays in sight at the foot of the view. */
export function SelectionBar({ count, total, words, onSave, onClear }: SelectionBarProps) {
  return (
    <div className={styles.bar} role="region" aria-label="Selection">
      <span className={styles.count} role="status">
        {count === null
          ? 'Counting…'
          : `${formatCount(count, 'row')} selected (${formatPercent(total > 0 ? count / total : 0)})`}
      </span>
      <code className={styles.words} title={words}>
        {words}
      </code>
      <Button
        leftSection={<BookmarkPlus size={14} aria-hidden="true" />}
        disabled={count === null || count === 0}
        onClick={onSave}
      >
        Save as segment
      </Button>
      <CloseButton
        aria-label="Clear the selection"
        title="Clear the selection (Esc)"
        onClick={onClear}
      />
    </div>
  );
}
