import { Button, Group, NumberInput } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../../core/contract/contract.ts';
import type { Version } from '../../../core/contract/data.ts';
import type { Failure } from '../../../core/contract/failure.ts';
import { toFailure } from '../../client/to-failure.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { typicalRow } from '../predict/row-values.ts';
import { rowNumber } from './explanation-specs.ts';
import { loadRow } from './load-row.ts';
import type { Start } from './what-if-state.ts';

type Schema = OutputOf<'serving.schema'>;

/** Where the row comes from: typical values or a row of the data. */
export function StartPicker(props: {
  schema: Schema;
  version: Version | undefined;
  start: Start;
  onStart: (start: Start) => void;
}) {
  const { schema, version, start, onStart } = props;
  const [row, setRow] = useState(start.origin ? rowNumber(start.origin.row) : 1);
  const [failure, setFailure] = useState<Failure | null>(null);
  const take = async (): Promise<void> => {
    if (!version) return;
    try {
      onStart(await loadRow(schema.fields, version, row - 1));
      setFailure(null);
    } catch (thrown) {
      setFailure(toFailure(thrown));
    }
  };
  return (
    <>
      {version && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void take();
          }}
        >
          <Group gap={6} wrap="nowrap">
            <NumberInput
              aria-label="Row to start from"
              prefix="Row "
              min={1}
              w={104}
              hideControls
              value={row}
              onChange={(next) => setRow(Math.max(1, Number(next) || 1))}
            />
            <Button type="submit" variant="default">
              Start from it
            </Button>
          </Group>
        </form>
      )}
      <Button
        variant="subtle"
        color="gray"
        onClick={() =>
          onStart({ title: 'typical values', origin: null, values: typicalRow(schema.fields) })
        }
      >
        Typical values
      </Button>
      {failure && <FailureNotice failure={failure} onClose={() => setFailure(null)} />}
    </>
  );
}
