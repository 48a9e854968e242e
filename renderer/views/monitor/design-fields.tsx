import { NumberInput, SegmentedControl, Select } from '@mantine/core';
import { FormGroup } from '../../components/form-group.tsx';
import { formatPercent } from '../../components/format.ts';
import type { DesignDraft, DesignProblems } from './design-draft.ts';
import form from '../../components/side-form.module.css';

interface FieldsProps {
  readonly draft: DesignDraft;
  readonly problems: DesignProblems;
  readonly change: (part: Partial<DesignDraft>) => void;
}

type NumberName = keyof DesignProblems;

interface FieldWords {
  readonly label: string;
  readonly description: string;
  readonly suffix?: string;
  readonly step?: number;
  readonly whole?: true;
}

const words: Readonly<Record<NumberName, FieldWords>> = {
  baseline: { label: 'Baseline', description: 'Rate of A', suffix: '%' },
  points: { label: 'Smallest effect', description: 'Worth finding', suffix: ' points', step: 0.5 },
  difference: { label: 'Smallest effect', description: 'Worth finding', step: 0.1 },
  deviation: { label: 'Standard deviation', description: 'Within A and B', step: 0.1 },
  alpha: { label: 'Significance', description: 'False alarms', suffix: '%' },
  power: { label: 'Power', description: 'Effects found', suffix: '%', step: 5 },
  ratio: {
    label: 'Rows of B for each of A',
    description: 'Below 1 where few may get B',
    step: 0.25,
  },
  looks: {
    label: 'Looks',
    description: 'More than one: a sequential test that may stop early',
    whole: true,
  },
};

/** A number of the design; `description` takes the place of its usual words. */
function NumberField({
  draft,
  problems,
  change,
  name,
  description,
}: FieldsProps & { readonly name: NumberName; readonly description?: string | false }) {
  const { whole, step = 1, ...rest } = words[name];
  return (
    <NumberInput
      {...rest}
      description={description || rest.description}
      step={step}
      allowDecimal={whole !== true}
      value={draft[name] ?? ''}
      error={problems[name]}
      onChange={(value) => change({ [name]: typeof value === 'number' ? value : null })}
    />
  );
}

function Compared(props: FieldsProps) {
  const { draft, change } = props;
  const { kind, baseline, points } = draft;
  const other = baseline !== null && points !== null ? (baseline + points) / 100 : null;
  const sane = other !== null && other >= 0 && other <= 1;
  return (
    <FormGroup title="What is compared">
      <SegmentedControl
        fullWidth
        aria-label="Compares"
        data={[
          { value: 'proportions', label: 'Rates' },
          { value: 'means', label: 'Means' },
        ]}
        value={kind}
        onChange={(next) => change({ kind: next as DesignDraft['kind'] })}
      />
      {kind === 'proportions' ? (
        <div className={form.pair}>
          <NumberField {...props} name="baseline" />
          <NumberField
            {...props}
            name="points"
            description={sane && `B at ${formatPercent(other, 2)}`}
          />
        </div>
      ) : (
        <div className={form.pair}>
          <NumberField {...props} name="difference" />
          <NumberField {...props} name="deviation" />
        </div>
      )}
    </FormGroup>
  );
}

function Certainty(props: FieldsProps) {
  const { draft, change } = props;
  return (
    <FormGroup title="How sure it must be">
      <div className={form.pair}>
        <NumberField {...props} name="alpha" />
        <NumberField {...props} name="power" />
      </div>
      <Select
        label="Sides"
        data={[
          { value: '2', label: 'Two: B may be better or worse' },
          { value: '1', label: 'One: only in the direction of the effect' },
        ]}
        value={String(draft.sides)}
        allowDeselect={false}
        onChange={(next) => change({ sides: next === '1' ? 1 : 2 })}
      />
      <NumberField {...props} name="ratio" />
    </FormGroup>
  );
}

function Looks(props: FieldsProps) {
  const { draft, change } = props;
  return (
    <FormGroup title="Looking before the end">
      <NumberField {...props} name="looks" />
      {draft.looks !== null && draft.looks > 1 && (
        <Select
          label="Spending"
          data={[
            { value: 'obrien_fleming', label: 'O’Brien–Fleming: strict at first' },
            { value: 'pocock', label: 'Pocock: nearly alike at every look' },
          ]}
          value={draft.spending}
          allowDeselect={false}
          onChange={(next) =>
            next !== null && change({ spending: next as DesignDraft['spending'] })
          }
        />
      )}
    </FormGroup>
  );
}

/** What a test of A against B is to find, and how surely. */
export function DesignFields(props: FieldsProps) {
  return (
    <>
      <Compared {...props} />
      <Certainty {...props} />
      <Looks {...props} />
    </>
  );
}
