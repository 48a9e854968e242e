import { normalQuantile } from '../stats/normal-distribution.ts';

/** 95 % score interval of a share of `total` > 0 rows (Wilson 1927). */
export function wilsonInterval(hits: number, total: number): { low: number; high: number } {
  const z2 = normalQuantile(0.975) ** 2;
  const share = hits / total;
  const centre = (share + z2 / (2 * total)) / (1 + z2 / total);
  const reach =
    (Math.sqrt(z2) * Math.sqrt((share * (1 - share)) / total + z2 / (4 * total * total))) /
    (1 + z2 / total);
  return { low: Math.max(0, centre - reach), high: Math.min(1, centre + reach) };
}
