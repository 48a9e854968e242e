import { Chart } from '../../../../charts/chart.tsx';
import type { ChartSpec } from '../../../../charts/spec.ts';
import type { RowPoints } from './residual-selection.ts';
import { useResidualMarks, type ResidualSelection } from './use-residual-selection.ts';

export interface PlotOfRows {
  readonly title: string;
  readonly spec: ChartSpec;
  /** Given: points are rows, so that a region of them selects. */
  readonly points?: RowPoints | undefined;
}

/** A residual plot that shows the common selection and, where its points are rows, makes one. */
export function ResidualPlot(props: {
  plot: PlotOfRows;
  selection: ResidualSelection;
  /** Whether the numbers of the rows are known, or soon will be. */
  selectable: boolean;
}) {
  const { plot, selection, selectable } = props;
  const { title, spec, points } = plot;
  const marks = useResidualMarks(selection, title, points);
  if (spec.kind !== 'scatter' || !selectable)
    return <Chart title={title} spec={spec} height={340} />;
  return (
    <Chart
      title={title}
      spec={spec}
      height={340}
      marks={marks}
      onBrush={(brush) => selection.choose({ kind: 'brush', plot: title, brush })}
    />
  );
}
