import { ActionIcon, Button, Menu, TextInput, Tooltip } from '@mantine/core';
import {
  ChevronDown,
  CopyPlus,
  Download,
  FileUp,
  Play,
  Plus,
  Redo2,
  Save,
  Trash2,
  Undo2,
} from 'lucide-react';
import { commands } from '../../app/commands.ts';
import { useQuery } from '../../client/use-query.ts';
import { formatCount } from '../../components/format.ts';
import { ToneBadge } from '../../components/tone-badge.tsx';
import { useUndo } from '../../stores/undo.ts';
import styles from './rules-tab.module.css';
import { isChanged } from './suite-draft.ts';
import type { SuiteControls } from './use-suite-controls.ts';

/** Which suite is open, its name, and what can be done with it. */
export function SuiteBar({ suite }: { readonly suite: SuiteControls }) {
  const { draft } = suite;
  const canUndo = useUndo(({ done }) => done.length > 0);
  const canRedo = useUndo(({ undone }) => undone.length > 0);
  const changed = draft !== null && isChanged(draft);
  return (
    <div className={styles.bar} role="toolbar" aria-label="Suite">
      <SuiteMenu suite={suite} />
      {draft && (
        <>
          <TextInput
            className={styles.suiteName ?? ''}
            aria-label="Name of the suite"
            value={draft.name}
            maxLength={200}
            error={draft.name.trim() === ''}
            onChange={(event) => suite.rename(event.currentTarget.value)}
          />
          <span className={styles.state} role="status">
            {changed ? (
              <ToneBadge tone="warn">{draft.saved ? 'changed' : 'not saved'}</ToneBadge>
            ) : (
              draft.saved && <span className="assay-muted">saved</span>
            )}
          </span>
        </>
      )}
      <span className={styles.space} />
      {draft && (
        <>
          <Tooltip label="Undo">
            <ActionIcon
              className={styles.step ?? ''}
              variant="subtle"
              color="gray"
              aria-label="Undo"
              disabled={!canUndo}
              onClick={() => commands.run('edit.undo')}
            >
              <Undo2 size={15} aria-hidden="true" />
            </ActionIcon>
          </Tooltip>
          <Tooltip label="Redo">
            <ActionIcon
              className={styles.step ?? ''}
              variant="subtle"
              color="gray"
              aria-label="Redo"
              disabled={!canRedo}
              onClick={() => commands.run('edit.redo')}
            >
              <Redo2 size={15} aria-hidden="true" />
            </ActionIcon>
          </Tooltip>
          <Button variant="default" loading={suite.suggesting} onClick={() => void suite.suggest()}>
            Suggest rules
          </Button>
          <Button
            variant="default"
            leftSection={<Save size={14} aria-hidden="true" />}
            disabled={!changed || draft.name.trim() === ''}
            loading={suite.busy}
            onClick={() => void suite.save()}
          >
            Save
          </Button>
          <Button
            leftSection={<Play size={14} aria-hidden="true" />}
            disabled={draft.rules.length === 0 || draft.name.trim() === ''}
            loading={suite.running}
            onClick={() => void suite.run()}
          >
            Run
          </Button>
        </>
      )}
    </div>
  );
}

function SuiteMenu({ suite }: { readonly suite: SuiteControls }) {
  const { data } = useQuery('validation.suites', {});
  const { draft } = suite;
  const saved = data?.suites ?? [];
  return (
    <Menu position="bottom-start" width={290}>
      <Menu.Target>
        <Button variant="default" rightSection={<ChevronDown size={13} aria-hidden="true" />}>
          Suites
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={460} style={{ overflow: 'auto' }}>
        {saved.length > 0 && <Menu.Label>Open</Menu.Label>}
        {saved.map(({ name, expectations }) => (
          <Menu.Item
            key={name}
            rightSection={<span className="assay-muted">{formatCount(expectations, 'rule')}</span>}
            {...(draft?.saved?.name === name ? { 'aria-current': true } : {})}
            onClick={() => void suite.open(name)}
          >
            {name}
          </Menu.Item>
        ))}
        {saved.length > 0 && <Menu.Divider />}
        <Menu.Item leftSection={<Plus size={14} aria-hidden="true" />} onClick={suite.start}>
          New suite
        </Menu.Item>
        <Menu.Item
          leftSection={<FileUp size={14} aria-hidden="true" />}
          rightSection={<span className="assay-muted">JSON, YAML</span>}
          onClick={suite.chooseFile}
        >
          Import…
        </Menu.Item>
        {draft && (
          <>
            <Menu.Divider />
            <Menu.Item
              leftSection={<CopyPlus size={14} aria-hidden="true" />}
              onClick={() => void suite.copy()}
            >
              Duplicate
            </Menu.Item>
            {(['json', 'yaml'] as const).map((format) => (
              <Menu.Item
                key={format}
                leftSection={<Download size={14} aria-hidden="true" />}
                onClick={() => void suite.exportAs(format)}
              >
                Export as {format.toUpperCase()}
              </Menu.Item>
            ))}
            <Menu.Item
              leftSection={<Trash2 size={14} aria-hidden="true" />}
              onClick={() => void suite.remove()}
            >
              Delete
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
