import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { Failure } from '../../../core/contract/failure.ts';
import type { ModelVersion } from '../../../core/contract/registry.ts';
import { client } from '../../client/client.ts';
import { download } from '../../client/files.ts';
import { toFailure } from '../../client/to-failure.ts';
import { useQuery } from '../../client/use-query.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { formatDateTime } from '../../components/format.ts';
import { Section } from '../../components/section.tsx';
import { ChangeDialog, type RegistryChange } from './change-dialog.tsx';
import { ModelLineage } from './model-lineage.tsx';
import { StageHistory } from './stage-history.tsx';
import { VersionTable } from './version-table.tsx';
import styles from './registry.module.css';

/** One registered model: its versions, their stages, where they came from. */
export function ModelPanel({ name }: { name: string }) {
  const { data, error } = useQuery('registry.show', { name }, { keepPrevious: true });
  const [chosen, setChosen] = useState<string | null>(null);
  const [change, setChange] = useState<RegistryChange | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  if (error) return <FailureNotice failure={error} />;
  if (!data) return null;
  const production = data.versions.find((version) => version.stage === 'Production');
  const newest = data.versions.toSorted((a, b) => b.number - a.number)[0];
  const shown = data.versions.find((version) => version.id === chosen) ?? production ?? newest;
  const earlier = data.transitions.some(
    (transition) => transition.to === 'Production' && transition.number !== production?.number,
  );
  const since = data.transitions
    .filter(({ to, number }) => to === 'Production' && number === production?.number)
    .reduce((latest, { at }) => Math.max(latest, at), data.createdAt);
  const attempt = (work: () => Promise<void>): void => {
    setFailure(null);
    work().catch((thrown: unknown) => setFailure(toFailure(thrown)));
  };
  const exportModel = (version: ModelVersion, format: 'json' | 'onnx'): void =>
    attempt(async () => {
      const { path, notes } = await client.call('registry.export', { version: version.id, format });
      download(path);
      if (notes.length === 0) return;
      notifications.show({
        title: 'Where the file differs from the model',
        message: notes.join(' '),
      });
    });
  const removeAlias = (version: ModelVersion, alias: string): void =>
    attempt(
      async () =>
        void (await client.call('registry.alias', { version: version.id, alias, remove: true })),
    );
  return (
    <div className={styles.stack}>
      <header className={styles.head}>
        <div className={styles.headText}>
          <h2 className={styles.name}>{data.name}</h2>
          <div className="assay-muted">
            {production
              ? `${data.name}@${production.number} is in Production since ${formatDateTime(since)}`
              : `Nothing in Production · registered ${formatDateTime(data.createdAt)}`}
          </div>
        </div>
        <Button
          variant="default"
          leftSection={<Undo2 size={15} aria-hidden />}
          disabled={!production || !earlier}
          title={earlier ? undefined : 'No other version was in Production before'}
          onClick={() => setChange({ kind: 'rollback', name: data.name })}
        >
          Roll back
        </Button>
      </header>
      {failure && (
        <FailureNotice
          failure={failure}
          {...(failure.path === 'format' ? { title: 'The model was not exported' } : {})}
          onClose={() => setFailure(null)}
        />
      )}
      <Section title="Versions" flush>
        <VersionTable
          versions={data.versions}
          shown={shown?.id}
          onShow={setChosen}
          onChange={setChange}
          onRemoveAlias={removeAlias}
          onExport={exportModel}
        />
      </Section>
      {shown && (
        <Section
          title={`Lineage of ${shown.name}@${shown.number}`}
          {...(shown.description === '' ? {} : { description: shown.description })}
        >
          <ModelLineage id={shown.id} modelVersionId={shown.id} />
        </Section>
      )}
      <Section title="History">
        <StageHistory name={data.name} transitions={data.transitions} />
      </Section>
      {change && (
        <ChangeDialog change={change} production={production} onClose={() => setChange(null)} />
      )}
    </div>
  );
}
