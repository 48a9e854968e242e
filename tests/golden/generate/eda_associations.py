"""Association matrices and isolation forests as pandas, phik and scikit-learn compute them.

Run from the root of the repository: python tests/golden/generate/eda_associations.py
Writes tests/golden/eda/associations.json.
"""

import json
import platform
import warnings
from importlib.metadata import version

import numpy as np
import pandas as pd
import phik  # noqa: F401  adds DataFrame.phik_matrix
from phik import bivariate as phik_bivariate
from scipy.stats import multivariate_normal, norm
from sklearn.ensemble import IsolationForest
from sklearn.metrics import normalized_mutual_info_score

warnings.filterwarnings("ignore")
DATASETS = ["heart_cleveland_uci", "titanic_openml", "ames_housing", "penguins", "seattle_weather"]
MOST = 14


def real(value):
    value = float(value)
    return value if np.isfinite(value) else None


def matrix(frame):
    return {
        "columns": list(frame),
        "matrix": [[real(v) for v in row] for row in frame.to_numpy()],
    }


def eta(groups, values):
    both = groups.notna() & values.notna()
    groups, values = groups[both], values[both]
    means = values.groupby(groups).transform("mean")
    total = ((values - values.mean()) ** 2).sum()
    return real(np.sqrt(((means - values.mean()) ** 2).sum() / total)) if total > 0 else None


def deciles(x):
    """Ten bins of equal frequency that begin at the deciles, or the values when they are ten at most."""
    present = x.dropna()
    if present.nunique() <= 10:
        return x
    starts = np.unique(np.quantile(present, np.arange(10) / 10))
    codes = pd.Series(np.searchsorted(starts, x, side="right") - 1, index=x.index).astype(float)
    return codes.where(x.notna())


def mutual(a, b):
    both = a.notna() & b.notna()
    a, b = a[both], b[both]
    if a.nunique() < 2 and b.nunique() < 2:
        return None
    return real(normalized_mutual_info_score(a.astype(str), b.astype(str)))


NODES, WEIGHTS = np.polynomial.legendre.leggauss(400)


def rectangle(lower, upper, mu, S, rng=None):
    """P(a < X < b, c < Y < d) by quadrature over x: the package's own integrals are good to 1e-3."""
    (a, c), (b, d), rho = lower, upper, S[0][1]
    if rho >= 1 - 1e-12:
        return max(0.0, norm.cdf(min(b, d)) - norm.cdf(max(a, c)))
    x = (a + b) / 2 + (b - a) / 2 * NODES
    s = np.sqrt(1 - rho * rho)
    inside = norm.cdf((d - rho * x) / s) - norm.cdf((c - rho * x) / s)
    return float((b - a) / 2 * (WEIGHTS * norm.pdf(x) * inside).sum())


def phik_exact(frame, intervals):
    own = phik_bivariate._calc_mvnun
    phik_bivariate._calc_mvnun = rectangle
    try:
        return frame.phik_matrix(interval_cols=intervals, verbose=False, njobs=1)
    finally:
        phik_bivariate._calc_mvnun = own


def associations(name):
    frame = pd.read_csv(f"datasets/{name}.csv", keep_default_na=False, na_values=[""])
    numbers = frame.select_dtypes("number").iloc[:, :MOST]
    texts = [c for c in frame.columns.difference(frame.select_dtypes("number").columns, sort=False)]
    levels = frame[[c for c in texts if 2 <= frame[c].nunique() <= 30][:MOST]]
    mixed = pd.concat([numbers, levels], axis=1)
    binned = {c: deciles(mixed[c]) if c in numbers else mixed[c] for c in mixed}
    return {
        "kendall": matrix(numbers.corr("kendall")),
        "phi_k": matrix(mixed.phik_matrix(interval_cols=list(numbers), verbose=False, njobs=1)),
        "phi_k_exact": matrix(phik_exact(mixed, list(numbers))),
        "correlation_ratio": [[a, b, eta(levels[a], numbers[b])] for a in levels for b in numbers],
        "mutual_information": [
            [a, b, mutual(binned[a], binned[b])]
            for i, a in enumerate(mixed)
            for b in mixed.columns[i + 1 :]
        ],
    }


def forest(name):
    frame = pd.read_csv(f"datasets/{name}.csv", keep_default_na=False, na_values=[""])
    numbers = frame.select_dtypes("number")
    x = numbers.fillna(numbers.median())
    runs = np.array([-IsolationForest(random_state=seed).fit(x).score_samples(x) for seed in range(10)])
    return {
        "columns": list(numbers),
        "scores": [round(float(v), 6) for v in runs.mean(axis=0)],
        "deviation": float(runs.std(axis=0, ddof=1).mean()),
        "flagged": float((runs > 0.5).mean()),
    }


def bivariate():
    cases = []
    for rho in (-0.999, -0.95, -0.5, 0.1, 0.6, 0.93, 0.9999):
        for h, k in ((0.0, 0.0), (1.0, -0.5), (-2.0, 1.5), (2.5, 2.4), (0.3, 0.31)):
            p = multivariate_normal.cdf(
                [-h, -k], cov=[[1, rho], [rho, 1]], abseps=1e-13, releps=1e-13, maxpts=10_000_000
            )
            cases.append([h, k, rho, float(p)])
    return cases


def main():
    golden = {
        "source": "python tests/golden/generate/eda_associations.py",
        "versions": {
            "python": platform.python_version(),
            **{p: version(p) for p in ("numpy", "pandas", "scipy", "scikit-learn", "phik")},
        },
        # phik solves to 1e-5, but its integrals err by up to 1e-3
        "tolerance": {"exact": 1e-9, "phi_k": 0.01, "phi_k_exact": 2e-5, "bivariate": 1e-9},
        "datasets": {name: associations(name) for name in DATASETS},
        "forests": {
            name: forest(name)
            for name in ("heart_cleveland_uci", "breast_cancer_wdbc", "penguins", "ames_housing")
        },
        "bivariate": bivariate(),
    }
    with open("tests/golden/eda/associations.json", "w", encoding="utf-8") as file:
        json.dump(golden, file, separators=(",", ":"))
        file.write("\n")


main()
