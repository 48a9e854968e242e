"""statsmodels' numbers for core/stats/time-series.

python tests/golden/generate/time_series.py FOLDER_OF_SAMPLES
"""

import json
import math
import sys
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import scipy
import statsmodels
from scipy.signal import find_peaks
from statsmodels.tsa.seasonal import seasonal_decompose
from statsmodels.tsa.stattools import acf, adfuller, kpss, pacf

warnings.filterwarnings("ignore")
samples = Path(sys.argv[1])
out = Path(__file__).parents[1] / "time-series" / "statsmodels.json"


def column(file, name, rows=None):
    return pd.read_csv(samples / file)[name].to_numpy(float)[:rows]


macro = pd.read_csv(samples / "macrodata_us.csv")
series = {
    "co2": (column("co2_mauna_loa_monthly.csv", "CO2"), 12),
    "airpassengers": (column("airpassengers.csv", "value"), 12),
    "realgdp": (macro["realgdp"].to_numpy(float), 4),
    "infl": (macro["infl"].to_numpy(float), 4),
    "unemp": (macro["unemp"].to_numpy(float), 4),
    "treasury": (column("treasury_yields_daily.csv", "tcm10yd", 1500), 21),
    "seattle": (column("seattle_weather.csv", "temp_max"), 365),
    "precipitation": (column("seattle_weather.csv", "precipitation"), 7),
    "bikes": (column("bike_sharing_hourly.csv", "count", 2000), 24),
    "random": (np.random.default_rng(3).normal(size=25).cumsum().round(6), 5),
}


def finite(values):
    return [float(v) if math.isfinite(v) else None for v in values]


def adf(x, **options):
    stat, p, lags, n, critical = adfuller(x, result_object=False, **options)[:5]
    return {"statistic": float(stat), "pValue": float(p), "lags": int(lags), "observations": int(n),
            "critical": {k: float(v) for k, v in critical.items()}}


def stationarity(x, regression, lags):
    stat, p, used, critical = kpss(x, regression=regression, nlags=lags, result_object=False)
    return {"statistic": float(stat), "pValue": float(p), "lags": int(used), "critical": critical}


def decomposition(x, period, model):
    d = seasonal_decompose(x, model=model, period=period)
    step = max(1, len(x) // 60)
    return {"seasonal": finite(d.seasonal[::step]), "trend": finite(d.trend[::step]),
            "residual": finite(d.resid[::step]), "step": step}


def seasons(x):
    psd = np.abs(np.fft.fft(x)) ** 2
    freq = np.fft.fftfreq(len(x), 1.0)
    freq, psd = freq[freq > 0], psd[np.fft.fftfreq(len(x), 1.0) > 0]
    level = 10 * np.log10(psd)
    positive = level[level > 0]
    median = np.median(positive)
    above = positive[positive > median]
    threshold = median + 6 * np.abs(above - above.mean()).mean()
    peaks = [i for i in find_peaks(level, threshold=0.1)[0] if level[i] > threshold]
    removed = set()
    for a, first in enumerate(peaks):
        for second in peaks[a + 1:]:
            over = (freq[second] / freq[first]) % 1
            if over < 0.01 or over > 0.99:
                removed.add(second)
    kept = sorted((i for i in peaks if i not in removed), key=lambda i: -level[i])
    return [[float(1 / freq[i]), float(level[i])] for i in kept]


cases = []
for name, (x, period) in series.items():
    cases.append({
        "name": name,
        "values": x.tolist(),
        "period": period,
        "adf": [{"options": {"regression": r, "autolag": a or "none", **({} if m is None else {"maxLag": m})},
                 "expected": adf(x, regression=r, autolag=a and a.upper(), maxlag=m)}
                for r, a, m in [("c", "aic", None), ("ct", "aic", None), ("n", "aic", None), ("c", "bic", None),
                                ("ct", "bic", 5), ("c", None, 4), ("ct", None, 1), ("n", None, 0)]],
        "kpss": [{"options": {"regression": r, "lags": lags}, "expected": stationarity(x, r, lags)}
                 for r in ["c", "ct"] for lags in ["auto", 3, 0]],
        "acf": finite(acf(x, nlags=12)),
        "pacf": finite(pacf(x, nlags=12)),
        "additive": decomposition(x, period, "additive"),
        "multiplicative": decomposition(x, period, "multiplicative") if (x > 0).all() else None,
        "seasons": seasons(x),
    })

out.parent.mkdir(exist_ok=True)
out.write_text(json.dumps({
    "source": f"statsmodels {statsmodels.__version__}, scipy {scipy.__version__}, numpy {np.__version__}",
    "command": "python tests/golden/generate/time_series.py FOLDER_OF_SAMPLES",
    "tolerance": {"statistic": 1e-8, "pValue": 1e-6},
    "cases": cases,
}, separators=(",", ":")) + "\n")
