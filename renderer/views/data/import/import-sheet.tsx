import { Button, Modal, SegmentedControl, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { formatCount, formatInteger } from '../../../components/format.ts';
import { canCombine, type Combine, combinedName, noCombine } from './combine.ts';
import { ImportEditor } from './import-editor.tsx';
import { ImportFiles } from './import-files.tsx';
import { Importing, Uploading, UploadingAll } from './import-progress.tsx';
import styles from './import-sheet.module.css';
import { PastedEditor } from './pasted-editor.tsx';
import { type ImportDraft, useImportDrafts } from './use-import-drafts.ts';
import { useImport } from './use-import.ts';

const mostFiles = 1000;

/** Shows what was guessed about what came in, and imports it. */
export function ImportSheet() {
  const state = useImportDrafts();
  const { drafts, change, remove, clear } = state;
  const [currentId, setCurrentId] = useState<number | null>(null);
  const [combine, setCombine] = useState<Combine>(noCombine);
  const run = useImport(state);
  const active = run.at !== null;
  const current = drafts.find((draft) => draft.id === currentId) ?? drafts[0];
  const ready = drafts.filter(
    (draft) => (draft.path !== null || draft.text !== null) && draft.failure === null,
  );
  const waiting = drafts.length > ready.length && drafts.some(isWaiting);
  const folder = drafts[0]?.folder ?? null;
  const combinable = canCombine(drafts);
  const how = { ...combine, on: combinable && (combine.on ?? folder !== null) };

  const close = (): void => {
    if (active) run.cancel();
    clear();
    setCombine(noCombine);
    run.reset();
  };
  const start = async (): Promise<void> => {
    if (await run.start(ready, how)) setCombine(noCombine);
  };
  const tooMany = how.on && ready.length > mostFiles;
  const canImport = ready.length > 0 && !waiting && !tooMany;
  const importButton = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // While a file is still read there is nothing to press, so the focus waits elsewhere.
    const focused = document.activeElement;
    const typing = focused instanceof HTMLInputElement || focused instanceof HTMLSelectElement;
    if (canImport && !typing) importButton.current?.focus();
  }, [canImport]);
  const action = how.on
    ? `Import as one dataset`
    : ready.length > 1
      ? `Import ${formatInteger(ready.length)} files`
      : 'Import';

  return (
    <Modal
      opened={drafts.length > 0}
      onClose={close}
      title={drafts.length > 1 ? `Import ${formatCount(drafts.length, 'file')}` : 'Import'}
      size="min(1180px, 94vw)"
      centered
      closeOnClickOutside={false}
      closeOnEscape={!active}
      classNames={{
        header: styles.header ?? '',
        title: styles.title ?? '',
        body: styles.body ?? '',
      }}
    >
      {combinable && (
        <div className={styles.mode}>
          <SegmentedControl
            aria-label="Several files"
            data={[
              { value: 'each', label: 'A dataset for each' },
              { value: 'one', label: 'All in one dataset' },
            ]}
            value={how.on ? 'one' : 'each'}
            onChange={(value) => setCombine({ ...combine, on: value === 'one' })}
          />
          <span className="assay-muted">
            {how.on
              ? 'Columns are matched by name; where a file lacks one, its cells are missing. The guesses below hold for every file.'
              : 'Each file is read by its own guesses.'}
          </span>
        </div>
      )}
      {current && (
        <div className={styles.split}>
          {drafts.length > 1 && (
            <ImportFiles
              drafts={drafts}
              current={current}
              onSelect={setCurrentId}
              onRemove={remove}
            />
          )}
          <div className={styles.editor}>
            {how.on && current.path !== null && current.failure === null ? (
              <ImportEditor
                key={`all ${current.id}`}
                path={current.path}
                name={how.name ?? combinedName(drafts)}
                options={how.options}
                onName={(name) => setCombine({ ...how, name })}
                onOptions={(options) => setCombine({ ...how, options })}
                extra={
                  <TextInput
                    label="Source column"
                    value={how.sourceColumn}
                    maxLength={100}
                    onChange={(event) =>
                      setCombine({ ...how, sourceColumn: event.currentTarget.value })
                    }
                  />
                }
              />
            ) : (
              <DraftEditor key={current.id} draft={current} change={change} />
            )}
          </div>
        </div>
      )}
      <div className={styles.footer}>
        <div className={styles.state}>
          {run.at && <Importing job={run.job} at={run.at} />}
          {!active && waiting && drafts.length > 1 && <UploadingAll drafts={drafts} />}
          {!active && run.error && <FailureNotice failure={run.error} onClose={run.reset} />}
          {tooMany && (
            <span className={styles.bad}>
              At most {formatInteger(mostFiles)} files fit in one dataset at a time. Leave some out.
            </span>
          )}
        </div>
        <Button variant="default" onClick={close}>
          Cancel
        </Button>
        <Button
          ref={importButton}
          disabled={!canImport}
          loading={active}
          onClick={() => void start()}
          {...(canImport ? { 'data-autofocus': true } : {})}
        >
          {action}
        </Button>
      </div>
    </Modal>
  );
}

const isWaiting = (draft: ImportDraft): boolean =>
  draft.path === null && draft.text === null && draft.failure === null;

function DraftEditor(props: {
  readonly draft: ImportDraft;
  readonly change: (id: number, part: Partial<ImportDraft>) => void;
}) {
  const { draft, change } = props;
  const { id, name, options } = draft;
  const shared = {
    name,
    options,
    onName: (next: string) => change(id, { name: next }),
    onOptions: (next: ImportDraft['options']) => change(id, { options: next }),
  };
  if (draft.failure) return <FailureNotice failure={draft.failure} />;
  if (draft.text !== null) return <PastedEditor text={draft.text} {...shared} />;
  if (draft.path === null) return <Uploading draft={draft} />;
  return <ImportEditor path={draft.path} {...shared} />;
}
