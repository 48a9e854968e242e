import { Button } from '@mantine/core';
import { BookmarkPlus } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Version } from '../../../core/contract/data.ts';
import type { Analysis } from '../../../core/contract/patterns.ts';
import { Chart } from '../../charts/chart.tsx';
import type { ChartBrush, ScatterSpec } from '../../charts/spec.ts';
import { formatCount } from '../../components/format.ts';
import { Section } from '../../components/section.tsx';
import { SegmentDialog, type SegmentDraft } from '../explore/segment-dialog.tsx';
import { insidePath } from '../explore/select-points.ts';

type Map = Extract<Analysis, { kind: 'clusters' }>['map'];

function isInside({ kind, x, y }: ChartBrush, px: number, py: number): boolean {
  if (kind === 'lasso') return insidePath(px, py, { x, y });
  return px >= x[0]! && px <= x[1]! && py >= y[0]! && py <= y[1]!;
}

/** All rows on two axes; points that are lassoed can become a segment. */
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
  const [draft, setDraft] = useState<SegmentDraft | null>(null);
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
        return px !== null && py !== null && isInside(brush, px, py);
      }),
    [brush, map, x, y],
  );
  const marks = useMemo(() => ({ selected, brush }), [selected, brush]);
  const rows = selected ? map.row.filter((_, i) => selected[i]) : [];
  if (!x || !y) return null;
  return (
    <Section
      title={title}
      description={description}
      actions={
        rows.length > 0 && (
          <>
            <Button variant="subtle" onClick={() => setBrush(null)}>
              Clear
            </Button>
            {version && (
              <Button
                variant="default"
                leftSection={<BookmarkPlus size={14} aria-hidden />}
                onClick={() => setDraft({ kind: 'rows', rows })}
              >
                Save {formatCount(rows.length, 'row')} as segment
              </Button>
            )}
          </>
        )
      }
    >
      <Chart spec={spec} height={420} marks={marks} onBrush={setBrush} />
      {version && <SegmentDialog version={version} draft={draft} onClose={() => setDraft(null)} />}
    </Section>
  );
}
