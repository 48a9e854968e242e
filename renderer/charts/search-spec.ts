type Value = number | null;

/** How values lie on an axis: evenly, by powers of ten, or as names at 0, 1, 2 ... */
export interface TrialAxis {
  readonly title: string;
  readonly log?: boolean;
  /** Names of the values 0, 1, 2 ... of a choice. */
  readonly labels?: readonly string[];
}

/** Scores of many tries, at most eight colours, with an optional curve such as the best so far. */
export interface TrialsSpec {
  readonly kind: 'trials';
  readonly x: readonly Value[];
  readonly y: readonly Value[];
  readonly xAxis: TrialAxis;
  readonly yTitle: string;
  /** Default: all points. */
  readonly yRange?: readonly [number, number];
  /** One text a point. */
  readonly names: readonly string[];
  readonly groups?: readonly string[];
  /** Names of groups in the order of their colours. */
  readonly groupOrder?: readonly string[];
  /** Points that were given up: drawn hollow. */
  readonly hollow?: readonly boolean[];
  /** Index of the point that is ringed, such as the best. */
  readonly best?: number | null;
  readonly curve?: {
    readonly name: string;
    readonly x: readonly Value[];
    readonly y: readonly Value[];
  };
}

/** One line a trial across an axis for each parameter, coloured by its score. */
export interface ParallelSpec {
  readonly kind: 'parallel';
  readonly axes: readonly (TrialAxis & { readonly values: readonly Value[] })[];
  readonly score: {
    readonly title: string;
    readonly values: readonly number[];
    /** Ends of the colours; default: of the values. */
    readonly range?: readonly [number, number];
  };
  /** Which scores get the strong colour. */
  readonly better: 'higher' | 'lower';
  /** One text a line. */
  readonly names: readonly string[];
}

/** A surface over two parameters, told from trials, which are drawn on it. */
export interface ContourSpec {
  readonly kind: 'contour';
  readonly xAxis: TrialAxis;
  readonly yAxis: TrialAxis;
  /** Places of the grid's columns and rows, in the units of the axes. */
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** [row][column] */
  readonly surface: readonly (readonly Value[])[];
  readonly valueTitle: string;
  readonly better: 'higher' | 'lower';
  readonly points: {
    readonly x: readonly number[];
    readonly y: readonly number[];
    readonly values: readonly number[];
    readonly names: readonly string[];
  };
}
