import { CloseButton } from '@mantine/core';
import styles from './import-sheet.module.css';
import type { ImportDraft } from './use-import-drafts.ts';

export interface ImportFilesProps {
  readonly drafts: readonly ImportDraft[];
  readonly current: ImportDraft;
  readonly onSelect: (id: number) => void;
  readonly onRemove: (id: number) => void;
}

/** What is on the sheet, one of which is looked at. */
export function ImportFiles({ drafts, current, onSelect, onRemove }: ImportFilesProps) {
  return (
    <nav className={styles.files} aria-label="Files">
      <div className={styles.fileList}>
        {drafts.map((draft) => (
          <div key={draft.id} className={styles.file} data-current={draft === current}>
            <button
              type="button"
              className={styles.fileButton}
              aria-current={draft === current ? 'true' : undefined}
              title={draft.fileName}
              onClick={() => onSelect(draft.id)}
            >
              <span className="assay-ellipsis">{draft.fileName}</span>
              {draft.failure && <span className={styles.bad}>Cannot be read</span>}
            </button>
            <CloseButton
              size="xs"
              aria-label={`Leave out ${draft.fileName}`}
              onClick={() => onRemove(draft.id)}
            />
          </div>
        ))}
      </div>
    </nav>
  );
}
