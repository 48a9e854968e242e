import { Button, Select } from '@mantine/core';
import { Lightbulb } from 'lucide-react';
import type { Version } from '../../../../core/contract/data.ts';
import type { JobHandle } from '../../../client/use-job.ts';
import { ModelSelect } from '../../../components/model-select.tsx';
import { VersionSelect } from '../../../components/version-select.tsx';
import type { ShapOptionFieldsProps } from './shap-option-fields.tsx';
import { ShapOptionsButton } from './shap-options-button.tsx';
import styles from '../explain.module.css';

/** What is explained: a model, on data, for a class. */
export function ExplainSetup(props: {
  modelRef: string | null;
  version: Version | undefined;
  classes: readonly string[];
  label: string | null;
  job: JobHandle<'explainability.shap'>;
  options?: ShapOptionFieldsProps;
  onModel: (ref: string) => void;
  onVersion: (id: string) => void;
  onLabel: (label: string | null) => void;
  /** Absent where nothing is to be started. */
  onExplain?: () => void;
}) {
  const { modelRef, version, classes, label, job, options, onExplain } = props;
  return (
    <div className={styles.setup}>
      <div className={styles.model}>
        <ModelSelect
          label="Model"
          value={modelRef}
          onChange={props.onModel}
          disabled={job.running}
        />
      </div>
      <VersionSelect
        label="Dataset version"
        value={version?.id ?? null}
        onChange={props.onVersion}
        disabled={job.running}
      />
      {classes.length > 0 && (
        <Select
          label="Class"
          data={[...classes]}
          value={label}
          allowDeselect={false}
          disabled={job.running}
          w={150}
          onChange={props.onLabel}
        />
      )}
      {options && <ShapOptionsButton {...options} disabled={job.running} />}
      {onExplain && (
        <Button
          leftSection={<Lightbulb size={15} aria-hidden />}
          loading={job.running}
          disabled={modelRef === null || !version}
          onClick={onExplain}
        >
          Explain
        </Button>
      )}
    </div>
  );
}
