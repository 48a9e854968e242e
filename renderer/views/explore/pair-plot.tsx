import { MultiSelect } from '@mantine/core';
import { useMemo } from 'react';
import type { VersionColumn } from '../../../core/contract/data.ts';
import { Chart } from '../../charts/chart.tsx';
import type { ChartBrush, ChartMarks, PairsSpec } from '../../charts/spec.ts';
import { Section } from '../../components/section.tsx';
import { betweenTerm } from './filter-text.ts';
import { axisValues, groupNames, pointColumn, type Points } from './select-points.ts';
import type { PointSelection } from './use-point-selection.ts';

export const mostPairColumns = 5;

export interface PairPlotProps {
  readonly points: Points;
  /** Numbers and dates of the version. */
  readonly candidates: readonly VersionColumn[];
  readonly columns: readonly VersionColumn[];
  readonly colour: string | null;
  readonly marks: ChartMarks;
  readonly onColumns: (names: string[]) => void;
  readonly onSelect: (selection: PointSelection) => void;
}

/** Every pair of up to five columns; a region in any of the plots selects in all. */
export function PairPlot(props: PairPlotProps) {
  const { points, candidates, columns, colour, marks, onColumns, onSelect } = props;
  const spec = useMemo<PairsSpec | null>(() => {
    const found = columns.flatMap((column) => pointColumn(points, column.name) ?? []);
    const groups = colour === null ? undefined : pointColumn(points, colour);
    if (found.length < 2 || found.length < columns.length) return null;
    return {
      kind: 'pairs',
      columns: found.map((column) => ({
        name: column.name,
        axis: column.type === 'datetime' ? 'date' : 'number',
        values: axisValues(column),
      })),
      ...(groups ? { groups: groupNames(groups.values) } : {}),
    };
  }, [points, columns, colour]);
  const brushed = (brush: ChartBrush): void => {
    const x = columns[brush.axes[0]];
    const y = columns[brush.axes[1]];
    if (!x || !y) return;
    const drawn = { chart: 'pairs', brush } as const;
    if (brush.kind === 'lasso')
      return onSelect({
        kind: 'lasso',
        lasso: { columns: [x.name, y.name], x: brush.x, y: brush.y },
        drawn,
      });
    onSelect({
      kind: 'terms',
      terms: [betweenTerm(x, brush.x[0]!, brush.x[1]!), betweenTerm(y, brush.y[0]!, brush.y[1]!)],
      drawn,
    });
  };
  return (
    <Section
      title="Pairs"
      actions={
        <MultiSelect
          aria-label="Columns of the pair plot"
          size="xs"
          w={600}
          data={candidates.map((column) => column.name)}
          value={columns.map((column) => column.name)}
          maxValues={mostPairColumns}
          onChange={onColumns}
          searchable
          hidePickedOptions
          placeholder={columns.length < 2 ? 'Choose at least two columns' : ''}
          nothingFoundMessage="No such column of numbers"
        />
      }
    >
      {spec ? (
        <Chart
          spec={spec}
          height={Math.min(820, 60 + columns.length * 150)}
          marks={marks}
          onBrush={brushed}
        />
      ) : (
        <p className="assay-muted">Choose two to five columns of numbers or dates.</p>
      )}
    </Section>
  );
}
