"""Profiles of bundled datasets as pandas, numpy and scipy compute them.

Run from the root of the repository: python tests/golden/generate/eda.py
Writes tests/golden/eda/profile.json.
"""

import json
import platform

import numpy as np
import pandas as pd
import scipy
import statsmodels
from scipy import stats
from scipy.cluster import hierarchy
from statsmodels.tsa.stattools import adfuller

DATASETS = ["heart_cleveland_uci", "titanic_openml", "ames_housing", "penguins", "seattle_weather"]
DATES = {"seattle_weather": "date"}
QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95]


def real(value):
    value = float(value)
    return value if np.isfinite(value) else None


def ends(x, ascending):
    counts = pd.Series(x).value_counts().sort_index(ascending=ascending)[:10]
    return [[real(v), int(c)] for v, c in counts.items()]


def monotonic(series):
    present = series.dropna()
    for name in ("increasing", "decreasing"):
        if getattr(present, f"is_monotonic_{name}"):
            return name if present.duplicated().any() else f"strictly {name}"
    return "none"


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
            "low": real(q[1] - 1.5 * (q[3] - q[1])),
            "high": real(q[3] + 1.5 * (q[3] - q[1])),
            "mad": modified_z(x),
        },
        "smallest": ends(x, True),
        "largest": ends(x, False),
        "monotonic": monotonic(series),
        "infinite": int(np.isinf(x).sum()),
    }


def modified_z(x):
    deviation = stats.median_abs_deviation(x)
    if deviation == 0:
        return 0
    return int((np.abs(0.6745 * (x - np.median(x)) / deviation) > 3.5).sum())


def dates(series):
    times = pd.to_datetime(series).astype("datetime64[ms]").astype("int64")
    steps = np.diff(np.unique(times))
    return {
        "first": int(times.min()),
        "last": int(times.max()),
        "step": int(pd.Series(steps).mode().min()),
        "gaps": int((steps > 1.5 * pd.Series(steps).mode().min()).sum()),
        "monotonic": monotonic(times),
        "mean": real(times.mean()),
        "std": real(times.std()),
        "quantiles": [real(v) for v in np.quantile(times, QUANTILES)],
        "distinct": int(times.nunique()),
    }


def missing(frame):
    """Nullity correlation and average linkage as missingno computes them."""
    nulls = frame.isna()
    nulls = nulls.loc[:, nulls.any() & ~nulls.all()]
    out = {
        "cells": int(frame.isna().sum().sum()),
        "columns": list(nulls),
        "correlation": nulls.astype(float).corr().to_numpy().tolist(),
        "linkage": [],
        "leaves": list(range(nulls.shape[1])),
    }
    if nulls.shape[1] > 1:
        tree = hierarchy.linkage(nulls.astype(int).to_numpy().T, method="average")
        out["linkage"] = tree.tolist()
        out["leaves"] = hierarchy.leaves_list(tree).tolist()
    return out


def auto(frame, numbers):
    """Spearman between numbers, else Cramér's V with numbers in ten bins (pandas.cut)."""
    spearman = numbers.corr("spearman")
    columns = [
        c for c in frame if c in numbers or 2 <= frame[c].nunique() <= 100
    ]
    columns = [c for c in columns if c not in numbers or numbers[c].nunique() > 1]
    binned = {
        c: pd.cut(frame[c], bins=10, labels=False) if c in numbers else frame[c] for c in columns
    }
    pairs = []
    for i, a in enumerate(columns):
        for b in columns[i + 1 :]:
            if a in numbers and b in numbers:
                v = real(spearman.loc[a, b])
            else:
                v = cramers_v(binned[a], binned[b])
            pairs.append([a, b, v])
    return pairs


def alerts(name, frame, numbers):
    """Kinds by column, by ydata-profiling's default thresholds."""
    n = len(frame)
    found = []
    for c in frame:
        series = frame[c]
        present = series.dropna()
        if present.empty:
            continue
        if present.nunique() == 1:
            found.append(["constant", c])
        if present.nunique() == n:
            found.append(["unique", c])
        if series.isna().mean() > 0.01:
            found.append(["missing", c])
        if c in numbers:
            x = present.to_numpy(float)
            if (x == 0).sum() / n > 0.01:
                found.append(["zeros", c])
            if abs(series.skew()) > 20:
                found.append(["skewed", c])
            counts, _ = np.histogram(x, bins=min(50, len(np.unique(x))))
            if len(counts) > 1 and stats.chisquare(counts).pvalue > 0.999:
                found.append(["uniform", c])
        elif c != DATES.get(name):
            p = present.value_counts(normalize=True).to_numpy()
            if len(p) > 1 and 1 - stats.entropy(p, base=2) / np.log2(len(p)) > 0.5:
                found.append(["imbalance", c])
            if len(p) > 50:
                found.append(["high_cardinality", c])
            if len(p) > 1 and present.astype(str).str.len().nunique() == 1:
                found.append(["constant_length", c])
    if name in DATES:
        for c in numbers:
            if adfuller(numbers[c].to_numpy(float), result_object=False)[1] >= 0.05:
                found.append(["non_stationary", c])
    return found


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


def dates_of(name):
    return [DATES[name]] if name in DATES else []


def profile(name):
    frame = pd.read_csv(f"datasets/{name}.csv", keep_default_na=False, na_values=[""])
    numbers = frame.select_dtypes("number")
    texts = frame.drop(columns=[*numbers.columns, *dates_of(name)])
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
        "dates": {DATES[name]: dates(frame[DATES[name]])} if name in DATES else {},
        "missing": missing(frame),
        "auto": auto(frame.drop(columns=dates_of(name)), numbers),
        "alerts": alerts(name, frame, numbers),
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
            "statsmodels": statsmodels.__version__,
        },
        "tolerance": 1e-9,
        "datasets": {name: profile(name) for name in DATASETS},
    }
    with open("tests/golden/eda/profile.json", "w", encoding="utf-8") as file:
        json.dump(golden, file, separators=(",", ":"))
        file.write("\n")


main()
