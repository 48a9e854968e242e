/**
 * The first Wasserstein distance ∫ |F(x) − G(x)| dx between the empirical distributions of two samples
 * sorted ascending, neither empty. In the unit of the values. O(n + m).
 */
export function wassersteinDistance(a: Float64Array, b: Float64Array): number {
  let i = 0;
  let j = 0;
  let distance = 0;
  let from = Math.min(a[0]!, b[0]!);
  while (i < a.length || j < b.length) {
    const x = i === a.length ? b[j]! : j === b.length ? a[i]! : Math.min(a[i]!, b[j]!);
    distance += Math.abs(i / a.length - j / b.length) * (x - from);
    while (i < a.length && a[i] === x) i++;
    while (j < b.length && b[j] === x) j++;
    from = x;
  }
  return distance;
}
