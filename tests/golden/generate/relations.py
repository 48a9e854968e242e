"""scipy's, pandas' and statsmodels' numbers for eda.relation, eda.compare, eda.target and eda.timeseries.

python tests/golden/generate/relations.py
"""

import json
import math
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import scipy
import statsmodels
from scipy import stats
from statsmodels.tsa.seasonal import seasonal_decompose
from statsmodels.tsa.stattools import acf, adfuller, kpss, pacf

warnings.filterwarnings("ignore")
root = Path(__file__).parents[3]
out = Path(__file__).parents[1] / "eda"
versions = f"scipy {scipy.__version__}, pandas {pd.__version__}, statsmodels {statsmodels.__version__}, numpy {np.__version__}"


def read(name):
    return pd.read_csv(root / "datasets" / f"{name}.csv", keep_default_na=True, na_values=["?"])


def bergsma(table, correction):
    chi2 = stats.chi2_contingency(table, correction=correction)[0]
    n, (r, k) = table.to_numpy().sum(), table.shape
    phi = max(0, chi2 / n - (k - 1) * (r - 1) / (n - 1))
    rows, columns = r - (r - 1) ** 2 / (n - 1), k - (k - 1) ** 2 / (n - 1)
    return float(np.sqrt(phi / min(rows - 1, columns - 1)))


def scatter(d, x, y):
    both = d[[x, y]].dropna()
    return {"kind": "scatter", "rows": len(both), "pearson": float(stats.pearsonr(both[x], both[y])[0]),
            "spearman": float(stats.spearmanr(both[x], both[y])[0])}


def box(d, x, y):
    both = d[[x, y]].dropna()
    groups = [(label, g[y].to_numpy(float)) for label, g in both.groupby(x)]
    f, p = stats.f_oneway(*[g for _, g in groups])
    mean = both[y].mean()
    between = sum(len(g) * (g.mean() - mean) ** 2 for _, g in groups)
    total = ((both[y] - mean) ** 2).sum()
    drawn = []
    for label, g in sorted(groups, key=lambda group: (-len(group[1]), group[0]))[:30]:
        q1, median, q3 = np.quantile(g, [0.25, 0.5, 0.75])
        inside = g[(g >= q1 - 1.5 * (q3 - q1)) & (g <= q3 + 1.5 * (q3 - q1))]
        drawn.append({"label": str(label), "count": len(g), "mean": float(g.mean()), "q1": float(q1),
                      "median": float(median), "q3": float(q3), "low": float(min(q1, inside.min())),
                      "high": float(max(q3, inside.max())), "outliers": len(g) - len(inside)})
    return {"kind": "box", "rows": len(both), "correlationRatio": float(np.sqrt(between / total)),
            "anova": {"f": float(f), "pValue": float(p)}, "groups": sorted(drawn, key=lambda g: g["label"])}


def mosaic(d, x, y):
    table = pd.crosstab(d[x], d[y])
    two = table.shape == (2, 2)
    return {"kind": "mosaic", "rows": int(table.to_numpy().sum()), "cramersV": bergsma(table, two),
            "pValue": float(stats.chi2_contingency(table)[1])}


relations = []
for name, kind, x, y in [
    ("penguins", scatter, "bill_length_mm", "body_mass_g"), ("ames_housing", scatter, "Gr_Liv_Area", "Sale_Price"),
    ("bike_sharing_hourly", scatter, "temperature", "count"), ("penguins", box, "species", "body_mass_g"),
    ("ames_housing", box, "Neighborhood", "Sale_Price"), ("titanic_openml", box, "sex", "age"),
    ("lending_club", box, "sub_grade", "int_rate"), ("penguins", mosaic, "species", "island"),
    ("titanic_openml", mosaic, "sex", "embarked"), ("lending_club", mosaic, "term", "Class"),
]:
    relations.append({"dataset": name, "x": x, "y": y, "expected": kind(read(name), x, y)})


def compared(d, mask, column):
    a, b = d[mask][column], d[~mask][column]
    side = lambda s: {"count": int(s.count()), "missing": int(s.isna().sum()), "distinct": int(s.nunique())}
    expected = {"a": side(a), "b": side(b), "missingDifference": float(b.isna().mean() - a.isna().mean())}
    if pd.api.types.is_numeric_dtype(d[column]):
        result = stats.ks_2samp(a.dropna(), b.dropna())
        expected |= {"difference": float(result.statistic), "pValue": float(result.pvalue)}
        for key, s in (("a", a), ("b", b)):
            expected[key] |= {"mean": float(s.mean()), "std": float(s.std()), "median": float(s.median()),
                              "min": float(s.min()), "max": float(s.max())}
    else:
        table = pd.crosstab(mask, d[column])
        p, q = table.loc[True] / table.loc[True].sum(), table.loc[False] / table.loc[False].sum()
        expected |= {"difference": float(np.abs(p - q).sum() / 2), "pValue": float(stats.chi2_contingency(table)[1])}
    return {"name": column, **expected}


comparisons = []
for name, column, value, columns in [
    ("titanic_openml", "sex", "female", ["age", "fare", "pclass", "parch", "embarked"]),
    ("penguins", "species", "Gentoo", ["bill_length_mm", "body_mass_g", "island", "sex"]),
    ("lending_club", "term", "term_36", ["annual_inc", "int_rate", "sub_grade", "Class"]),
]:
    d = read(name)
    mask = d[column] == value
    comparisons.append({"dataset": name, "a": f'{column} = "{value}"', "b": f'{column} != "{value}"',
                        "columns": [compared(d, mask, c) for c in columns]})

