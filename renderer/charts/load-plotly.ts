import type { Plotly } from 'plotly.js-strict-dist-min';

let loading: Promise<Plotly> | null = null;

/** Plotly (strict bundle, which needs no eval), fetched when the first chart is shown. */
export function loadPlotly(): Promise<Plotly> {
  loading ??= import('plotly.js-strict-dist-min').then((module) => module.default);
  return loading;
}
