"""Scores and verdicts of Evidently on halves of real columns, for tests/golden/monitoring/evidently.json.

python tests/golden/generate/drift.py FOLDER, where FOLDER holds heart_cleveland_uci.csv,
ames_housing.csv, bike_sharing_hourly.csv and lending_club.csv.
"""

import json
import math
import sys
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
folder = Path(sys.argv[1])
out = Path(__file__).parents[1] / "monitoring" / "evidently.json"

TESTS = {
    "K-S p_value": "ks",
    "chi-square p_value": "chisquare",
    "Z-test p_value": "z",
    "Wasserstein distance (normed)": "wasserstein",
    "Jensen-Shannon distance": "jensenshannon",
    "PSI": "psi",
}


def assay_type(series):
    if series.dtype.kind in "if":
        finite = series.dropna()
        return "integer" if (finite == finite.round()).all() else "number"
    return "boolean" if series.dtype.kind == "b" else "category"


def encode(series):
    kind = assay_type(series)
    if kind == "category":
        codes, labels = pandas.factorize(series)
        return {"name": series.name, "type": kind, "codes": codes.tolist(), "dictionary": list(labels)}
    values = [None if pandas.isna(v) else int(v) if float(v).is_integer() else float(v) for v in series]
    return {"name": series.name, "type": kind, "values": values}


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


def case(name, frame, reference, current):
    """reference and current are [from, to] row ranges of the frame."""
    a = frame.iloc[reference[0] : reference[1]].reset_index(drop=True)
    b = frame.iloc[current[0] : current[1]].reset_index(drop=True)
    results = []
    for column in frame.columns:
        kind = kind_of(b[column])
        if kind == "text":
            continue
        methods = [None, "psi", "jensenshannon"] + (["ks", "wasserstein"] if kind == "num" else ["chisquare", "z"])
        results += [drift(a, b, column, method) for method in methods]
    return {"data": name, "reference": reference, "current": current, "results": results}


heart = pandas.read_csv(folder / "heart_cleveland_uci.csv").loc[:, lambda f: ~f.columns.str.match("Unnamed")]
ames = pandas.read_csv(folder / "ames_housing.csv")[
    ["Lot_Frontage", "Lot_Area", "Year_Built", "Mas_Vnr_Area", "Gr_Liv_Area", "Full_Bath", "Bedroom_AbvGr",
     "Fireplaces", "Garage_Area", "Longitude", "Sale_Price", "MS_Zoning", "Street", "Neighborhood",
     "House_Style", "Overall_Cond", "Central_Air", "Sale_Condition"]]
bike = pandas.read_csv(folder / "bike_sharing_hourly.csv").iloc[::5].reset_index(drop=True)
bike = bike[[c for c in bike.columns if bike[c].dtype.kind in "ifb"]]
lending = pandas.read_csv(folder / "lending_club.csv").iloc[::2].reset_index(drop=True)
lending = lending[["funded_amnt", "term", "int_rate", "sub_grade", "addr_state", "verification_status",
                   "annual_inc", "delinq_2yrs", "inq_last_6mths", "revol_util", "total_bal_il", "Class"]]

frames = {"heart": heart, "ames": ames, "bike": bike, "lending": lending}
cases = [
    case("heart", heart, [0, 151], [151, len(heart)]),
    case("ames", ames, [0, 1465], [1465, 2930]),
    case("ames", ames, [0, 400], [2000, 2700]),
    case("bike", bike, [0, 1738], [1738, 3476]),
    case("bike", bike, [0, 1000], [3000, 3300]),
    case("lending", lending, [0, 2464], [2464, len(lending)]),
    case("lending", lending, [0, 600], [600, 1500]),
]
golden = {
    "source": f"evidently {evidently.__version__}, scipy {scipy.__version__}, numpy {numpy.__version__}, "
    f"pandas {pandas.__version__}",
    "command": "python tests/golden/generate/drift.py FOLDER_OF_SAMPLES",
    "tolerance": 1e-6,
    "data": {name: [encode(frame[column]) for column in frame.columns] for name, frame in frames.items()},
    "cases": cases,
}
out.write_text(json.dumps(golden, separators=(",", ":"), allow_nan=False) + "\n")
print(out, out.stat().st_size, sum(len(c["results"]) for c in cases))