targets = []
for name, target, numbers, groups in [("penguins", "body_mass_g", ["bill_length_mm", "flipper_length_mm"], ["species", "sex"]),
                                      ("ames_housing", "Sale_Price", ["Gr_Liv_Area", "Longitude"], ["Neighborhood", "Garage_Finish"])]:
    d = read(name)
    d = d[d[target].notna()]
    for c in numbers:
        both = d[[c, target]].dropna()
        r, p = stats.pearsonr(both[c], both[target])
        targets.append({"dataset": name, "target": target, "name": c, "measure": "pearson", "value": float(r),
                        "pValue": float(p)})
    for c in groups:
        b = box(d, c, target)
        targets.append({"dataset": name, "target": target, "name": c, "measure": "correlation_ratio",
                        "value": b["correlationRatio"], "pValue": b["anova"]["pValue"]})

(out / "relations.json").write_text(json.dumps({
    "source": versions, "command": "python tests/golden/generate/relations.py",
    "tolerance": {"statistic": 1e-9, "pValue": 1e-6},
    "relations": relations, "comparisons": comparisons, "targets": targets}, separators=(",", ":")) + "\n")


def finite(values):
    return [float(v) if math.isfinite(v) else None for v in values]


def timeseries(x, period, model="additive", regression="c", autolag="aic", maxlag=None, lags=40):
    x = x.to_numpy(float)
    stat, p, used, n, critical = adfuller(x, maxlag=maxlag, regression=regression, autolag=autolag and autolag.upper(),
                                          result_object=False)[:5]
    k = kpss(x, regression="ct" if regression == "ct" else "c", nlags="auto", result_object=False)
    d = seasonal_decompose(x, model=model, period=period) if period > 1 else None
    step = max(1, len(x) // 40)
    return {"observations": len(x), "period": period,
            "adf": {"statistic": float(stat), "pValue": float(p), "lags": int(used), "observations": int(n),
                    "critical": {key: float(v) for key, v in critical.items()}},
            "kpss": {"statistic": float(k[0]), "pValue": float(k[1]), "lags": int(k[2]), "critical": k[3]},
            "decomposition": d and {"step": step, "trend": finite(d.trend[::step]), "seasonal": finite(d.seasonal[::step]),
                                    "residual": finite(d.resid[::step])},
            "acf": finite(acf(x, nlags=min(lags, len(x) - 1))),
            "pacf": finite(pacf(x, nlags=min(lags, len(x) // 2))),
            "confidence": float(stats.norm.ppf(0.975) / np.sqrt(len(x)))}


def dated(name, time, value):
    d = read(name)
    return pd.Series(d[value].to_numpy(float), index=pd.to_datetime(d[time]))


cases = []


def case(dataset, options, x, period, **settings):
    cases.append({"dataset": dataset, "input": options, "expected": timeseries(x, period, **settings)})


co2 = dated("co2_mauna_loa_monthly", "Date", "CO2")
case("co2_mauna_loa_monthly", {"time": "Date", "value": "CO2"}, co2, 12)
case("co2_mauna_loa_monthly", {"time": "Date", "value": "CO2", "model": "multiplicative", "regression": "ct", "autolag": "bic"},
     co2, 12, model="multiplicative", regression="ct", autolag="bic")
case("co2_mauna_loa_monthly", {"time": "Date", "value": "CO2", "resample": "1q", "regression": "n"},
     co2.resample("QS").mean().interpolate(), 4, regression="n")
for value in ["temp_max", "wind"]:
    s = dated("seattle_weather", "date", value)
    case("seattle_weather", {"value": value, "period": 365}, s, 365)
    case("seattle_weather", {"value": value, "resample": "1w", "aggregate": "max", "period": 52},
         s.resample("W-MON", label="left", closed="left").max(), 52)
s = dated("seattle_weather", "date", "precipitation")
case("seattle_weather", {"value": "precipitation", "resample": "1mo", "aggregate": "sum"}, s.resample("MS").sum(), 12)
macro = read("macrodata_us")
for value in ["realgdp", "infl", "unemp"]:
    case("macrodata_us", {"value": value, "period": 4}, macro[value], 4)
case("macrodata_us", {"value": "realgdp", "period": 4, "autolag": "none", "maxLag": 4}, macro["realgdp"], 4, autolag=None, maxlag=4)
case("macrodata_us", {"value": "infl", "period": 4, "autolag": "none", "maxLag": 1, "regression": "ct"}, macro["infl"], 4,
     autolag=None, maxlag=1, regression="ct")
bikes = dated("bike_sharing_hourly", "date", "count")
case("bike_sharing_hourly", {"value": "count", "resample": "1d", "aggregate": "sum"}, bikes.resample("D").sum(), 7)
case("bike_sharing_hourly", {"value": "count"}, bikes.groupby(level=0).mean(), 7)
rates = read("treasury_yields_daily")["tcm10yd"]
case("treasury_yields_daily", {"value": "tcm10yd", "maxLag": 10, "autolag": "bic", "period": 21}, rates, 21, autolag="bic", maxlag=10)

(out / "timeseries.json").write_text(json.dumps({
    "source": versions, "command": "python tests/golden/generate/relations.py",
    "tolerance": {"statistic": 1e-8, "pValue": 1e-6}, "cases": cases}, separators=(",", ":")) + "\n")
