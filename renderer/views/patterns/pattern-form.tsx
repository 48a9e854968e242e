import { Button, Checkbox, NumberInput, Select, Text, TextInput } from '@mantine/core';
import { Play } from 'lucide-react';
import { memo } from 'react';
import type { OutputOf } from '../../../core/contract/contract.ts';
import type { Version } from '../../../core/contract/data.ts';
import { useQuery } from '../../client/use-query.ts';
import { FormGroup } from '../../components/form-group.tsx';
import { LeaveOutField } from '../../components/leave-out-field.tsx';
import { SeedField } from '../../components/seed-field.tsx';
import form from '../../components/side-form.module.css';
import { SideForm } from '../../components/side-form.tsx';
import { changedValues, formProblems, schemaFields } from '../../forms/schema-fields.ts';
import { SchemaForm } from '../../forms/schema-form.tsx';
import {
  draftOf,
  patternInput,
  usePatternState,
  type PatternDraft,
  type PatternKind,
} from './pattern-state.ts';

type Algorithm = OutputOf<'patterns.list'>[number];

const starts: Readonly<Record<PatternKind, string>> = {
  clusters: 'Find clusters',
  components: 'Find components',
  outliers: 'Find outliers',
  associations: 'Find rules',
};

const savedAs: Readonly<Record<Exclude<PatternKind, 'associations'>, string>> = {
  clusters: 'cluster',
  components: 'component',
  outliers: 'outlier',
};

interface FieldsProps {
  readonly kind: PatternKind;
  readonly draft: PatternDraft;
  readonly version: Version;
  readonly change: (part: Partial<PatternDraft>) => void;
  readonly disabled: boolean;
}

function ColumnFields({ kind, draft, version, change, disabled }: FieldsProps) {
  return (
    <FormGroup title="What to look at">
      <LeaveOutField
        columns={version.columns.map(({ name }) => name)}
        value={draft.exclude}
        verb="looked at"
        disabled={disabled}
        onChange={(exclude) => change({ exclude })}
      />
      {kind === 'associations' && <BasketFields {...{ kind, draft, version, change, disabled }} />}
    </FormGroup>
  );
}

/** Baskets as a table of one item a row; otherwise each row is a basket of its values. */
function BasketFields({ draft, version, change, disabled }: FieldsProps) {
  const names = version.columns.map(({ name }) => name);
  return (
    <div className={form.pair}>
      <Select
        label="Transaction column"
        description="For one item a row"
        placeholder="None"
        data={names}
        value={draft.transaction}
        clearable
        searchable
        disabled={disabled}
        onChange={(transaction) => change({ transaction })}
      />
      <Select
        label="Item column"
        description="Both or none"
        placeholder="None"
        data={names}
        value={draft.item}
        clearable
        searchable
        disabled={disabled}
        onChange={(item) => change({ item })}
      />
      <NumberInput
        label="Bins"
        description="Of columns of numbers"
        value={draft.bins}
        min={2}
        max={20}
        allowDecimal={false}
        disabled={disabled}
        onChange={(value) => typeof value === 'number' && change({ bins: value })}
      />
    </div>
  );
}

function AlgorithmGroup(props: FieldsProps & { readonly algorithms: readonly Algorithm[] }) {
  const { draft, change, disabled, algorithms, kind } = props;
  const chosen = algorithms.find(({ id }) => id === draft.algorithm);
  const fields = schemaFields(chosen?.params);
  return (
    <FormGroup title="Algorithm">
      <Select
        aria-label="Algorithm"
        data={algorithms.map(({ id, title }) => ({ value: id, label: title }))}
        value={draft.algorithm}
        allowDeselect={false}
        disabled={disabled}
        description={chosen?.summary}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        onChange={(algorithm) => algorithm !== null && change({ algorithm })}
      />
      {chosen && (
        <SchemaForm
          fields={fields}
          values={draft.params[chosen.id] ?? {}}
          disabled={disabled}
          onChange={(values) => change({ params: { ...draft.params, [chosen.id]: values } })}
        />
      )}
      {kind === 'clusters' && (
        <Checkbox
          label="Compare 2 to 10 clusters"
          checked={draft.sweep}
          disabled={disabled}
          onChange={(event) => change({ sweep: event.currentTarget.checked })}
        />
      )}
    </FormGroup>
  );
}

function ResultFields({ kind, draft, version, change, disabled }: FieldsProps) {
  if (kind === 'associations') return null;
  return (
    <FormGroup title="How it is done and kept">
      <div className={form.pair}>
        <Select
          label="Scaling"
          data={[
            { value: 'standard', label: 'Standardise' },
            { value: 'min_max', label: 'From 0 to 1' },
            { value: 'robust', label: 'Median and quartiles' },
            { value: 'none', label: 'None' },
          ]}
          value={draft.scaler}
          allowDeselect={false}
          disabled={disabled}
          onChange={(scaler) => scaler !== null && change({ scaler })}
        />
        <SeedField value={draft.seed} disabled={disabled} onChange={(seed) => change({ seed })} />
        {kind === 'components' && (
          <Select
            label="Colour by"
            placeholder="Nothing"
            data={version.columns.map(({ name }) => name)}
            value={draft.colour}
            clearable
            searchable
            disabled={disabled}
            onChange={(colour) => change({ colour })}
          />
        )}
        <TextInput
          label="Keep as column"
          placeholder={`such as ${savedAs[kind]}`}
          value={draft.save}
          disabled={disabled}
          onChange={(event) => change({ save: event.currentTarget.value })}
        />
      </div>
    </FormGroup>
  );
}

/** Everything an analysis without a target needs. Kept as it is while progress comes in: keep `onStart` stable. */
export const PatternForm = memo(function PatternForm(props: {
  kind: PatternKind;
  version: Version;
  running: boolean;
  onStart: (input: ReturnType<typeof patternInput>) => void;
}) {
  const { kind, version, running, onStart } = props;
  const { drafts, change: changeDraft } = usePatternState();
  const { data: list = [] } = useQuery('patterns.list', {});
  const draft = draftOf(drafts, version.datasetId, kind);
  const algorithms = list.filter((each) => each.kind === kind);
  const fields = schemaFields(algorithms.find(({ id }) => id === draft.algorithm)?.params);
  const values = draft.params[draft.algorithm] ?? {};
  const problems = Object.keys(formProblems(fields, values)).length;
  const shared: FieldsProps = {
    kind,
    draft,
    version,
    disabled: running,
    change: (part) => changeDraft(version.datasetId, kind, part),
  };
  const input = patternInput(kind, draft, {
    version: version.id,
    params: changedValues(fields, values),
  });
  const ready = problems === 0 && algorithms.length > 0;
  return (
    <SideForm
      label={starts[kind]}
      onSubmit={() => {
        if (ready && !running) onStart(input);
      }}
      foot={
        <>
          <Button
            type="submit"
            fullWidth
            size="sm"
            leftSection={<Play size={15} aria-hidden />}
            disabled={!ready}
            loading={running}
          >
            {starts[kind]}
          </Button>
          <Text size="xs" c="dimmed" mt={6} mih={17} aria-live="polite">
            {problems > 0 ? 'Some parameters are out of range' : ''}
          </Text>
        </>
      }
    >
      <AlgorithmGroup {...shared} algorithms={algorithms} />
      <ColumnFields {...shared} />
      <ResultFields {...shared} />
    </SideForm>
  );
});
