import type { ContourSpec, ParallelSpec, TrialsSpec } from './search-spec.ts';
import type { ShapSpec } from './shap-spec.ts';
import type { TreeSpec } from './tree-spec.ts';

/** A point of a series that does not exist is null and leaves a gap. */
export type Value = number | null;

/** How the numbers of an axis read: plain numbers, shares shown in percent, UTC milliseconds. */
export type AxisKind = 'number' | 'percent' | 'date';

/** Bars over given bin edges (`edges.length === counts.length + 1`); `overlay` shares the edges. */
export interface HistogramSpec {
  readonly kind: 'histogram';
  readonly edges: readonly number[];
  readonly counts: readonly number[];
  readonly name?: string;
  readonly overlay?: { readonly name: string; readonly counts: readonly number[] };
  readonly xTitle: string;
  /** Default "Rows". */
  readonly yTitle?: string;
  readonly xKind?: 'number' | 'date';
  /** `percent` when counts are shares 0..1. */
  readonly yKind?: 'number' | 'percent';
  /** False where the colours are explained beside the chart. */
  readonly legend?: boolean;
}

/** One bar a label and series; several series stand side by side. */
export interface BarSpec {
  readonly kind: 'bar';
  readonly labels: readonly string[];
  readonly series: readonly {
    readonly name: string;
    readonly values: readonly Value[];
    /** Ends of an interval around each value, drawn as a whisker. */
    readonly low?: readonly Value[];
    readonly high?: readonly Value[];
  }[];
  /** Bars to hold back in grey, such as those that rest on few rows; one a label. */
  readonly muted?: readonly boolean[];
  /** Default horizontal: the first label on top. */
  readonly orientation?: 'horizontal' | 'vertical';
  readonly labelTitle?: string;
  readonly valueTitle: string;
  readonly valueKind?: 'number' | 'percent';
  /** Upper end of the value axis, such as 1 for probabilities. */
  readonly valueMax?: number;
  /** Bars to either side of zero in the colours of what pushes up and down, told with their sign. */
  readonly signed?: boolean;
  /** False where the colours are explained beside the chart. */
  readonly legend?: boolean;
  /** A line across the bars that they are to be measured against, such as the overall mean. */
  readonly reference?: { readonly value: number; readonly label: string };
  /** What hovering and the table tell besides, one text a label. */
  readonly notes?: readonly string[];
}

/** `matrix[row][column]`. Diverging scales are symmetric around 0. */
export interface HeatmapSpec {
  readonly kind: 'heatmap';
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly matrix: readonly (readonly Value[])[];
  readonly scale: 'sequential' | 'diverging';
  readonly valueTitle: string;
  readonly valueKind?: 'number' | 'percent';
  /** Ends of the colour scale; default: of the data (diverging: symmetric). */
  readonly range?: readonly [number, number];
  readonly rowTitle?: string;
  readonly columnTitle?: string;
}

export interface LineSeries {
  readonly name: string;
  readonly x: readonly Value[];
  readonly y: readonly Value[];
  readonly markers?: boolean;
  readonly dashed?: boolean;
  /** Steps instead of straight segments, as a precision-recall curve is defined. */
  readonly stepped?: boolean;
  /** A shaded stretch around the curve, such as a standard deviation to either side. */
  readonly band?: { readonly low: readonly Value[]; readonly high: readonly Value[] };
  /** What hovering tells besides x and y, one text a point. */
  readonly notes?: readonly string[];
}

export interface LineSpec {
  readonly kind: 'line';
  readonly series: readonly LineSeries[];
  readonly xTitle: string;
  readonly yTitle: string;
  readonly xKind?: AxisKind;
  /** Powers of ten are evenly apart; values must be above 0. */
  readonly xLog?: boolean;
  /** Names of the places 0, 1, 2 ... where x is a choice. */
  readonly xLabels?: readonly string[];
  readonly yKind?: AxisKind;
  readonly xRange?: readonly [number, number];
  readonly yRange?: readonly [number, number];
  /** A grey line y = x (chance for ROC, perfect for calibration) with its name. */
  readonly diagonal?: string;
  /** A vertical line with its name, such as the chosen threshold. */
  readonly marker?: { readonly x: number; readonly label: string };
}

export interface ScatterSpec {
  readonly kind: 'scatter';
  readonly x: readonly Value[];
  readonly y: readonly Value[];
  readonly xTitle: string;
  readonly yTitle: string;
  readonly xKind?: AxisKind;
  readonly yKind?: AxisKind;
  /** One colour a group, at most eight. */
  readonly groups?: readonly string[];
  /** Names of groups in the order of their colours; default: of appearance. */
  readonly groupOrder?: readonly string[];
  /** What a point is, one text a point; default its number. */
  readonly names?: readonly string[];
  readonly diagonal?: string;
  readonly zeroLine?: boolean;
  /** A line through the points, such as a running mean, with its name. */
  readonly curve?: {
    readonly name: string;
    readonly x: readonly Value[];
    readonly y: readonly Value[];
  };
  /** Counts [y][x] of all rows, drawn instead of the points, which then only carry a selection. */
  readonly density?: {
    readonly xEdges: readonly number[];
    readonly yEdges: readonly number[];
    readonly counts: readonly (readonly number[])[];
  };
}

