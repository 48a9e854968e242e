import { Button, SegmentedControl } from '@mantine/core';
import { Target } from 'lucide-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useQuery } from '../../client/use-query.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { ModelSelect } from '../../components/model-select.tsx';
import { Page } from '../../components/page.tsx';
import { OneRow } from './one-row.tsx';
import { ScoreFile } from './score-file.tsx';
import { useChosenModel } from './use-chosen-model.ts';
import styles from './predict.module.css';

/** One prediction with its reasons, or a whole file. */
export function PredictView() {
  const [, go] = useLocation();
  const { ref, choose, none } = useChosenModel();
  const schema = useQuery('serving.schema', ref === null ? null : { model: ref });
  const tracking = useQuery('tracking.runs', {});
  const [mode, setMode] = useState<'row' | 'file'>('row');
  const run = tracking.data?.runs.find((each) => each.modelId === schema.data?.model.id);
  if (none)
    return (
      <Page title="Predict" subtitle="Score a row or a file">
        <EmptyState
          icon={<Target size={22} />}
          title="There is no model to ask yet"
          description="Train one first. What was trained is exactly what scores here: the same preparation, the same model."
          action={<Button onClick={() => go('/train')}>Go to Train</Button>}
        />
      </Page>
    );
  return (
    <Page
      title="Predict"
      subtitle="What was trained is exactly what scores"
      actions={
        <SegmentedControl
          aria-label="What to score"
          data={[
            { value: 'row', label: 'One row' },
            { value: 'file', label: 'A file' },
          ]}
          value={mode}
          onChange={(next) => setMode(next as 'row' | 'file')}
        />
      }
    >
      <div className={styles.stack}>
        <div className={styles.setup}>
          <div className={styles.model}>
            <ModelSelect label="Model" value={ref} onChange={choose} />
          </div>
        </div>
        {schema.error && <FailureNotice failure={schema.error} />}
        {ref !== null && schema.data && mode === 'row' && (
          <OneRow
            key={schema.data.model.id}
            modelRef={ref}
            schema={schema.data}
            version={run?.versionId ?? null}
          />
        )}
        {ref !== null && mode === 'file' && <ScoreFile key={ref} modelRef={ref} />}
      </div>
    </Page>
  );
}
