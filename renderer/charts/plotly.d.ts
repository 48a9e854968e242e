/** The part of plotly's API that charts use. The package carries no types of its own. */
declare module 'plotly.js-strict-dist-min' {
  interface PlotlyEventPoint {
    readonly curveNumber: number;
    readonly pointNumber: number | readonly number[];
  }

  /** Ends of a box or corners of a lasso by axis name, dates as text. */
  type PlotlyRegion = Readonly<Record<string, readonly (number | string)[]>>;

  interface PlotlyEvent {
    readonly points: readonly PlotlyEventPoint[];
    readonly range?: PlotlyRegion;
    readonly lassoPoints?: PlotlyRegion;
  }

  interface PlotlyElement extends HTMLElement {
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
  export type { Plotly, PlotlyElement, PlotlyEvent, PlotlyEventPoint, PlotlyRegion };
}
