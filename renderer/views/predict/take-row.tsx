import { Button, Group, NumberInput } from '@mantine/core';
import { useState } from 'react';
import type { Failure } from '../../../core/contract/failure.ts';
import { toFailure } from '../../client/to-failure.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';

/** Asks for a row of the data by its number, counted from 1 as people do, and takes it. */
export function TakeRow(props: {
  /** Of the field. */
  label: string;
  /** On the button. */
  action: string;
  /** Row number (from 0) that stands there at first. */
  initial: number;
  /** Given the row number from 0; what it throws is shown. */
  onTake: (row: number) => Promise<void> | void;
}) {
  const [number, setNumber] = useState(props.initial + 1);
  const [failure, setFailure] = useState<Failure | null>(null);
  const take = async (): Promise<void> => {
    try {
      await props.onTake(number - 1);
      setFailure(null);
    } catch (thrown) {
      setFailure(toFailure(thrown));
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void take();
      }}
    >
      <Group gap={6} wrap="nowrap">
        <NumberInput
          aria-label={props.label}
          prefix="Row "
          min={1}
          w={104}
          hideControls
          value={number}
          onChange={(next) => setNumber(Math.max(1, Number(next) || 1))}
        />
        <Button type="submit" variant="default">
          {props.action}
        </Button>
      </Group>
      {failure && <FailureNotice failure={failure} onClose={() => setFailure(null)} />}
    </form>
  );
}
