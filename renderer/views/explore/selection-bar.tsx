import { Button, CloseButton } from '@mantine/core';
import { BookmarkPlus, Rows3 } from 'lucide-react';
import { formatCount, formatPercent } from '../../components/format.ts';
import { useEscape } from '../../components/use-escape.ts';
import styles from './selection-bar.module.css';

export interface SelectionBarProps {
  /** Null while it is being counted. */
  readonly count: number | null;
  /** Rows there are to select from. */
  readonly total: number;
  /** What selects them. */
  readonly words: string;
  /** What is to be known of them, such as their mean error. */
  readonly facts?: readonly {
    readonly label: string;
    readonly value: string;
    /** The same of all rows. */
    readonly all: string;
  }[];
  readonly onShowRows?: (() => void) | undefined;
  readonly onSave: () => void;
  readonly onClear: () => void;
}

/** What is selected and what can be done with it; stays in sight at the foot of the view. */
export function SelectionBar(props: SelectionBarProps) {
  const { count, total, words, facts = [], onShowRows, onSave, onClear } = props;
  useEscape(true, onClear);
  const none = count === null || count === 0;
  return (
    <div className={styles.bar} role="region" aria-label="Selection">
      <span className={styles.count} role="status">
        {count === null
          ? 'Counting…'
          : `${formatCount(count, 'row')} selected (${formatPercent(total > 0 ? count / total : 0)})`}
      </span>
      {facts.map(({ label, value, all }) => (
        <span key={label} className={styles.fact}>
          {label} <b>{value}</b> (all {all})
        </span>
      ))}
      <code className={styles.words} title={words}>
        {words}
      </code>
      {onShowRows && (
        <Button
          variant="default"
          leftSection={<Rows3 size={14} aria-hidden="true" />}
          disabled={none}
          onClick={onShowRows}
        >
          Show rows
        </Button>
      )}
      <Button
        leftSection={<BookmarkPlus size={14} aria-hidden="true" />}
        disabled={none}
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
