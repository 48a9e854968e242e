import { Button, CloseButton, Modal, Progress } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { useJob } from '../../client/use-job.ts';
import type { Job } from '../../../core/contract/events.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { formatPercent } from '../../components/format.ts';
import { useDelayed } from '../../components/use-delayed.ts';
import { useSelection } from '../../stores/selection.ts';
import { ImportEditor } from './import-editor.tsx';
import styles from './import-sheet.module.css';
import { type ImportDraft, type ImportDrafts, useImportDrafts } from './use-import-drafts.ts';

/** Imports the drafts one after the other; what cannot be imported stays on the sheet. */
function useImport(state: ImportDrafts) {
  const job = useJob('data.import');
  const [active, setActive] = useState(false);
  const [, go] = useLocation();
  const selectVersion = useSelection((selection) => selection.selectVersion);

  const start = async (): Promise<void> => {
    setActive(true);
    let first: string | null = null;
    for (const { id, path, name, options } of state.drafts) {
      if (path === null) continue;
      const types = options.types ? { types: { ...options.types } } : {};
      const named = name === null || name.trim() === '' ? {} : { name: name.trim() };
      const output = await job.start({ files: [path], ...named, ...options, ...types });
      if (output === null) break;
      const failure = output.failures[0]?.error;
      if (failure) {
        state.change(id, { failure });
        continue;
      }
      state.remove(id);
      first ??= output.version.id;
    }
    setActive(false);
    if (first === null) return;
    selectVersion(first);
    go('/data');
  };
  return { job, active, start };
}

function FileList(props: {
  readonly drafts: readonly ImportDraft[];
  readonly current: ImportDraft;
  readonly onSelect: (id: number) => void;
  readonly onRemove: (id: number) => void;
}) {
  return (
    <nav className={styles.files} aria-label="Files">
      <div className={styles.fileList}>
        {props.drafts.map((draft) => (
          <div key={draft.id} className={styles.file} data-current={draft === props.current}>
            <button
              type="button"
              className={styles.fileButton}
              aria-current={draft === props.current ? 'true' : undefined}
              title={draft.fileName}
              onClick={() => props.onSelect(draft.id)}
            >
              <span className="assay-ellipsis">{draft.fileName}</span>
              {draft.failure && <span className={styles.bad}>Cannot be read</span>}
            </button>
            <CloseButton
              size="xs"
              aria-label={`Leave out ${draft.fileName}`}
              onClick={() => props.onRemove(draft.id)}
            />
          </div>
        ))}
      </div>
    </nav>
  );
}

function Uploading({ draft }: { readonly draft: ImportDraft }) {
  const late = useDelayed(true);
  return (
    <div className={styles.uploading}>
      {late && (
        <>
          <div>Reading {draft.fileName}</div>
          <Progress value={draft.sent * 100} aria-label={`Reading ${draft.fileName}`} />
        </>
      )}
    </div>
  );
}

/** Progress in the height of the footer's buttons; the Cancel there stops it. */
function Importing({ job }: { readonly job: Job | null }) {
  const late = useDelayed(true);
  if (!late) return null;
  const title = job?.title ?? 'Import';
  return (
    <>
      <div className={styles.running}>
        <span className="assay-ellipsis">{title}</span>
        <span>{job && job.fraction !== null && formatPercent(job.fraction, 0)}</span>
      </div>
      <Progress size={5} value={(job?.fraction ?? 0) * 100} aria-label={`Progress of ${title}`} />
    </>
  );
}

/** Shows what was guessed about the files that came in, and imports them. */
export function ImportSheet() {
  const state = useImportDrafts();
  const { drafts, change, remove, clear } = state;
  const [currentId, setCurrentId] = useState<number | null>(null);
  const { job, active, start } = useImport(state);
  const current = drafts.find((draft) => draft.id === currentId) ?? drafts[0];
  const ready = drafts.filter((draft) => draft.path !== null && draft.failure === null);
  const waiting = drafts.some((draft) => draft.path === null && draft.failure === null);
  const canImport = ready.length > 0 && !waiting;
  const importButton = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // While a file is still read there is nothing to press, so the focus waits elsewhere.
    const focused = document.activeElement;
    const typing = focused instanceof HTMLInputElement || focused instanceof HTMLSelectElement;
    if (canImport && !typing) importButton.current?.focus();
  }, [canImport]);

  const close = (): void => {
    if (active) job.cancel();
    clear();
    job.reset();
  };

  return (
    <Modal
      opened={drafts.length > 0}
      onClose={close}
      title={drafts.length > 1 ? `Import ${drafts.length} files` : 'Import'}
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
      {current && (
        <div className={styles.split}>
          {drafts.length > 1 && (
            <FileList drafts={drafts} current={current} onSelect={setCurrentId} onRemove={remove} />
          )}
          <div className={styles.editor}>
            {current.failure ? (
              <FailureNotice failure={current.failure} />
            ) : current.path === null ? (
              <Uploading draft={current} />
            ) : (
              <ImportEditor
                key={current.id}
                path={current.path}
                name={current.name}
                options={current.options}
                onName={(name) => change(current.id, { name })}
                onOptions={(options) => change(current.id, { options })}
              />
            )}
          </div>
        </div>
      )}
      <div className={styles.footer}>
        <div className={styles.state}>
          {active && <Importing job={job.job} />}
          {!active && job.error && <FailureNotice failure={job.error} onClose={job.reset} />}
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
          {ready.length > 1 ? `Import ${ready.length} files` : 'Import'}
        </Button>
      </div>
    </Modal>
  );
}
