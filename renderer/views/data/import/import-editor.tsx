import { Button, Loader, TextInput } from '@mantine/core';
import { History } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ColumnType } from '../../../../core/contract/common.ts';
import { baseName } from '../../../client/files.ts';
import { useQuery } from '../../../client/use-query.ts';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { formatBytes, formatInteger } from '../../../components/format.ts';
import { useDelayed } from '../../../components/use-delayed.ts';
import styles from './import-editor.module.css';
import { ImportNotes } from './import-notes.tsx';
import { ImportPreview } from './import-preview.tsx';
import { OptionFields } from './option-fields.tsx';
import { isFixed, type ReadOptions } from './read-options.ts';

export interface ImportEditorProps {
  readonly path: string;
  /** Null: the suggested name. */
  readonly name: string | null;
  readonly options: ReadOptions;
  readonly onName: (name: string) => void;
  readonly onOptions: (options: ReadOptions) => void;
  /** Beside the name, such as the source column of combined files. */
  readonly extra?: ReactNode;
}

/** The guesses about one file, each of which can be changed, over a preview of what comes of them. */
export function ImportEditor(props: ImportEditorProps) {
  const { path, name, options, onName, onOptions, extra } = props;
  const { data, error } = useQuery(
    'data.sniff',
    { file: path, previewRows: 40, ...options },
    { keepPrevious: true },
  );
  // What was remembered is sent along with the first change, or it would be lost.
  const recalled = data?.remembered && !isFixed(options) && options.asLastTime !== false;
  const fixed = recalled ? { ...data.fixes, ...options } : options;
  const set = (part: ReadOptions): void => onOptions({ ...fixed, ...part });
  const setType = (column: string, type: ColumnType): void =>
    set({ types: { ...fixed.types, [column]: type } });
  const late = useDelayed(!data && !error);
  if (!data && !error)
    return (
      <div className={styles.blank} role="status">
        {late && (
          <>
            <Loader size={18} aria-hidden="true" /> Looking at {baseName(path)}
          </>
        )}
      </div>
    );
  const again = (
    <Button variant="subtle" size="compact-xs" onClick={() => onOptions({ asLastTime: false })}>
      Back to the guesses
    </Button>
  );
  if (!data)
    return (
      error && (
        <div className={styles.refused}>
          <FailureNotice failure={error} />
          {isFixed(options) && again}
        </div>
      )
    );
  return (
    <>
      <div className={styles.head}>
        <TextInput
          className={styles.name ?? ''}
          label="Name"
          value={name ?? data.suggestedName}
          onChange={(event) => onName(event.currentTarget.value)}
        />
        {extra}
        <div className={styles.file}>
          {data.file.name} · {formatBytes(data.file.bytes)} · {formatInteger(data.columns.length)}{' '}
          columns
          {isFixed(options) && again}
        </div>
      </div>
      {recalled && (
        <div className={styles.remembered} role="note">
          <History size={14} aria-hidden="true" />
          <span>Read as last time: what you fixed for a file of this shape is applied.</span>
          <Button
            variant="subtle"
            size="compact-xs"
            onClick={() => onOptions({ asLastTime: false })}
          >
            Forget it
          </Button>
        </div>
      )}
      <OptionFields data={data} options={fixed} set={set} onOptions={onOptions} />
      {error && <FailureNotice failure={error} />}
      <ImportPreview
        data={data}
        dateFormats={fixed.dateFormats ?? {}}
        onType={setType}
        onDateFormat={(column, format) =>
          set({ dateFormats: { ...fixed.dateFormats, [column]: format } })
        }
      />
      <ImportNotes data={data} />
    </>
  );
}
