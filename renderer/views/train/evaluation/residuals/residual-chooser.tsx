import { Select } from '@mantine/core';
import { ConditionField, useConditionText } from '../../../explore/condition-field.tsx';
import { worstSides, type WorstSide } from './residual-selection.ts';
import type { ResidualSelection } from './use-residual-selection.ts';
import styles from '../segments/segments.module.css';

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
  const [text, type] = useConditionText(shown);
  return (
    <form
      className={styles.chooser}
      aria-label="Select rows"
      onSubmit={(event) => {
        event.preventDefault();
        const filter = text.trim();
        type(filter);
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
      <ConditionField
        className={styles.chooserFilter ?? ''}
        text={text}
        onType={type}
        placeholder="a condition on any column, also those the model does not read"
        error={error}
      />
    </form>
  );
}
