import { Button, Group, TextInput } from '@mantine/core';
import { RotateCcw, Search } from 'lucide-react';
import { memo, useState } from 'react';
import type { OutputOf } from '../../../../core/contract/contract.ts';
import type { Version } from '../../../../core/contract/data.ts';
import { formatInteger } from '../../../components/format.ts';
import { Section } from '../../../components/section.tsx';
import type { PredictField } from '../../predict/row-values.ts';
import { SaveScenario } from './scenario-list.tsx';
import { WhatIfField } from './what-if-field.tsx';
import { StartPicker } from './what-if-start.tsx';
import { changedColumns, useWhatIfState, type Start } from './what-if-state.ts';
import styles from './what-if.module.css';

type Schema = OutputOf<'serving.schema'>;

const manyFields = 12;

/** One column; follows its own value alone, so that dragging one slider leaves the others at rest. */
function Field({ modelId, field }: { modelId: string; field: PredictField }) {
  const { name } = field;
  const value = useWhatIfState((state) => state.drafts[modelId]?.row[name] ?? null);
  const start = useWhatIfState((state) => state.drafts[modelId]?.start.values[name] ?? null);
  const change = useWhatIfState((state) => state.change);
  return (
    <WhatIfField
      field={field}
      value={value}
      start={start}
      onChange={(column, next) => change(modelId, { [column]: next })}
    />
  );
}

const Fields = memo(function Fields(props: {
  modelId: string;
  fields: readonly PredictField[];
  search: string;
}) {
  const { modelId, fields, search } = props;
  const wanted = search.trim().toLowerCase();
  const shown = fields.filter((field) => field.name.toLowerCase().includes(wanted));
  return (
    <div className={styles.fields} role="group" aria-label="Values of the row">
      {shown.map((field) => (
        <Field key={field.name} modelId={modelId} field={field} />
      ))}
    </div>
  );
});

function useChangedCount(modelId: string): number {
  return useWhatIfState(({ drafts }) => {
    const draft = drafts[modelId];
    return draft ? changedColumns(draft.start.values, draft.row).length : 0;
  });
}

/** The values of the row that is tried out, a slider or a choice a column. */
export const WhatIfValues = memo(function WhatIfValues(props: {
  modelRef: string;
  schema: Schema;
  version: Version | undefined;
  start: Start;
}) {
  const { modelRef, schema, version, start } = props;
  const { id: modelId } = schema.model;
  const begin = useWhatIfState((state) => state.begin);
  const changed = useChangedCount(modelId);
  const [search, setSearch] = useState('');
  return (
    <Section
      title="Values"
      description={`${start.title.charAt(0).toUpperCase()}${start.title.slice(1)}, ${changed === 0 ? 'unchanged' : `${formatInteger(changed)} changed`}`}
      actions={
        <Group gap={6} wrap="nowrap">
          <Button
            variant="subtle"
            color="gray"
            leftSection={<RotateCcw size={14} aria-hidden />}
            disabled={changed === 0}
            onClick={() => begin(modelId, start)}
          >
            Reset
          </Button>
          <SaveScenario modelId={modelId} modelRef={modelRef} start={start} />
        </Group>
      }
    >
      <div className={styles.start}>
        <StartPicker
          schema={schema}
          version={version}
          start={start}
          onStart={(next) => begin(modelId, next)}
        />
        {schema.fields.length > manyFields && (
          <TextInput
            aria-label="Find a column"
            placeholder="Find a column"
            leftSection={<Search size={13} aria-hidden />}
            style={{ flex: 1, minWidth: 130 }}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
        )}
      </div>
      <Fields modelId={modelId} fields={schema.fields} search={search} />
    </Section>
  );
});
