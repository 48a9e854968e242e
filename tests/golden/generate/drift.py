"""Scores and verdicts of Evidently on halves of real columns, for tests/golden/monitoring/evidently.json.

python tests/golden/generate/drift.py
"""

import json
import math
import warnings
from pathlib import Path

import numpy
import pandas
import scipy

import pandas.core.dtypes.common as dtypes

# Evidently 0.7.23 imports a helper that pandas 3 no longer has; drift does not use it
if not hasattr(dtypes, "infer_dtype_from_object"):
    dtypes.infer_dtype_from_object = lambda dtype: numpy.dtype(dtype).type

import evidently
from evidently import Report
from evidently.metrics import ValueDrift

warnings.filterwarnings("ignore")
folder = Path(__file__).parents[3] / "datasets"
out = Path(__file__).parents[1] / "monitoring" / "evidently.json"

TESTS = {
    "K-S p_value": "ks",
    "chi-square p_value": "chisquare",
    "Z-test p_value": "z",
    "Wasserstein distance (normed)": "wasserstein",
    "Jensen-Shannon distance": "jensenshannon",
    "PSI": "psi",
}


def drift(reference, current, column, method):
    report = Report([ValueDrift(column=column, method=method)], include_tests=True)
    snapshot = report.run(current[[column]], reference[[column]])
    metric = snapshot.dict()["metrics"][0]
    score = float(metric["value"])
    test = snapshot.dict()["tests"][0]
    name = metric["config"].get("method") or method
    return {
        "column": column,
        "asked": method or "auto",
        "test": TESTS.get(name, name),
        "score": score if math.isfinite(score) else None,
        "drifted": test["status"].value == "FAIL" if hasattr(test["status"], "value") else test["status"] == "FAIL",
    }


def kind_of(series):
    from evidently.core.datasets import infer_column_type

    return infer_column_type(series).value


def case(name, reference, current):
    """reference and current are [from, to, step] rows of the file, as Python slices."""
    # only the empty cell is missing, and dates have no drift test
    frame = pandas.read_csv(folder / f"{name}.csv", keep_default_na=False, na_values=[""]).drop(columns="date", errors="ignore")
    a = frame.iloc[slice(*reference)].reset_index(drop=True)
    b = frame.iloc[slice(*current)].reset_index(drop=True)
    results = []
    for column in frame.columns:
        kind = kind_of(b[column])
        if kind not in ("num", "cat"):
            continue
        methods = [None, "psi", "jensenshannon"] + (["ks", "wasserstein"] if kind == "num" else ["chisquare", "z"])
        results += [drift(a, b, column, method) for method in methods]
    return {"data": name, "reference": reference, "current": current, "results": results}


cases = [
    case("heart_cleveland_uci", [0, 151, 1], [151, 302, 1]),
    case("ames_housing", [0, 1465, 1], [1465, 2930, 1]),
    case("ames_housing", [0, 400, 1], [2000, 2700, 1]),
    case("bike_sharing_hourly", [0, 8690, 1], [8690, 17379, 1]),
    case("bike_sharing_hourly", [0, 5000, 5], [9000, 10500, 5]),
    case("lending_club", [0, 4928, 1], [4928, 9857, 1]),
    case("lending_club", [0, 1200, 2], [1200, 3000, 2]),
]
golden = {
    "source": f"evidently {evidently.__version__}, scipy {scipy.__version__}, numpy {numpy.__version__}, "
    f"pandas {pandas.__version__}",
    "command": "python tests/golden/generate/drift.py",
    "tolerance": 1e-6,
    "cases": cases,
}
out.write_text(json.dumps(golden, separators=(",", ":"), allow_nan=False) + "\n")
print(out, out.stat().st_size, sum(len(c["results"]) for c in cases))