/** Boxes by group; whiskers end at `low` and `high`. */
export interface BoxSpec {
  readonly kind: 'box';
  readonly groups: readonly {
    readonly label: string;
    readonly count: number;
    readonly mean: number;
    readonly q1: number;
    readonly median: number;
    readonly q3: number;
    readonly low: number;
    readonly high: number;
    readonly outliers: readonly number[];
  }[];
  readonly groupTitle: string;
  readonly valueTitle: string;
  readonly valueKind?: AxisKind;
  /** Single rows, strewn beside their box: the place of their group (null: none) and their value. */
  readonly points?: { readonly group: readonly Value[]; readonly value: readonly Value[] };
}

/** Two columns of categories: widths tell the share of x, heights that of y within x. */
export interface MosaicSpec {
  readonly kind: 'mosaic';
  readonly xLabels: readonly string[];
  readonly yLabels: readonly string[];
  /** [y][x] */
  readonly counts: readonly (readonly number[])[];
  readonly xTitle: string;
  readonly yTitle: string;
  /** Share of each cell that is selected, [y][x]. */
  readonly selected?: readonly (readonly number[])[];
}

/** Every pair of a few columns: points below the diagonal, distributions on it, r above. */
export interface PairsSpec {
  readonly kind: 'pairs';
  readonly columns: readonly {
    readonly name: string;
    readonly axis: AxisKind;
    readonly values: readonly Value[];
  }[];
  /** One colour a group, at most eight. */
  readonly groups?: readonly string[];
}

/** Curves under each other over one common axis. */
export interface PanelsSpec {
  readonly kind: 'panels';
  readonly x: readonly number[];
  readonly xTitle: string;
  readonly xKind?: 'number' | 'date';
  readonly panels: readonly { readonly title: string; readonly values: readonly Value[] }[];
  /** Stretches to shade, such as gaps. */
  readonly bands?: readonly { readonly from: number; readonly to: number }[];
}

/** A coefficient by lag, from lag 1, with the band within which it may be chance. */
export interface CorrelogramSpec {
  readonly kind: 'correlogram';
  readonly values: readonly number[];
  /** Half width of the band. */
  readonly confidence: number;
  readonly valueTitle: string;
}

/** A tree of clusters; `linkage` rows are (left, right, distance, size), leaves numbered first. */
export interface DendrogramSpec {
  readonly kind: 'dendrogram';
  readonly labels: readonly string[];
  readonly linkage: readonly (readonly number[])[];
  /** Leaves from top to bottom. */
  readonly order: readonly number[];
  readonly valueTitle: string;
}

/** Counts, `matrix[actual][predicted]`; cells also tell their share, by which they are coloured. */
export interface ConfusionSpec {
  readonly kind: 'confusion';
  readonly labels: readonly string[];
  readonly matrix: readonly (readonly number[])[];
  /** Of what the share is: the actual class (a row, the default), the predicted one, or all. */
  readonly shareOf?: 'actual' | 'predicted' | 'all';
}

export type ChartSpec =
  | HistogramSpec
  | BarSpec
  | HeatmapSpec
  | LineSpec
  | ScatterSpec
  | BoxSpec
  | MosaicSpec
  | PairsSpec
  | PanelsSpec
  | CorrelogramSpec
  | DendrogramSpec
  | ConfusionSpec
  | TreeSpec
  | TrialsSpec
  | ParallelSpec
  | ContourSpec
  | ShapSpec;

/**
 * What was clicked or lassoed: indices into the spec's own arrays (bins, labels, points, rows).
 * A heatmap or confusion cell is [row, column]; tiles of a mosaic are counted row by row.
 */
export interface ChartSelection {
  readonly indices: readonly number[];
}

/** A region drawn with the pointer, in the units of the axes (dates in UTC milliseconds). */
export interface ChartBrush {
  readonly kind: 'box' | 'lasso';
  /** Columns of a pair plot along x and y; 0 and 1 elsewhere. */
  readonly axes: readonly [x: number, y: number];
  /** A box: its two ends, in order. A lasso: the corners of its path. */
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** What is selected among the points of a chart; the other points step back. */
export interface ChartMarks {
  /** One for each point of the spec; null when nothing is selected. */
  readonly selected: readonly boolean[] | null;
  /** The outline of the region that was drawn in this chart. */
  readonly brush: ChartBrush | null;
}
