import { ActionIcon } from '@mantine/core';
import { ArrowDown, ArrowUp, Check, Copy, Minus, Trash2, X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { ruleScope, ruleText, subjectOf } from './rule-words.ts';
import styles from './rules-tab.module.css';
import type { DraftRule } from './suite-draft.ts';
import type { Verdict } from './use-last-verdicts.ts';

export interface RuleRowProps {
  readonly rule: DraftRule;
  readonly title: string;
  readonly verdict: Verdict;
  readonly open: boolean;
  /** Names the columns, where rules of several stand together. */
  readonly withSubject: boolean;
  readonly first: boolean;
  readonly last: boolean;
  readonly onOpen: () => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onDuplicate: () => void;
  readonly onRemove: () => void;
}

const verdictTitles = {
  kept: 'Kept in the last run',
  broken: 'Broken in the last run',
  none: 'Not run yet',
} as const;

function VerdictSign({ verdict }: { readonly verdict: Verdict }) {
  const Icon = verdict === 'kept' ? Check : verdict === 'broken' ? X : Minus;
  return (
    <span
      className={styles.verdict}
      data-verdict={verdict ?? 'none'}
      role="img"
      aria-label={verdictTitles[verdict ?? 'none']}
      title={verdictTitles[verdict ?? 'none']}
    >
      <Icon size={12} strokeWidth={2.8} aria-hidden="true" />
    </span>
  );
}

/** One rule as a sentence; opens its form, moves, duplicates and removes. */
export function RuleRow(props: RuleRowProps) {
  const { rule, title, open } = props;
  const text = ruleText(rule.expectation, title);
  const scope = ruleScope(rule.expectation);
  const subject = props.withSubject ? subjectOf(rule.expectation) : '';
  const name = `${subject ? `${subject}: ` : ''}${text}`;
  const onKey = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null;
    if (event.altKey && by !== null) props.onMove(by);
    else if (by !== null && !event.ctrlKey && !event.metaKey) step(event.currentTarget, by);
    else if (event.key === 'Delete') props.onRemove();
    else return;
    event.preventDefault();
  };
  return (
    <li className={styles.rule} data-open={open}>
      <VerdictSign verdict={props.verdict} />
      <button
        type="button"
        className={styles.ruleMain}
        data-rule={rule.key}
        aria-expanded={open}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown Delete"
        onClick={props.onOpen}
        onKeyDown={onKey}
      >
        {subject !== '' && <span className={styles.subject}>{subject}</span>}
        <span className={styles.ruleText} title={text}>
          {text}
        </span>
        {scope !== '' && <span className={styles.scope}>{scope}</span>}
      </button>
      <span className={styles.ruleActions}>
        <RowAction
          label={`Move up: ${name}`}
          disabled={props.first}
          onClick={() => props.onMove(-1)}
        >
          <ArrowUp size={14} aria-hidden="true" />
        </RowAction>
        <RowAction
          label={`Move down: ${name}`}
          disabled={props.last}
          onClick={() => props.onMove(1)}
        >
          <ArrowDown size={14} aria-hidden="true" />
        </RowAction>
        <RowAction label={`Duplicate: ${name}`} onClick={props.onDuplicate}>
          <Copy size={14} aria-hidden="true" />
        </RowAction>
        <RowAction label={`Remove: ${name}`} onClick={props.onRemove}>
          <Trash2 size={14} aria-hidden="true" />
        </RowAction>
      </span>
    </li>
  );
}

function step(from: EventTarget & Element, by: -1 | 1): void {
  const all = [...(from.closest('ol')?.querySelectorAll<HTMLElement>('[data-rule]') ?? [])];
  all[all.findIndex((each) => each === from) + by]?.focus();
}

function RowAction(props: {
  readonly label: string;
  readonly disabled?: boolean;
  readonly onClick: () => void;
  readonly children: React.ReactNode;
}) {
  return (
    <ActionIcon
      className={styles.step ?? ''}
      variant="subtle"
      color="gray"
      size={24}
      aria-label={props.label}
      title={props.label.slice(0, props.label.indexOf(':'))}
      disabled={props.disabled ?? false}
      onClick={props.onClick}
    >
      {props.children}
    </ActionIcon>
  );
}
