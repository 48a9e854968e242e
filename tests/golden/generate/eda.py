"""Profiles of bundled datasets as pandas, numpy and scipy compute them.

Run from the root of the repository: python tests/golden/generate/eda.py
Writes tests/golden/eda/profile.json.
"""

import json
import platform

import numpy as np
import pandas as pd
import scipy
from scipy import stats

DATASETS = ["heart_cleveland_uci", "titanic_openml", "ames_housing"]
QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95]


def real(value):
    value = float(value)
    return value if np.isfinite(value) else None


def numeric(series):
    x = series.dropna().to_numpy(dtype=float)
    counts, _ = np.histogram(x, bins=min(50, len(np.unique(x))))
    q = np.quantile(x, QUANTILES)
    return {
        "count": int(series.count()),
        "missing": int(series.isna().sum()),
        "distinct": int(series.nunique()),
        "mean": real(series.mean()),
        "std": real(series.std()),
        "variance": real(series.var()),
        "min": real(series.min()),
        "max": real(series.max()),
        "sum": real(series.sum()),
        "skewness": real(series.skew()),
        "kurtosis": real(series.kurt()),
        "mad": real(stats.median_abs_deviation(x)),
        "iqr": real(stats.iqr(x)),
        "cv": real(series.std() / series.mean()),
        "zeros": int((series == 0).sum()),
        "quantiles": [real(v) for v in q],
        "histogram": [int(c) for c in counts],
        "outliers": {
            "iqr": int(((x < q[1] - 1.5 * (q[3] - q[1])) | (x > q[3] + 1.5 * (q[3] - q[1]))).sum()),
            "zscore": int((np.abs((x - x.mean()) / x.std(ddof=1)) > 3).sum()),
        },
    }


def coded(series):
    present = series.dropna()
    length = present.str.len()
    return {
        "count": int(series.count()),
        "missing": int(series.isna().sum()),
        "distinct": int(series.nunique()),
        "topCounts": [int(c) for c in present.value_counts().to_numpy()[:10]],
        "length": {"min": int(length.min()), "mean": real(length.mean()), "max": int(length.max())},
    }


def cramers_v(a, b):
    """ydata-profiling's _cramers_corrected_stat with correction=True."""
    table = pd.crosstab(a, b)
    if table.empty:
        return None
    chi2 = stats.chi2_contingency(table, correction=True)[0]
    n = table.sum().sum()
    r, k = table.shape
    phi2 = max(0.0, chi2 / n - ((k - 1.0) * (r - 1.0)) / (n - 1.0))
    rc = r - ((r - 1.0) ** 2.0) / (n - 1.0)
    kc = k - ((k - 1.0) ** 2.0) / (n - 1.0)
    least = min(kc - 1.0, rc - 1.0)
    return 1.0 if least == 0.0 else real(np.sqrt(phi2 / least))


def profile(name):
    frame = pd.read_csv(f"datasets/{name}.csv", keep_default_na=False, na_values=[""])
    numbers = frame.select_dtypes("number")
    texts = frame.drop(columns=numbers.columns)
    categories = [c for c in texts if 2 <= texts[c].nunique() <= 30]
    return {
        "rows": len(frame),
        "numeric": {c: numeric(numbers[c]) for c in numbers},
        "coded": {c: coded(texts[c]) for c in texts},
        "pearson": {
            "columns": list(numbers),
            "matrix": [[real(v) for v in row] for row in numbers.corr("pearson").to_numpy()],
        },
        "spearman": {
            "columns": list(numbers),
            "matrix": [[real(v) for v in row] for row in numbers.corr("spearman").to_numpy()],
        },
        "cramersV": [
            {"a": a, "b": b, "v": cramers_v(texts[a], texts[b])}
            for i, a in enumerate(categories)
            for b in categories[i + 1 : i + 6]
        ],
        "duplicates": int(frame.duplicated().sum()),
        "rowsComplete": int(frame.notna().all(axis=1).sum()),
    }


def main():
    golden = {
        "source": "python tests/golden/generate/eda.py",
        "versions": {
            "python": platform.python_version(),
            "pandas": pd.__version__,
            "numpy": np.__version__,
            "scipy": scipy.__version__,
        },
        "tolerance": 1e-9,
        "datasets": {name: profile(name) for name in DATASETS},
    }
    with open("tests/golden/eda/profile.json", "w", encoding="utf-8") as file:
        json.dump(golden, file, indent=1)
        file.write("\n")


main()
