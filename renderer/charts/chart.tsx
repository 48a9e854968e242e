import { useMemo, useRef, useState } from 'react';
import { buildFigure } from './build-figure.ts';
import { ChartTableView } from './chart-table-view.tsx';
import { type Drag, ChartTools } from './chart-tools.tsx';
import classes from './chart.module.css';
import { describeChart } from './describe-chart.ts';
import { LiveWaterfall } from './live-waterfall.tsx';
import { PlotNode } from './plot-node.tsx';
import { saveImage } from './save-image.ts';
import type { ChartBrush, ChartMarks, ChartSelection, ChartSpec } from './spec.ts';
import { useChartTheme } from './theme.ts';
import { useWidth } from './use-width.ts';

export interface ChartProps {
  /** Keep it stable (useMemo): a new object is taken as new data and resets the zoom. */
  readonly spec: ChartSpec;
  /** Of the plot in pixels, without the title line; default 320. */
  readonly height?: number;
  readonly title?: string;
  /** What the chart shows, in a sentence; default: told from the spec. */
  readonly label?: string;
  readonly onSelect?: (selection: ChartSelection) => void;
  /** Given: dragging draws a region (box or lasso) and tells it. */
  readonly onBrush?: (brush: ChartBrush) => void;
  /** What is selected; a change keeps the zoom. */
  readonly marks?: ChartMarks;
  /** A waterfall that moves with a slider: drawn fast, without zoom and hover. */
  readonly live?: boolean;
}

/** Counts new specs, so that zoom outlives a new size or theme but not new data. */
function useRevision(spec: ChartSpec): number {
  const seen = useRef({ spec, count: 0 });
  if (seen.current.spec !== spec) seen.current = { spec, count: seen.current.count + 1 };
  return seen.current.count;
}

/** A chart with its title, its text alternative and ways to save it. */
export function Chart(props: ChartProps) {
  const { spec, height = 320, title, label, onSelect, onBrush, marks, live = false } = props;
  const body = useRef<HTMLDivElement>(null);
  const width = useWidth(body);
  const theme = useChartTheme();
  const revision = useRevision(spec);
  const [asTable, setAsTable] = useState(false);
  const [ready, setReady] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [drag, setDrag] = useState<Drag>(onBrush ? 'select' : 'zoom');
  const size = useMemo(() => ({ width, height }), [width, height]);
  const figure = useMemo(
    () => (width === 0 || live ? null : buildFigure(spec, theme, size, marks)),
    [spec, theme, size, width, marks, live],
  );
  const sentence = label ?? describeChart(spec);
  const name = title ?? sentence;

  const save = (format: 'png' | 'svg'): void => {
    const drawn = figure ?? (width > 0 ? buildFigure(spec, theme, size, marks) : null);
    if (!drawn) return;
    saveImage(format, drawn, { size, theme, title: name }).catch((error: unknown) =>
      setFailure(error instanceof Error ? error.message : String(error)),
    );
  };

  return (
    <figure className={classes.frame} style={{ margin: 0 }} aria-label={name}>
      <div className={classes.head}>
        <figcaption className={classes.title} title={title}>
          {title}
        </figcaption>
        <div className={classes.tools}>
          <ChartTools
            asTable={asTable}
            onTable={() => setAsTable(!asTable)}
            onSave={save}
            drag={onBrush && !asTable ? drag : null}
            onDrag={setDrag}
          />
        </div>
      </div>
      <div ref={body} className={classes.body} style={{ height }}>
        <div role="img" aria-label={sentence} aria-hidden={asTable} data-ready={ready || live}>
          {live && spec.kind === 'waterfall' && width > 0 && (
            <LiveWaterfall spec={spec} theme={theme} size={size} />
          )}
          {figure && !live && (
            <PlotNode
              figure={figure}
              revision={revision}
              onReady={() => setReady(true)}
              onFailure={setFailure}
              onSelect={onSelect}
              drag={drag}
              onBrush={onBrush}
            />
          )}
        </div>
        {!ready && !live && failure === null && <div className={classes.waiting}>Drawing…</div>}
        {failure !== null && (
          <div className={classes.waiting} role="alert">
            The chart could not be drawn: {failure}
          </div>
        )}
        {asTable && <ChartTableView spec={spec} label={name} />}
      </div>
    </figure>
  );
}
