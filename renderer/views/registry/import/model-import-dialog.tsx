import { Button, Modal, Progress } from '@mantine/core';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { JobProgress } from '../../../components/job-progress.tsx';
import { type ModelSource, useModelImport } from '../../../stores/model-import.ts';
import { ModelFacts } from './model-facts.tsx';
import styles from './model-import.module.css';
import { ModelImportForm } from './model-import-form.tsx';
import { type ModelFile, useModelFile } from './use-model-file.ts';

/** Nothing was there to focus when the dialog opened. */
const focusOnMount = (button: HTMLButtonElement | null): void => button?.focus();

function Reading({ file, onCancel }: { readonly file: ModelFile; readonly onCancel: () => void }) {
  if (file.inspecting.running) {
    return <JobProgress job={file.inspecting.job} onCancel={onCancel} />;
  }
  const share = 100 * (file.sent ?? 1);
  return <Progress size={5} value={share} aria-label={`Reading ${file.fileName}`} />;
}

/** Shows what a model file from elsewhere holds, and imports it on a version with its columns. */
export function ModelImportDialog({ source }: { readonly source: ModelSource }) {
  const close = useModelImport((state) => state.next);
  const file = useModelFile(source);
  const { fileName, inspected, failure, inspecting } = file;
  const cancel = (): void => {
    if (inspecting.running) inspecting.cancel();
    close();
  };
  return (
    <Modal
      opened
      onClose={cancel}
      title="Import a model"
      size={660}
      centered
      closeOnClickOutside={false}
    >
      <div className={styles.stack}>
        <div className={styles.fileName} title={fileName}>
          {fileName}
        </div>
        {inspected ? (
          <>
            <ModelFacts model={inspected} />
            <ModelImportForm file={file} model={inspected} onDone={close} onCancel={cancel} />
          </>
        ) : failure ? (
          <>
            <FailureNotice failure={failure} title="The model cannot be imported" />
            <div className={styles.actions}>
              <Button variant="default" onClick={cancel} ref={focusOnMount}>
                Close
              </Button>
            </div>
          </>
        ) : (
          <Reading file={file} onCancel={cancel} />
        )}
      </div>
    </Modal>
  );
}
