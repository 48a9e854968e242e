import { Alert } from '@mantine/core';
import { CircleAlert } from 'lucide-react';
import type { Failure } from '../../core/contract/failure.ts';
import styles from './failure-notice.module.css';

const titles: Partial<Record<Failure['code'], string>> = {
  INVALID_INPUT: 'This input does not fit',
  NOT_FOUND: 'Not found',
  FILE_NOT_FOUND: 'The file is not there',
  FILE_UNREADABLE: 'The file cannot be read',
  FILE_EMPTY: 'The file is empty',
  FILE_TOO_LARGE: 'The file is too large',
  PARSE_FAILED: 'The file could not be read as a table',
  WRITE_FAILED: 'The file could not be written',
  TARGET_INVALID: 'The target does not suit',
  SCHEMA_MISMATCH: 'The columns do not match',
  NOT_ENOUGH_DATA: 'There is not enough data',
  UNSUPPORTED: 'This combination is not supported',
  CONFLICT: 'That is not possible now',
  INTERRUPTED: 'The work was interrupted',
  OUT_OF_MEMORY: 'Memory ran out',
  WORKSPACE_LOCKED: 'The workspace is in use elsewhere',
  WORKSPACE_NEWER: 'The workspace was made by a later Assay',
  WORKSPACE_DAMAGED: 'The workspace is damaged',
  UNAUTHORIZED: 'No access',
};

export interface FailureNoticeProps {
  readonly failure: Failure;
  /** Default: what the code of the failure says. With a title the path of the input is not shown. */
  readonly title?: string;
  readonly onClose?: () => void;
}

/** Names what failed, the cause and the remedy. */
export function FailureNotice({ failure, title, onClose }: FailureNoticeProps) {
  return (
    <Alert
      role="alert"
      color="red"
      variant="light"
      icon={<CircleAlert size={16} />}
      title={title ?? titles[failure.code] ?? 'Something went wrong'}
      withCloseButton={onClose !== undefined}
      closeButtonLabel="Dismiss"
      {...(onClose ? { onClose } : {})}
    >
      <div className={styles.message}>{failure.message}</div>
      {failure.hint && <div className={styles.hint}>{failure.hint}</div>}
      {title === undefined && failure.path && !failure.message.includes(failure.path) && (
        <div className={styles.path}>{failure.path}</div>
      )}
    </Alert>
  );
}
