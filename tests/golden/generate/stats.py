"""scipy's numbers for the distributions, tests and distances of core/stats.

python tests/golden/generate/stats.py
"""

import json
import math
import warnings
from decimal import Decimal, getcontext
from pathlib import Path

import numpy as np
import scipy
from scipy import special, stats
from scipy.spatial import distance

warnings.filterwarnings("ignore")
getcontext().prec = 60
out = Path(__file__).parents[1] / "stats" / "scipy.json"
rng = np.random.default_rng(20)


def exact_f(f, d1, d2):
    """P(F > f) for even degrees of freedom, as a binomial tail in 60 digits."""
    y = Decimal(d1) * Decimal(f) / (Decimal(d2) + Decimal(d1) * Decimal(f))
    x, n = 1 - y, d1 // 2 + d2 // 2 - 1
    term = x**n
    total = term
    for k in range(1, d1 // 2):
        term = term * (n - k + 1) / k * y / x
        total += term
    return float(total)


def finite(cases):
    return [case for case in cases if all(math.isfinite(v) for v in case)]


distributions = {
    "normal": [[z, float(stats.norm.cdf(z)), float(stats.norm.sf(z))]
               for z in [-37, -20, -8, -3, -1.5, -1, -1e-3, 0, 0.3, 0.7, 1, 2, 2.12, 3, 5, 8, 20, 37]],
    "normalQuantile": [[p, float(special.ndtri(p))]
                       for p in [1e-300, 1e-100, 1e-20, 1e-5, 0.01, 0.07, 0.08, 0.3, 0.5, 0.7, 0.925, 0.99, 1 - 1e-10]],
    "chiSquare": [[df * r, df, float(special.gammainc(df / 2, df * r / 2)), float(special.chdtrc(df, df * r))]
                  for df in [1, 2, 3, 7, 30, 100, 1e4, 1e6] for r in [1e-3, 0.1, 0.5, 0.9, 1, 1.1, 2, 5, 20]],
    "studentT": [[t, df, float(stats.t.sf(t, df))]
                 for df in [1, 2, 3, 5, 10, 30, 100, 1e4, 1e7] for t in [-5, 0.1, 1, 2, 5, 20, 100, 1e4, 1e8]],
    "f": [[f, d1, d2, float(special.fdtr(d1, d2, f)), float(special.fdtrc(d1, d2, f))]
          for d1 in [1, 2, 5, 40] for d2 in [1, 3, 10, 200] for f in [1e-3, 0.5, 1, 2, 10, 100]],
    "fExact": [[f, d1, d2, exact_f(f, d1, d2)]
               for d1, d2 in [(2, 10), (40, 100000), (1000, 100000), (6, 4)] for f in [0.5, 1, 2, 5, 40]],
    "logGamma": [[x, float(special.gammaln(x))] for x in [1e-10, 0.1, 0.5, 1.5, 2.5, 5, 15, 16, 30, 1e3, 1e8]],
}
ks = []
for n1, n2 in [(1, 1), (1, 5), (3, 5), (10, 10), (100, 110), (150, 152), (151, 151), (200, 1000), (999, 1000),
               (1000, 9999), (9973, 10000), (10000, 10000), (1, 20000), (50, 20000), (100, 30000), (300, 12000),
               (900, 15000), (20000, 30000), (200000, 300000)]:
    for shift in [0, 0.03, 0.3, 2]:
        if n1 * n2 > 9e7 and shift > 0.1:
            continue
        r = stats.ks_2samp(rng.normal(size=n1), rng.normal(size=n2) + shift)
        ks.append([n1, n2, float(r.statistic), float(r.pvalue)])
kolmogorov = [[n, z / math.sqrt(n), float(stats.kstwo.sf(z / math.sqrt(n), n))]
              for n in [1, 2, 5, 30, 100, 140, 141, 200, 500, 1000, 5000, 20000, 99999, 100001]
              for z in [0.2, 0.3, 0.35, 0.4, 0.5, 0.7, 0.86, 1, 1.4, 1.49, 1.6, 2, 2.2, 3, 5, 10]
              if z < math.sqrt(n)]

samples = []
for a, b in [(rng.normal(size=40), rng.normal(size=55) * 2), (rng.integers(0, 9, 60), rng.integers(2, 12, 45)),
             (np.array([3.0]), np.array([3.0])), (np.array([1.0, 1.0]), np.array([4.0])),
             (rng.lognormal(0, 3, 100), rng.lognormal(0, 3, 7))]:
    samples.append({"a": a.tolist(), "b": b.tolist(), "ks": float(stats.ks_2samp(a, b).statistic),
                    "wasserstein": float(stats.wasserstein_distance(a, b))})

vectors = []
for k in [2, 3, 10, 40]:
    p, q = rng.dirichlet(np.ones(k)), rng.dirichlet(np.ones(k))
    vectors.append({"p": p.tolist(), "q": q.tolist(), "jensenShannon": float(distance.jensenshannon(p, q)),
                    "kullbackLeibler": float(stats.entropy(p, q)),
                    "psi": float(np.sum((p - q) * np.log(p / q)))})
vectors.append({"p": [1, 0, 0], "q": [0, 0.5, 0.5], "jensenShannon": float(distance.jensenshannon([1, 0, 0], [0, .5, .5])),
                "kullbackLeibler": None, "psi": None})

chi = []
for observed, expected in [([16, 16, 16, 16, 16, 8], [16, 18, 16, 14, 12, 12]), ([5, 1], [3, 3]), ([900, 50, 50], [300, 400, 300])]:
    r = stats.chisquare(observed, expected)
    chi.append({"observed": observed, "expected": expected, "statistic": float(r.statistic), "pValue": float(r.pvalue)})

histograms = []
for values in [rng.normal(size=200), rng.integers(0, 60, 300), np.arange(1, 257), rng.lognormal(0, 2, 1000),
               np.concatenate([np.zeros(50), [1e-3]])]:
    edges = np.histogram_bin_edges(values, bins="sturges")
    histograms.append({"values": values.tolist(), "edges": edges.tolist(), "counts": np.histogram(values, edges)[0].tolist()})

golden = {
    "source": f"scipy {scipy.__version__}, numpy {np.__version__}; fExact from decimal with 60 digits",
    "command": "python tests/golden/generate/stats.py",
    "tolerance": {"distributions": 1e-12, "pValues": 1e-9, "distances": 1e-12},
    "distributions": {name: finite(cases) for name, cases in distributions.items()},
    "ks": ks, "kolmogorov": kolmogorov, "samples": samples, "vectors": vectors, "chiSquareTest": chi, "histograms": histograms,
}
out.write_text(json.dumps(golden, separators=(",", ":"), allow_nan=False) + "\n")
print(out, out.stat().st_size)
