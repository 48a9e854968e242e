import { notifications } from '@mantine/notifications';
import { FileDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import { droppedSources } from '../client/dropped-sources.ts';
import { toFailure } from '../client/to-failure.ts';
import { useImportQueue } from '../stores/import-queue.ts';
import styles from './drop-area.module.css';

const carriesFiles = (event: DragEvent): boolean =>
  event.dataTransfer?.types.includes('Files') ?? false;

/** Takes files dropped anywhere; the whole window lights up while they hover. */
export function DropArea() {
  const [over, setOver] = useState(false);
  const add = useImportQueue((state) => state.add);
  useEffect(() => {
    // Each element under the pointer tells an enter and a leave: count them.
    let depth = 0;
    const enter = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      depth++;
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const hover = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
    };
    const drop = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      depth = 0;
      setOver(false);
      // A view took them for itself, such as a file to score.
      if (event.defaultPrevented) return;
      event.preventDefault();
      if (!event.dataTransfer) return;
      droppedSources(event.dataTransfer).then(
        (sources) => sources.length > 0 && add(sources),
        (thrown: unknown) =>
          notifications.show({
            color: 'red',
            title: 'The folder cannot be read',
            message: toFailure(thrown).message,
          }),
      );
    };
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('dragover', hover);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('dragover', hover);
      window.removeEventListener('drop', drop);
    };
  }, [add]);
  if (!over) return null;
  return (
    <div className={styles.area} data-testid="drop-area">
      <div className={styles.card}>
        <FileDown size={28} aria-hidden="true" />
        <div className={styles.title}>Drop to import</div>
        <div className={styles.hint}>Files or folders. What you drop stays as it is.</div>
      </div>
    </div>
  );
}
