/** The part of plotly's API that charts use. The package carries no types of its own. */
declare module 'plotly.js-strict-dist-min' {
  interface PlotlyEventPoint {
    readonly curveNumber: number;
    readonly pointNumber: number | readonly number[];
  }

  interface PlotlyEvent {
    readonly points: readonly PlotlyEventPoint[];
  }

  /** Not documented, but what plotly's own documentation of pixels and units refers to since version 1. */
  interface PlotlyAxis {
    readonly _id: string;
    /** Pixels from the element's corner, and along the axis. */
    readonly _offset: number;
    readonly _length: number;
    /** Pixels within the plot to units; dates to UTC milliseconds. */
    p2c(pixel: number): number;
  }

  interface PlotlyElement extends HTMLElement {
    readonly _fullLayout?: {
      readonly _plots?: Readonly<Record<string, { xaxis: PlotlyAxis; yaxis: PlotlyAxis }>>;
    };
    on(event: string, listener: (event?: PlotlyEvent) => void): void;
    removeAllListeners(event: string): void;
  }

  interface Plotly {
    react(
      node: HTMLElement,
      data: readonly object[],
      layout: object,
      config: object,
    ): Promise<PlotlyElement>;
    purge(node: HTMLElement): void;
    toImage(
      figure: { readonly data: readonly object[]; readonly layout: object },
      options: { format: 'png' | 'svg'; width: number; height: number; scale?: number },
    ): Promise<string>;
  }

  const plotly: Plotly;
  export default plotly;
  export type { Plotly, PlotlyElement, PlotlyEvent, PlotlyEventPoint };
}
