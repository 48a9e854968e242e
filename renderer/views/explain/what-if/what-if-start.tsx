import { Button } from '@mantine/core';
import type { OutputOf } from '../../../../core/contract/contract.ts';
import type { Version } from '../../../../core/contract/data.ts';
import { typicalRow } from '../../predict/row-values.ts';
import { TakeRow } from '../../predict/take-row.tsx';
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
  return (
    <>
      {version && (
        <TakeRow
          label="Row to start from"
          action="Start from it"
          initial={start.origin?.row ?? 0}
          onTake={async (row) => onStart(await loadRow(schema.fields, version, row))}
        />
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
    </>
  );
}
