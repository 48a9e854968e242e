/** Nearness on the map at distance d: 1 / (1 + a d^(2b)). */
export interface MapCurve {
  readonly a: number;
  readonly b: number;
}

/**
 * The curve nearest to 1 up to `leastDistance` and exp(−(d − leastDistance)) beyond, in squares over 300
 * distances up to 3, by Levenberg-Marquardt. umap-learn's `find_ab_params` with spread 1.
 */
export function fitMapCurve(leastDistance: number): MapCurve {
  const distances = Float64Array.from({ length: 300 }, (_, i) => (3 * i) / 299);
  const wanted = distances.map((d) => (d < leastDistance ? 1 : Math.exp(leastDistance - d)));
  const curve = (d: number, { a, b }: MapCurve) => 1 / (1 + a * d ** (2 * b));
  const loss = (at: MapCurve) =>
    distances.reduce((sum, d, i) => sum + (curve(d, at) - wanted[i]!) ** 2, 0);
  let at: MapCurve = { a: 1, b: 1 };
  let best = loss(at);
  let damping = 1e-3;
  for (let step = 0; step < 200; step++) {
    let [aa, ab, bb, ga, gb] = [0, 0, 0, 0, 0];
    distances.forEach((d, i) => {
      if (d === 0) return;
      const value = curve(d, at);
      const power = d ** (2 * at.b);
      const da = -value * value * power;
      const db = da * at.a * 2 * Math.log(d);
      const residual = value - wanted[i]!;
      aa += da * da;
      ab += da * db;
      bb += db * db;
      ga += da * residual;
      gb += db * residual;
    });
    const [p, q] = [aa * (1 + damping), bb * (1 + damping)];
    const determinant = p * q - ab * ab;
    const moved = {
      a: at.a - (q * ga - ab * gb) / determinant,
      b: at.b - (p * gb - ab * ga) / determinant,
    };
    const made = moved.a > 0 && moved.b > 0 ? loss(moved) : Infinity;
    if (made < best) {
      const change = Math.abs(moved.a - at.a) + Math.abs(moved.b - at.b);
      [at, best, damping] = [moved, made, damping / 10];
      if (change < 1e-12) break;
    } else if ((damping *= 10) > 1e12) break;
  }
  return at;
}
