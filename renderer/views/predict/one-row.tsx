import { Button, Group, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { RotateCcw, Search } from 'lucide-react';
import { useState } from 'react';
import type { OutputOf } from '../../../core/contract/contract.ts';
import { useQuery } from '../../client/use-query.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Section } from '../../components/section.tsx';
import { useVersions } from '../../components/use-versions.ts';
import { PredictionPanel } from './prediction-panel.tsx';
import { readRow } from './read-row.ts';
import { RowField } from './row-field.tsx';
import { typicalRow, type Row } from './row-values.ts';
import { TakeRow } from './take-row.tsx';
import styles from './predict.module.css';

/** Typing pauses this long before the row is predicted again. */
const pauseMs = 180;

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
  const { all } = useVersions();
  const trained = all.find(({ id }) => id === version);
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
          {trained && (
            <TakeRow
              label="Row of the training data"
              action="Take from data"
              initial={0}
              onTake={async (wantedRow) => setRow(await readRow(schema.fields, trained, wantedRow))}
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
