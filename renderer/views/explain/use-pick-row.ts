import { useCallback } from 'react';
import { useExplainState, useExplainTab, useFocus } from './explain-state.ts';
import type { BrushSelection } from './use-brush-selection.ts';

/**
 * Looks at one row of the sample in the Rows tab. A row beside the selected ones ends the selection,
 * which would hide it there.
 */
export function usePickRow(
  explanationId: string,
  { selected }: BrushSelection,
): (index: number | undefined) => void {
  const [, look] = useFocus(explanationId);
  const [, show] = useExplainTab();
  const brush = useExplainState((state) => state.brush);
  return useCallback(
    (index) => {
      if (index === undefined) return;
      if (selected?.[index] === false) brush(null);
      look(selected?.[index] === false ? { index, drawn: null } : { index });
      show('rows');
    },
    [selected, look, show, brush],
  );
}
