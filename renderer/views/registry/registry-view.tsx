import { Button } from '@mantine/core';
import { FileInput, Layers } from 'lucide-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useQuery } from '../../client/use-query.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Page } from '../../components/page.tsx';
import { chooseModel } from '../../stores/model-import.ts';
import { useSelection } from '../../stores/selection.ts';
import { ModelPanel } from './model-panel.tsx';
import styles from './registry.module.css';

/** Registered models: versions, stages, lineage. */
export function RegistryView() {
  const [, go] = useLocation();
  const { data, error } = useQuery('registry.list', {});
  const selected = useSelection((state) => state.modelRef)?.split(/[@:]/)[0];
  const [chosen, setChosen] = useState<string | null>(null);
  const models = data?.models ?? [];
  const shown =
    models.find((model) => model.name === (chosen ?? selected))?.name ?? models[0]?.name;
  return (
    <Page
      title="Registry"
      subtitle="Which model is in use, which one was, and how each came about"
      fill
      actions={
        <Button
          variant="default"
          leftSection={<FileInput size={15} aria-hidden />}
          onClick={chooseModel}
        >
          Import a model
        </Button>
      }
    >
      {error && (
        <div className={styles.detail}>
          <FailureNotice failure={error} />
        </div>
      )}
      {data && shown === undefined && (
        <EmptyState
          icon={<Layers size={22} />}
          title="No model is registered yet"
          description="Registering gives the model of a run a name and a version, so that it can be promoted to Production, replaced and rolled back. A model of LightGBM, XGBoost or scikit-learn (ONNX) can be imported: drop its file anywhere."
          action={<Button onClick={() => go('/train')}>Go to Train</Button>}
        />
      )}
      {shown !== undefined && (
        <div className={styles.split}>
          <ul className={styles.list} aria-label="Registered models">
            {models.map((model) => {
              const production = model.versions.find((each) => each.stage === 'Production');
              const count = model.versions.length;
              return (
                <li key={model.name}>
                  <button
                    type="button"
                    className={styles.item}
                    aria-current={model.name === shown}
                    onClick={() => setChosen(model.name)}
                  >
                    <div className={styles.itemTitle} title={model.name}>
                      {model.name}
                    </div>
                    <div className={styles.itemDetail}>
                      {count} {count === 1 ? 'version' : 'versions'}
                      {production ? ` · @${production.number} in Production` : ''}
                    </div>
                  </button>
                </li>
              );
            })}
          </ul>
          <div className={styles.detail}>
            <ModelPanel key={shown} name={shown} />
          </div>
        </div>
      )}
    </Page>
  );
}
