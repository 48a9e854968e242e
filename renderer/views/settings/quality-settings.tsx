import { Button, NumberInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Failure } from '../../../core/contract/failure.ts';
import type { Settings } from '../../../core/contract/settings.ts';
import { client } from '../../client/client.ts';
import { toFailure } from '../../client/to-failure.ts';
import { useQuery } from '../../client/use-query.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { formatPercent } from '../../components/format.ts';
import { Section } from '../../components/section.tsx';
import { gateProblem, qualityDefaults } from './quality-values.ts';
import styles from './quality-settings.module.css';

type Values = Pick<Settings, 'gates' | 'quality'>;

const gates = [
  { id: 'bronze', title: 'Bronze', meaning: 'as it came' },
  { id: 'silver', title: 'Silver', meaning: 'cleaned' },
  { id: 'gold', title: 'Gold', meaning: 'fit for use' },
] as const;

const weights = [
  { id: 'completeness', title: 'Completeness' },
  { id: 'validity', title: 'Validity' },
  { id: 'uniqueness', title: 'Uniqueness' },
  { id: 'consistency', title: 'Consistency' },
  { id: 'timeliness', title: 'Timeliness' },
] as const;

/** Scores that lead from layer to layer, and what counts how much for the score. */
export function QualitySettings() {
  const { data } = useQuery('workspace.settings', {});
  return (
    <Section
      title="Quality"
      description="Scores that open the gates between layers, and how much each dimension counts"
    >
      {data && <QualityForm key={JSON.stringify([data.gates, data.quality])} saved={data} />}
    </Section>
  );
}

function QualityForm({ saved }: { readonly saved: Values }) {
  const [values, setValues] = useState<Values>({ gates: saved.gates, quality: saved.quality });
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const total = Object.values(values.quality).reduce((sum, weight) => sum + weight, 0);
  const problem =
    gateProblem(values.gates) ?? (total > 0 ? null : 'One weight at least must count');
  const same = (other: Values): boolean =>
    JSON.stringify([values.gates, values.quality]) === JSON.stringify([other.gates, other.quality]);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    try {
      await client.call('workspace.saveSettings', values);
    } catch (thrown) {
      setFailure(toFailure(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className={styles.form} onSubmit={(event) => void save(event)}>
      <fieldset className={styles.group}>
        <legend>Gates, 0 to 100</legend>
        <div className={styles.fields}>
          {gates.map(({ id, title, meaning }) => (
            <NumberInput
              key={id}
              label={title}
              description={meaning}
              min={0}
              max={100}
              decimalScale={2}
              value={values.gates[id]}
              onChange={(next) =>
                typeof next === 'number' &&
                setValues({ ...values, gates: { ...values.gates, [id]: next } })
              }
            />
          ))}
        </div>
      </fieldset>
      <fieldset className={styles.group}>
        <legend>Weights</legend>
        <div className={styles.fields}>
          {weights.map(({ id, title }) => (
            <NumberInput
              key={id}
              label={title}
              description={total > 0 ? `counts ${formatPercent(values.quality[id] / total)}` : '–'}
              min={0}
              step={0.05}
              decimalScale={4}
              value={values.quality[id]}
              onChange={(next) =>
                typeof next === 'number' &&
                setValues({ ...values, quality: { ...values.quality, [id]: next } })
              }
            />
          ))}
        </div>
      </fieldset>
      <div className={styles.actions}>
        <span className={styles.problem} role="status">
          {problem}
        </span>
        <Button
          variant="subtle"
          disabled={same(qualityDefaults)}
          onClick={() => setValues(qualityDefaults)}
        >
          Defaults
        </Button>
        <Button
          type="submit"
          variant="default"
          loading={busy}
          disabled={problem !== null || same(saved)}
        >
          Save
        </Button>
      </div>
      {failure && <FailureNotice failure={failure} onClose={() => setFailure(null)} />}
    </form>
  );
}
