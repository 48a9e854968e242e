import type { Plotly } from 'plotly.js-strict-dist-min';

let loading: Promise<Plotly> | null = null;

/** Plotly (strict bundle, which needs no eval), fetched when the first chart is shown. */
export function loadPlotly(): Promise<Plotly> {
  loading ??= import('plotly.js-strict-dist-min').then(
    (module) => module.default,
    (error: unknown) => {
      // A host that restarted may have it again: do not remember the failure.
      loading = null;
      throw error;
    },
  );
  return loading;
}

/** Frees what plotly keeps of a node, if it ever drew into it. */
export async function purgePlot(node: HTMLElement): Promise<void> {
  if (loading === null) return;
  try {
    (await loading).purge(node);
  } catch {
    // It never arrived, so there is nothing to free.
  }
}
