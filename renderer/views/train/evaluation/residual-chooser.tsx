import { Button, Select, TextInput } from '@mantine/core';
import { ListFilter } from 'lucide-react';
import { useState } from 'react';
import { worstSides, type WorstSide } from './residual-selection.ts';
import type { ResidualSelection } from './use-residual-selection.ts';
import styles from './segments.module.css';

const shares = [0.01, 0.05, 0.1] as const;
const sides = Object.keys(worstSides) as WorstSide[];
const worst = sides.map((side) => ({
  group: worstSides[side].charAt(0).toUpperCase() + worstSides[side].slice(1),
  items: shares.map((share) => ({
    value: `${side} ${share}`,
    label: `${share * 100}% ${worstSides[side]}`,
  })),
}));

/** Selects rows without a pointer: the worst ones, or those a condition holds for. */
export function ResidualChooser({ selection }: { selection: ResidualSelection }) {
  const { choice, choose, error } = selection;
  const shown = choice?.kind === 'words' ? choice.filter : '';
  const [draft, setDraft] = useState({ over: shown, text: shown });
  // A selection by other means empties the field.
  const text = draft.over === shown ? draft.text : shown;
  return (
    <form
      className={styles.chooser}
      aria-label="Select rows"
      onSubmit={(event) => {
        event.preventDefault();
        const filter = text.trim();
        setDraft({ over: filter, text: filter });
        choose(filter === '' ? null : { kind: 'words', filter });
      }}
    >
      <Select
        label="Select the worst"
        placeholder="None"
        w={220}
        clearable
        data={worst}
        value={choice?.kind === 'worst' ? `${choice.side} ${choice.share}` : null}
        onChange={(next) => {
          const [side, share] = (next ?? '').split(' ');
          choose(
            next === null ? null : { kind: 'worst', side: side as WorstSide, share: Number(share) },
          );
        }}
      />
      <TextInput
        className={styles.chooserFilter ?? ''}
        label="Select rows where"
        placeholder="a condition on any column, also those the model does not read"
        leftSection={<ListFilter size={14} aria-hidden="true" />}
        value={text}
        onChange={(event) => setDraft({ over: shown, text: event.currentTarget.value })}
        error={error ? [error.message, error.hint].filter(Boolean).join('. ') : null}
        spellCheck={false}
        autoComplete="off"
        rightSectionWidth={62}
        rightSection={
          <Button type="submit" size="compact-xs" variant="subtle">
            Select
          </Button>
        }
      />
    </form>
  );
}
