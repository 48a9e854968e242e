export function clusterName(label: number): string {
  return label < 0 ? 'In no cluster' : `Cluster ${label + 1}`;
}

const words: Readonly<Record<string, readonly [title: string, hint: string]>> = {
  silhouette: ['Silhouette', 'from −1 to 1, higher is better'],
  davies_bouldin: ['Davies-Bouldin', 'lower is better'],
  calinski_harabasz: ['Calinski-Harabasz', 'higher is better'],
  inertia: ['Inertia', 'squared distances to the centres'],
  bic: ['BIC', 'lower is better'],
  aic: ['AIC', 'lower is better'],
  log_likelihood: ['Log likelihood', 'mean of a row'],
  kl_divergence: ['KL divergence', 'lower is better'],
  trustworthiness: ['Trustworthiness', 'share of neighbours that stay near'],
  reconstruction_error: ['Reconstruction error', 'lower is better'],
};

/** Metrics that have a value and tell how good a result is, with their names. */
export function metricWords(
  metrics: Readonly<Record<string, number | null>>,
): { id: string; title: string; hint: string; value: number }[] {
  return Object.entries(metrics).flatMap(([id, value]) => {
    const named = words[id];
    return value === null || !named ? [] : [{ id, title: named[0], hint: named[1], value }];
  });
}
