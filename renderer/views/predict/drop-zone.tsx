import { Button, Text } from '@mantine/core';
import { FileUp } from 'lucide-react';
import { useRef, useState, type DragEvent } from 'react';
import styles from './predict.module.css';

/**
 * Takes one file, dropped or chosen. Events stop here, so that the window does not offer to import
 * what was meant to be scored.
 */
export function DropZone(props: {
  label: string;
  disabled: boolean;
  onFile: (file: File) => void;
}) {
  const { label, disabled, onFile } = props;
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const depth = useRef(0);
  const handle = (act?: (event: DragEvent) => void) => (event: DragEvent) => {
    event.preventDefault();
    event.stopPropagation();
    act?.(event);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- dropping has a button beside it
    <div
      className={styles.zone}
      data-over={over}
      role="group"
      aria-label={label}
      onDragEnter={handle(() => {
        depth.current++;
        setOver(true);
      })}
      onDragLeave={handle(() => {
        depth.current = Math.max(0, depth.current - 1);
        if (depth.current === 0) setOver(false);
      })}
      onDragOver={handle((event) => {
        event.dataTransfer.dropEffect = 'copy';
      })}
      onDrop={handle((event) => {
        depth.current = 0;
        setOver(false);
        const file = event.dataTransfer.files[0];
        if (file && !disabled) onFile(file);
      })}
    >
      <FileUp size={22} aria-hidden />
      <div className={styles.zoneTitle}>{label}</div>
      <Text size="sm" c="dimmed">
        It needs the columns the model was trained on. The file itself is not changed.
      </Text>
      <Button mt={6} variant="default" disabled={disabled} onClick={() => input.current?.click()}>
        Choose a file
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="File to score"
        accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (file) onFile(file);
        }}
      />
    </div>
  );
}
