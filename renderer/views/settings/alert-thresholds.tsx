import { Button, NumberInput } from '@mantine/core';
import { type FormEvent, useId, useState } from 'react';
import type { Failure } from '../../../core/contract/failure.ts';
import { type Settings, settingsSchema } from '../../../core/contract/settings.ts';
import { client } from '../../client/client.ts';
import { toFailure } from '../../client/to-failure.ts';
import { useQuery } from '../../client/use-query.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Section } from '../../components/section.tsx';
import styles from './alert-thresholds.module.css';

type Alerts = Settings['alerts'];
type Name = keyof Alerts;

interface Field {
  readonly name: Name;
  readonly title: string;
  readonly meaning: string;
  /** A share is shown in percent. */
  readonly share?: boolean;
  readonly whole?: boolean;
  readonly most?: number;
}

const fields: readonly Field[] = [
  { name: 'missingShare', title: 'Missing', meaning: 'more missing cells than', share: true },
  { name: 'zeroShare', title: 'Zeros', meaning: 'more zeros than', share: true },
  { name: 'infiniteShare', title: 'Infinite', meaning: 'more infinite values than', share: true },
  { name: 'skewness', title: 'Skewed', meaning: 'skewness beyond ±' },
  { name: 'uniformPValue', title: 'Uniform', meaning: 'chi-square p-value above', most: 1 },
  { name: 'cardinality', title: 'Many values', meaning: 'more categories than', whole: true },
  {
    name: 'imbalance',
    title: 'Imbalanced',
    meaning: 'one less entropy over its maximum above',
    most: 1,
  },
  { name: 'correlation', title: 'Correlated', meaning: 'coefficient beyond ±', most: 1 },
  { name: 'duplicateRows', title: 'Duplicates', meaning: 'more repeated rows than' },
];

const defaults = settingsSchema.parse({}).alerts;

const shown = (field: Field, value: number): number =>
  field.share === true ? Number((value * 100).toPrecision(10)) : value;
const stored = (field: Field, value: number): number =>
  field.share === true ? value / 100 : value;

/** When a profile speaks up; the next profile of each version follows. */
export function AlertThresholds() {
  const { data, error } = useQuery('workspace.settings', {});
  const [draft, setDraft] = useState<Partial<Record<Name, number | null>>>({});
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const saved = data?.alerts;
  if (!saved)
    return error ? (
      <Section title="Alert thresholds">
        <FailureNotice failure={error} />
      </Section>
    ) : null;
  const values = { ...saved, ...draft };
  const changed = fields.some(({ name }) => values[name] !== saved[name]);
  const complete = fields.every(({ name }) => values[name] !== null);
  const save = async (alerts: Alerts): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      await client.call('workspace.saveSettings', { alerts });
      setDraft({});
    } catch (thrown) {
      setFailure(toFailure(thrown));
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (complete) void save(values as Alerts);
  };
  return (
    <Section
      title="Alert thresholds"
      description="When Explore points out a column; profiles are made anew where a threshold changes"
      actions={
        fields.some(({ name }) => saved[name] !== defaults[name]) && (
          <Button variant="subtle" disabled={busy} onClick={() => void save(defaults)}>
            Restore defaults
          </Button>
        )
      }
    >
      <form onSubmit={submit}>
        <div className={styles.fields}>
          {fields.map((field) => (
            <ThresholdField
              key={field.name}
              field={field}
              value={values[field.name]}
              onChange={(value) => setDraft({ ...draft, [field.name]: value })}
            />
          ))}
        </div>
        {failure && <FailureNotice failure={failure} onClose={() => setFailure(null)} />}
        <div className={styles.actions}>
          <Button type="submit" loading={busy} disabled={!changed || !complete}>
            Save thresholds
          </Button>
          {changed && (
            <Button variant="default" onClick={() => setDraft({})}>
              Discard
            </Button>
          )}
        </div>
      </form>
    </Section>
  );
}

function ThresholdField(props: {
  readonly field: Field;
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}) {
  const { field, value, onChange } = props;
  const id = useId();
  const most = field.share === true ? 100 : field.most;
  return (
    <div className={styles.row}>
      <label htmlFor={id}>
        <span className={styles.title}>{field.title}</span>
        <span className="assay-muted">{field.meaning}</span>
      </label>
      <NumberInput
        id={id}
        className={styles.input ?? ''}
        value={value === null ? '' : shown(field, value)}
        min={field.whole === true ? 1 : 0}
        {...(most === undefined ? {} : { max: most })}
        step={field.whole === true ? 10 : field.share === true ? 1 : field.most === 1 ? 0.05 : 1}
        allowDecimal={field.whole !== true}
        suffix={field.share === true ? ' %' : ''}
        error={value === null}
        onChange={(next) => onChange(next === '' ? null : stored(field, Number(next)))}
      />
    </div>
  );
}
