const eulerGamma = 0.57721566490153286;

/**
 * Mean length of an unsuccessful search in a binary tree of n leaves, c(n) = 2 H(n − 1) − 2 (n − 1)/n:
 * the depth at which a random split isolates one of n rows. H is ln + γ, as scikit-learn; 0 for one
 * row, 1 for two. Liu, Ting & Zhou 2008.
 */
export function expectedPathLength(n: number): number {
  if (n <= 1) return 0;
  if (n === 2) return 1;
  return 2 * (Math.log(n - 1) + eulerGamma) - (2 * (n - 1)) / n;
}
