import { type KeyboardEvent, type MouseEvent, useState } from 'react';
import type { GridColumn } from './column-layout.ts';
import { type GridSelection, moveSelection } from './selection.ts';

const origin: GridSelection = { active: { row: 0, column: 0 }, anchor: { row: 0, column: 0 } };
const keyboardStepPx = 16;

export interface GridKeys {
  readonly columns: readonly GridColumn[];
  readonly rows: number;
  readonly rowsPerPage: number;
  readonly sort: (name: string) => void;
  readonly pin: (name: string) => void;
  readonly resize: (name: string, width: number) => void;
  readonly copy: (selection: GridSelection) => void;
  /** Called after each move by key, to scroll there. */
  readonly reveal: (selection: GridSelection) => void;
}

/** What a key does to the column whose header is active. True when it did something. */
function headerKey(event: KeyboardEvent, column: GridColumn, keys: GridKeys): boolean {
  if (event.key === 'Enter') keys.sort(column.name);
  else if (event.key === ' ') keys.pin(column.name);
  else return false;
  return true;
}

function resizeKey(event: KeyboardEvent, column: GridColumn, keys: GridKeys): boolean {
  if (!event.altKey || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return false;
  const by = event.key === 'ArrowLeft' ? -keyboardStepPx : keyboardStepPx;
  keys.resize(column.name, column.width + by);
  return true;
}

/**
 * The active cell and the selected range of a grid, by keyboard and mouse. Arrows, Home, End and
 * Page keys move, Shift extends, Ctrl goes to the edge; Ctrl+C copies, Ctrl+A selects all; on a
 * header Enter sorts and Space pins; Alt with an arrow makes the column narrower or wider.
 */
export function useGridSelection(keys: GridKeys) {
  const [selection, setSelection] = useState<GridSelection | null>(null);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (keys.columns.length === 0) return;
    const current = selection ?? origin;
    const whole = event.ctrlKey || event.metaKey;
    const column = keys.columns[current.active.column];
    const letter = whole ? event.key.toLowerCase() : '';
    let done = false;
    if (letter === 'c') {
      keys.copy(current);
      done = true;
    } else if (letter === 'a') {
      const end = { row: keys.rows - 1, column: keys.columns.length - 1 };
      setSelection({ anchor: { row: 0, column: 0 }, active: end });
      done = true;
    } else if (column && current.active.row === -1) done = headerKey(event, column, keys);
    if (!done && column) done = resizeKey(event, column, keys);
    if (!done && !event.altKey) {
      const press = { key: event.key, extend: event.shiftKey, whole };
      const bounds = { ...keys, columns: keys.columns.length };
      const next =
        selection === null && event.key.startsWith('Arrow')
          ? origin
          : moveSelection(current, press, bounds);
      if (next) {
        setSelection(next);
        keys.reveal(next);
        done = true;
      }
    }
    if (done) event.preventDefault();
  };

  const onMouse = (event: MouseEvent): void => {
    if (event.button !== 0 || (event.type === 'mousemove' && event.buttons !== 1)) return;
    const cell = (event.target as HTMLElement).closest<HTMLElement>('[role=gridcell]');
    if (!cell) return;
    const active = { row: Number(cell.dataset['row']), column: Number(cell.dataset['column']) };
    const extend = event.shiftKey || event.type === 'mousemove';
    setSelection((before) => ({ active, anchor: extend && before ? before.anchor : active }));
  };

  return { selection, setSelection, onKeyDown, onMouse };
}
