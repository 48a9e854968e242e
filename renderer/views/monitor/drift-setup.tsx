import { Button, NumberInput, Select, Switch } from '@mantine/core';
import { Activity } from 'lucide-react';
import { useState } from 'react';
import type { InputOf } from '../../../core/contract/contract.ts';
import { driftTests, type DriftTest } from '../../../core/contract/monitoring.ts';
import { ModelSelect } from '../../components/model-select.tsx';
import { useVersions } from '../../components/use-versions.ts';
import { VersionSelect } from '../../components/version-select.tsx';
import { useSelection } from '../../stores/selection.ts';
import { useChosenModel } from '../predict/use-chosen-model.ts';
import { testTitle } from './drift-words.ts';
import styles from './monitor.module.css';

type Input = InputOf<'monitoring.drift'>;

/** What to compare, and how. */
export function DriftSetup(props: { running: boolean; onRun: (input: Input) => void }) {
  const { running, onRun } = props;
  const { all } = useVersions();
  const selected = useSelection((state) => state.versionId);
  const model = useChosenModel();
  const [reference, setReference] = useState<string | null>(null);
  const [current, setCurrent] = useState<string | null>(null);
  const [tests, setTests] = useState<'auto' | DriftTest>('auto');
  const [threshold, setThreshold] = useState<number | null>(null);
  const [share, setShare] = useState(0.5);
  const [withModel, setWithModel] = useState(false);

  const newest = all.find((version) => version.id === selected) ?? all[0];
  const currentId = current ?? newest?.id ?? null;
  const currentVersion = all.find((version) => version.id === currentId);
  // The version before the current one of the same dataset is what it is most often held against.
  const before = all.find(
    (version) =>
      version.datasetId === currentVersion?.datasetId && version.number < currentVersion.number,
  );
  const referenceId =
    reference ?? before?.id ?? all.find((version) => version.id !== currentId)?.id ?? null;
  const same = referenceId !== null && referenceId === currentId;

  return (
    <form
      aria-label="Drift check"
      onSubmit={(event) => {
        event.preventDefault();
        if (referenceId === null || currentId === null) return;
        onRun({
          reference: referenceId,
          current: currentId,
          tests,
          driftShare: share,
          ...(threshold === null ? {} : { threshold }),
          ...(withModel && model.ref !== null ? { model: model.ref } : {}),
        });
      }}
    >
      <div className={styles.setup}>
        <VersionSelect
          label="Reference"
          value={referenceId}
          onChange={setReference}
          disabled={running}
        />
        <VersionSelect label="Current" value={currentId} onChange={setCurrent} disabled={running} />
        <Select
          label="Test"
          w={190}
          data={[
            { value: 'auto', label: 'Automatic by column' },
            ...driftTests.map((test) => ({ value: test, label: testTitle(test) })),
          ]}
          value={tests}
          allowDeselect={false}
          disabled={running}
          onChange={(next) => next !== null && setTests(next as 'auto' | DriftTest)}
        />
        <NumberInput
          label="Threshold"
          placeholder="of the test"
          w={110}
          min={0}
          step={0.01}
          value={threshold ?? ''}
          disabled={running}
          onChange={(value) => setThreshold(value === '' ? null : Number(value))}
        />
        <NumberInput
          label="Drift share"
          w={110}
          min={0}
          max={100}
          step={5}
          suffix="%"
          value={Math.round(share * 100)}
          disabled={running}
          onChange={(value) => setShare(Number(value) / 100)}
        />
        <Button
          type="submit"
          leftSection={<Activity size={15} aria-hidden />}
          loading={running}
          disabled={referenceId === null || currentId === null || same}
        >
          Check for drift
        </Button>
      </div>
      <div className={styles.more}>
        <Switch
          label="Also check the predictions of a model"
          checked={withModel}
          disabled={running || model.none}
          onChange={(event) => setWithModel(event.currentTarget.checked)}
        />
        {withModel && (
          <ModelSelect
            label="Model"
            labelHidden
            value={model.ref}
            onChange={model.choose}
            disabled={running}
          />
        )}
        {same && (
          <span className="assay-muted" role="status">
            Reference and current are the same version: choose another one.
          </span>
        )}
      </div>
    </form>
  );
}
