import { Progress } from '@mantine/core';
import type { Job } from '../../../../core/contract/events.ts';
import { formatBytes, formatInteger, formatPercent } from '../../../components/format.ts';
import { useDelayed } from '../../../components/use-delayed.ts';
import styles from './import-sheet.module.css';
import type { ImportDraft } from './use-import-drafts.ts';

/** A file on its way to the core. */
export function Uploading({ draft }: { readonly draft: ImportDraft }) {
  const late = useDelayed(true);
  return (
    <div className={styles.uploading}>
      {late && (
        <>
          <div className={styles.running}>
            <span>Reading {draft.fileName}</span>
            {draft.bytes !== null && (
              <span>
                {formatBytes(draft.sent * draft.bytes)} of {formatBytes(draft.bytes)}
              </span>
            )}
          </div>
          <Progress value={draft.sent * 100} aria-label={`Reading ${draft.fileName}`} />
        </>
      )}
    </div>
  );
}

/** Several files on their way, in the height of the footer's buttons. */
export function UploadingAll({ drafts }: { readonly drafts: readonly ImportDraft[] }) {
  const late = useDelayed(true);
  if (!late) return null;
  const there = drafts.filter((draft) => draft.path !== null || draft.failure !== null).length;
  const all = drafts.reduce((sum, draft) => sum + (draft.bytes ?? 0), 0);
  const sent = drafts.reduce((sum, draft) => sum + draft.sent * (draft.bytes ?? 0), 0);
  return (
    <>
      <div className={styles.running}>
        <span>
          Reading files: {formatInteger(there)} of {formatInteger(drafts.length)}
        </span>
        <span>
          {formatBytes(sent)} of {formatBytes(all)}
        </span>
      </div>
      <Progress size={5} value={all > 0 ? (sent / all) * 100 : 0} aria-label="Reading files" />
    </>
  );
}

export interface ImportingProps {
  readonly job: Job | null;
  /** Files imported one by one. */
  readonly at: { readonly done: number; readonly of: number };
}

/** Progress of the import itself; the Cancel of the sheet stops it. */
export function Importing({ job, at }: ImportingProps) {
  const late = useDelayed(true);
  if (!late) return null;
  const title = job?.title ?? 'Import';
  const several = at.of > 1 ? `${formatInteger(at.done + 1)} of ${formatInteger(at.of)} · ` : '';
  const share = job?.fraction ?? null;
  const fraction = (at.done + (share ?? 0)) / at.of;
  const left = [job?.message || job?.stage, share !== null && formatPercent(fraction, 0)];
  return (
    <>
      <div className={styles.running}>
        <span className="assay-ellipsis">
          {several}
          {title}
        </span>
        <span className={styles.detail}>{left.filter(Boolean).join(' · ')}</span>
      </div>
      <Progress size={5} value={fraction * 100} aria-label={`Progress of ${title}`} />
    </>
  );
}
