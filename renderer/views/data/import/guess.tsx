import type { ReactNode } from 'react';
import styles from './guess.module.css';
import { confidenceWord } from './read-options.ts';

export interface GuessProps {
  /** 0..1; null where there is none. */
  readonly confidence: number | null;
  /** A person chose the value. */
  readonly fixed: boolean;
  readonly children: ReactNode;
}

/** A field with a word on how sure its guess is. */
export function Guess({ confidence, fixed, children }: GuessProps) {
  const word = fixed ? 'set by you' : confidence === null ? '' : confidenceWord(confidence);
  return (
    <div className={styles.guess}>
      {children}
      <div className={styles.word} data-word={fixed ? 'fixed' : word}>
        {word}
      </div>
    </div>
  );
}
