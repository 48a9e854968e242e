import { Button, Tabs } from '@mantine/core';
import { FileDown, ShieldCheck } from 'lucide-react';
import type { Version } from '../../../core/contract/data.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { formatInteger } from '../../components/format.ts';
import { Page } from '../../components/page.tsx';
import { useSelectedVersion } from '../../components/use-versions.ts';
import { VersionSelect } from '../../components/version-select.tsx';
import { chooseFiles } from '../../stores/import-queue.ts';
import { CheckpointsTab } from './checkpoints-tab.tsx';
import { QualityTab } from './quality-tab.tsx';
import { ResultsTab } from './results-tab.tsx';
import { RulesTab } from './rules-tab.tsx';
import { type ValidateTab, useValidateTab, validateTabs } from './validate-state.ts';
import styles from './validate-view.module.css';

/** Is the data fit for use? A score of its quality, and rules that it must keep. */
export function ValidateView() {
  const { version, loading, select } = useSelectedVersion();
  const [tab, show] = useValidateTab();
  if (!version)
    return (
      <Page title="Validate" fill>
        {!loading && (
          <EmptyState
            icon={<ShieldCheck size={22} />}
            title="Nothing to validate yet"
            description="Import a file first. Its quality is then scored, and rules that it keeps are suggested."
            action={
              <Button leftSection={<FileDown size={15} aria-hidden="true" />} onClick={chooseFiles}>
                Import files
              </Button>
            }
          />
        )}
      </Page>
    );
  return (
    <Page
      title="Validate"
      subtitle={`${version.datasetName}@${version.number} · ${version.layer} · ${formatInteger(version.rows)} rows × ${formatInteger(version.columns.length)} columns`}
      actions={
        <VersionSelect
          value={version.id}
          onChange={select}
          label="Version to validate"
          labelHidden
        />
      }
      fill
    >
      <Tabs
        value={tab}
        onChange={(next) => {
          const known = validateTabs.find((each) => each.id === next);
          if (known) show(known.id);
        }}
        classNames={{ root: styles.tabs ?? '', list: styles.list ?? '', panel: styles.panel ?? '' }}
      >
        <Tabs.List aria-label="Parts of Validate">
          {validateTabs.map(({ id, title }) => (
            <Tabs.Tab key={id} value={id} className={styles.tab ?? ''}>
              {title}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {validateTabs.map(({ id }) => (
          <Tabs.Panel key={id} value={id}>
            <TabContent key={version.id} tab={id} version={version} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  );
}

function TabContent({ tab, version }: { readonly tab: ValidateTab; readonly version: Version }) {
  switch (tab) {
    case 'quality':
      return <QualityTab version={version} />;
    case 'rules':
      return <RulesTab version={version} />;
    case 'results':
      return <ResultsTab version={version} />;
    case 'checkpoints':
      return <CheckpointsTab version={version} />;
    default:
      return tab satisfies never;
  }
}
