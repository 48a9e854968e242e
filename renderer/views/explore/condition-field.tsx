import { Button, TextInput } from '@mantine/core';
import { ListFilter } from 'lucide-react';
import { useState } from 'react';
import type { Failure } from '../../../core/contract/failure.ts';

/** What is typed into a condition; a selection by other means, which `shown` tells, replaces it. */
export function useConditionText(shown: string): readonly [string, (text: string) => void] {
  const [draft, setDraft] = useState({ over: shown, text: shown });
  return [
    draft.over === shown ? draft.text : shown,
    (text: string) => setDraft({ over: shown, text }),
  ];
}

/** The field of a form that selects rows by a condition: the way without a pointer, and the exact one. */
export function ConditionField(props: {
  text: string;
  onType: (text: string) => void;
  placeholder: string;
  error: Failure | null;
  className?: string;
}) {
  const { text, onType, placeholder, error, className } = props;
  return (
    <TextInput
      className={className ?? ''}
      label="Select rows where"
      placeholder={placeholder}
      leftSection={<ListFilter size={14} aria-hidden="true" />}
      value={text}
      onChange={(event) => onType(event.currentTarget.value)}
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
  );
}
