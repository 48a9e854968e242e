export interface GridPosition {
  /** -1 is the header. */
  readonly row: number;
  /** Index among the shown columns. */
  readonly column: number;
}

export interface GridSelection {
  readonly active: GridPosition;
  /** Where a range began; the range spans from here to `active`. */
  readonly anchor: GridPosition;
}

export interface GridBounds {
  readonly rows: number;
  readonly columns: number;
  readonly rowsPerPage: number;
}

export interface Range {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
}

export function rangeOf({ active, anchor }: GridSelection): Range {
  return {
    firstRow: Math.max(0, Math.min(active.row, anchor.row)),
    lastRow: Math.max(0, active.row, anchor.row),
    firstColumn: Math.min(active.column, anchor.column),
    lastColumn: Math.max(active.column, anchor.column),
  };
}

function moved(
  from: GridPosition,
  key: string,
  whole: boolean,
  bounds: GridBounds,
): GridPosition | null {
  const { row, column } = from;
  switch (key) {
    case 'ArrowUp':
      return { row: whole ? 0 : row - 1, column };
    case 'ArrowDown':
      return { row: whole ? bounds.rows - 1 : row + 1, column };
    case 'ArrowLeft':
      return { row, column: whole ? 0 : column - 1 };
    case 'ArrowRight':
      return { row, column: whole ? bounds.columns - 1 : column + 1 };
    case 'PageUp':
      return { row: Math.max(0, row - bounds.rowsPerPage), column };
    case 'PageDown':
      return { row: row + bounds.rowsPerPage, column };
    case 'Home':
      return { row: whole ? 0 : row, column: 0 };
    case 'End':
      return { row: whole ? bounds.rows - 1 : row, column: bounds.columns - 1 };
    default:
      return null;
  }
}

/**
 * Where a key press leads, as the ARIA grid pattern has it; null when the key moves nothing.
 * @param extend Shift: the range grows instead of moving. @param whole Ctrl or Cmd: to the edge.
 */
export function moveSelection(
  selection: GridSelection,
  press: { readonly key: string; readonly extend: boolean; readonly whole: boolean },
  bounds: GridBounds,
): GridSelection | null {
  const to = moved(selection.active, press.key, press.whole, bounds);
  if (to === null) return null;
  const active = {
    row: Math.min(Math.max(to.row, press.extend ? 0 : -1), bounds.rows - 1),
    column: Math.min(Math.max(to.column, 0), bounds.columns - 1),
  };
  return { active, anchor: press.extend ? selection.anchor : active };
}
