import { useState } from 'react';
import type { Explanation } from '../../../core/contract/explainability.ts';
import { useVersions } from '../../components/use-versions.ts';
import { SegmentDialog, type SegmentDraft } from '../explore/segment-dialog.tsx';
import { SelectionBar } from '../explore/selection-bar.tsx';
import { useShowRows } from '../train/evaluation/use-show-rows.ts';
import { useSegmentLead } from '../train/evaluation/segments/segment-focus.ts';
import { useExplainState } from './explain-state.ts';
import type { BrushSelection } from './use-brush-selection.ts';

/** What is lassoed, at the foot of the view, and the way to a segment. */
export function BrushedRows(props: {
  explanation: Explanation;
  selection: BrushSelection;
  onClear: () => void;
}) {
  const { explanation, selection, onClear } = props;
  const show = useShowRows();
  const lead = useSegmentLead(explanation.versionId, explanation.modelId);
  const brush = useExplainState((state) => state.brush);
  const [draft, setDraft] = useState<SegmentDraft | null>(null);
  const version = useVersions().all.find((each) => each.id === explanation.versionId);
  if (!selection.selected || !version) return null;
  const drawn = explanation.sample.row.length;
  const of = drawn < version.rows ? `, of the ${drawn.toLocaleString('en-US')} rows drawn` : '';
  return (
    <>
      <SelectionBar
        count={selection.rows.length}
        total={drawn}
        words={`${selection.words}${of}`}
        onSave={() => setDraft({ kind: 'rows', rows: selection.rows })}
        onShowRows={() =>
          show.these({
            versionId: version.id,
            rows: selection.rows,
            by: `selected ${selection.words}`,
          })
        }
        onClear={() => {
          brush(null);
          onClear();
        }}
      />
      <SegmentDialog version={version} lead={lead} draft={draft} onClose={() => setDraft(null)} />
    </>
  );
}
