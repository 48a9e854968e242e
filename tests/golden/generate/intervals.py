"""Intervals of areas under ROC curves and of shares of rows.

python tests/golden/generate/intervals.py > tests/golden/evaluation/intervals.json

DeLong as in Sun & Xu 2014 (midranks); a bootstrap of 4,000 resamples must agree within 10 % in width.
Wilson from statsmodels.
"""
import json

import numpy as np
import scipy
import sklearn
import statsmodels
from scipy.stats import norm, rankdata
from sklearn.metrics import roc_auc_score
from statsmodels.stats.proportion import proportion_confint


def delong(y, p):
    x, z = p[y == 1], p[y == 0]
    m, n = len(x), len(z)
    everything = rankdata(np.concatenate([x, z]))
    v10 = (everything[:m] - rankdata(x)) / n
    v01 = 1 - (everything[m:] - rankdata(z)) / m
    auc = v10.mean()
    assert abs(auc - roc_auc_score(y, p)) < 1e-12
    variance = v10.var(ddof=1) / m + v01.var(ddof=1) / n
    reach = norm.ppf(0.975) * np.sqrt(variance)
    return auc, variance, max(0, auc - reach), min(1, auc + reach)


rng = np.random.default_rng(3)
cases = []
for name, n, gap, digits in [("few rows", 40, 1.0, 6), ("tied scores", 90, 0.8, 1), ("many rows", 200, 0.5, 6), ("nearly perfect", 60, 4.5, 6), ("perfect", 20, 50, 6)]:
    y = (rng.random(n) < 0.4).astype(int)
    p = np.round(1 / (1 + np.exp(-(gap * y + rng.normal(size=n)))), digits)
    if name == "perfect":
        p = np.where(y == 1, 0.9, 0.2)
    auc, variance, low, high = delong(y, p)
    if name in ("tied scores", "many rows"):
        drawn = []
        while len(drawn) < 4000:
            rows = rng.integers(0, n, n)
            if 0 < y[rows].sum() < n:
                drawn.append(roc_auc_score(y[rows], p[rows]))
        assert abs(np.std(drawn) / np.sqrt(variance) - 1) < 0.1, name
    cases.append({"name": name, "y": y.tolist(), "scores": p.tolist(), "variance": float(variance), "low": float(low), "high": float(high)})
rates = [{"hits": h, "rows": n, "interval": [float(v) for v in proportion_confint(h, n, method="wilson")]} for h, n in [(0, 7), (7, 7), (1, 1), (13, 40), (990, 1000), (1, 100000)]]
print(
    json.dumps(
        {
            "source": "DeLong 1988 by midranks (Sun & Xu 2014), statsmodels proportion_confint",
            "command": "python tests/golden/generate/intervals.py > tests/golden/evaluation/intervals.json",
            "versions": {"numpy": np.__version__, "scipy": scipy.__version__, "scikit-learn": sklearn.__version__, "statsmodels": statsmodels.__version__},
            "tolerance": 1e-9,
            "delong": cases,
            "wilson": rates,
        },
        separators=(",", ":"),
    )
)
