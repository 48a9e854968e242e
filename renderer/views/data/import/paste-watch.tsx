import { useEffect } from 'react';
import { useImportQueue } from '../../../stores/import-queue.ts';
import { takePasted } from './take-pasted.ts';

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input, textarea, select, [role=textbox]') !== null)
  );
}

/** Takes cells and files that are pasted anywhere but in a field or over a dialog. */
export function PasteWatch() {
  useEffect(() => {
    const onPaste = (event: ClipboardEvent): void => {
      if (event.defaultPrevented || isField(event.target) || !event.clipboardData) return;
      if (document.querySelector('[role=dialog][aria-modal=true]')) return;
      const files = [...event.clipboardData.files];
      const text = event.clipboardData.getData('text/plain');
      // Spreadsheets put a picture of the cells beside their text.
      if (text !== '') takePasted(text);
      else if (files.length > 0) useImportQueue.getState().add(files);
      else return;
      event.preventDefault();
    };
    window.addEventListener('paste', onPaste);
    return () => window.removeEventListener('paste', onPaste);
  }, []);
  return null;
}
