import { Button, Group, NumberInput, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { RotateCcw, Search } from 'lucide-react';
import { useState } from 'react';
import type { Failure } from '../../../core/contract/failure.ts';
import type { OutputOf } from '../../../core/contract/contract.ts';
import { client } from '../../client/client.ts';
import { toFailure } from '../../client/to-failure.ts';
import { useQuery } from '../../client/use-query.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Section } from '../../components/section.tsx';
import { PredictionPanel } from './prediction-panel.tsx';
import { RowField } from './row-field.tsx';
import { rowFromData, typicalRow, type Row } from './row-values.ts';
import styles from './predict.module.css';

/** Typing pauses this long before the row is predicted again. */
const pauseMs = 180;

function TakeRow(props: {
  version: string;
  onTake: (columns: string[], cells: Row[string][]) => void;
}) {
  const [row, setRow] = useState(0);
  const [failure, setFailure] = useState<Failure | null>(null);
  const take = async (): Promise<void> => {
    try {
      const page = await client.call('data.preview', {
        version: props.version,
        offset: row,
        limit: 1,
      });
      const cells = page.rows[0];
      if (!cells)
        return setFailure({
          code: 'NOT_FOUND',
          message: `The data has ${page.total} rows, so there is no row ${row}`,
        });
      setFailure(null);
      props.onTake(
        page.columns.map((column) => column.name),
        cells,
      );
    } catch (error) {
      setFailure(toFailure(error));
    }
  };
  return (
    <>
      <Group gap={6} wrap="nowrap">
        <NumberInput
          aria-label="Row of the training data"
          prefix="Row "
          min={0}
          w={96}
          hideControls
          value={row}
          onChange={(value) => setRow(Math.max(0, Number(value) || 0))}
        />
        <Button variant="default" onClick={() => void take()}>
          Take from data
        </Button>
      </Group>
      {failure && <FailureNotice failure={failure} onClose={() => setFailure(null)} />}
    </>
  );
}

/** A form for one row; the prediction follows each change. */
export function OneRow(props: {
  modelRef: string;
  schema: OutputOf<'serving.schema'>;
  /** The version the model was trained on, when it is known. */
  version: string | null;
}) {
  const { modelRef, schema, version } = props;
  const [row, setRow] = useState<Row>(() => typicalRow(schema.fields));
  const [search, setSearch] = useState('');
  const [settled] = useDebouncedValue(row, pauseMs);
  const answer = useQuery(
    'serving.one',
    { model: modelRef, row: settled, explain: true },
    { keepPrevious: true },
  );
  const wanted = search.trim().toLowerCase();
  const fields = schema.fields.filter((field) => field.name.toLowerCase().includes(wanted));
  return (
    <div className={styles.split}>
      <Section
        title="Values"
        description="Empty means missing"
        actions={
          <Button
            variant="subtle"
            color="gray"
            leftSection={<RotateCcw size={14} aria-hidden />}
            onClick={() => setRow(typicalRow(schema.fields))}
          >
            Typical values
          </Button>
        }
      >
        <Group justify="space-between" mb="sm" gap="xs">
          {schema.fields.length > 12 && (
            <TextInput
              aria-label="Find a column"
              placeholder="Find a column"
              leftSection={<Search size={13} aria-hidden />}
              style={{ flex: 1 }}
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
            />
          )}
          {version !== null && (
            <TakeRow
              version={version}
              onTake={(columns, cells) => setRow(rowFromData(schema.fields, columns, cells))}
            />
          )}
        </Group>
        <div className={styles.fields}>
          {fields.map((field) => (
            <RowField
              key={field.name}
              field={field}
              value={row[field.name] ?? null}
              onChange={(value) => setRow((before) => ({ ...before, [field.name]: value }))}
            />
          ))}
        </div>
      </Section>
      <div className={styles.answer}>
        {answer.error && <FailureNotice failure={answer.error} />}
        {answer.data && <PredictionPanel prediction={answer.data} model={schema.model} />}
      </div>
    </div>
  );
}
