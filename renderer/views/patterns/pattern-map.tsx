import { useMemo, useState } from 'react';
import type { Version } from '../../../core/contract/data.ts';
import type { Analysis } from '../../../core/contract/patterns.ts';
import { Chart } from '../../charts/chart.tsx';
import { inBrush } from '../../charts/in-brush.ts';
import type { ChartBrush, ScatterSpec } from '../../charts/spec.ts';
import { formatInteger } from '../../components/format.ts';
import { Section } from '../../components/section.tsx';
import { SegmentDialog, type SegmentDraft } from '../explore/segment-dialog.tsx';
import { SelectionBar } from '../explore/selection-bar.tsx';
import { useSegmentLead } from '../train/evaluation/segments/segment-focus.ts';
import { useShowRows } from '../train/evaluation/use-show-rows.ts';

type Map = Extract<Analysis, { kind: 'clusters' }>['map'];

/** Rows on two axes; points that are lassoed can be shown and become a segment. */
export function PatternMap(props: {
  title: string;
  map: Map;
  /** The rows are of this version. */
  version: Version | null;
  groups?: readonly string[] | undefined;
  groupOrder?: readonly string[];
  description?: string;
}) {
  const { title, map, version, groups, groupOrder, description } = props;
  const [brush, setBrush] = useState<ChartBrush | null>(null);
  const [x, y] = map.coordinates;
  const spec = useMemo<ScatterSpec>(
    () => ({
      kind: 'scatter',
      x: x ?? [],
      y: y ?? [],
      xTitle: map.axes[0] ?? '',
      yTitle: map.axes[1] ?? '',
      names: map.row.map((row) => `Row ${row + 1}`),
      ...(groups ? { groups } : {}),
      ...(groupOrder ? { groupOrder } : {}),
    }),
    [x, y, map, groups, groupOrder],
  );
  const selected = useMemo(
    () =>
      brush &&
      map.row.map((_, i) => {
        const [px, py] = [x?.[i] ?? null, y?.[i] ?? null];
        return px !== null && py !== null && inBrush(brush, px, py);
      }),
    [brush, map, x, y],
  );
  const marks = useMemo(() => ({ selected, brush }), [selected, brush]);
  const rows = selected ? map.row.filter((_, i) => selected[i]) : [];
  if (!x || !y) return null;
  return (
    <Section title={title} description={description}>
      <Chart spec={spec} height={420} marks={marks} onBrush={setBrush} />
      {brush && version && (
        <MapSelection
          rows={rows}
          drawn={map.row.length}
          version={version}
          onClear={() => setBrush(null)}
        />
      )}
    </Section>
  );
}

function MapSelection(props: {
  rows: readonly number[];
  drawn: number;
  version: Version;
  onClear: () => void;
}) {
  const { rows, drawn, version, onClear } = props;
  const show = useShowRows();
  const lead = useSegmentLead(version.id);
  const [draft, setDraft] = useState<SegmentDraft | null>(null);
  const of = drawn < version.rows ? `, of the ${formatInteger(drawn)} rows drawn` : '';
  return (
    <>
      <SelectionBar
        count={rows.length}
        total={drawn}
        words={`on the map${of}`}
        onShowRows={() =>
          show.these({ versionId: version.id, rows: [...rows], by: 'selected on the map' })
        }
        onSave={() => setDraft({ kind: 'rows', rows })}
        onClear={onClear}
      />
      <SegmentDialog version={version} lead={lead} draft={draft} onClose={() => setDraft(null)} />
    </>
  );
}
