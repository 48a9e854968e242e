"""Writes tests/golden/models/trees/ensembles.json.

Run: python tests/golden/generate/forests.py datasets

Mean scores of scikit-learn's ensembles of trees over twenty seeds, on every third row, learned from the
others: area under the ROC curve (of several classes the mean, each against the rest) or R². Missing values
are the column's median on both sides. The tests average five seeds with the same number of trees.
"""

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import sklearn
from sklearn import ensemble
from sklearn.metrics import r2_score, roc_auc_score

folder = Path(sys.argv[1])
out = Path(__file__).parent.parent / "models" / "trees"

DATASETS = [
    ("breast_cancer_wdbc", "target", None, 1),
    ("wine_uci", "target", ["alcohol", "malic_acid", "ash", "magnesium"], 1),
    ("heart_cleveland_uci", "disease", None, 1),
    ("penguins", "island", ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"], 1),
    ("lending_club", "Class", None, 2),
    ("titanic_openml", "survived", ["pclass", "age", "sibsp", "parch", "fare"], 1),
    ("seattle_weather", "weather", ["precipitation", "temp_max", "temp_min", "wind"], 1),
    ("diabetes_sklearn", "target", None, 1),
    ("ames_housing", "Sale_Price", ["Lot_Area", "Year_Built", "Mas_Vnr_Area", "Total_Bsmt_SF", "Gr_Liv_Area", "Garage_Area", "Longitude", "Latitude"], 1),
    ("bike_sharing_hourly", "count", ["month", "hour", "temperature", "feeling_temp", "humidity", "winspeed"], 6),
    ("treasury_yields_daily", "tcm10yd", ["tcm1yd", "tcm3yd"], 6),
]
REGRESSION = {"diabetes_sklearn", "ames_housing", "bike_sharing_hourly", "treasury_yields_daily"}
MODELS = {
    "random_forest": ("RandomForest", dict(n_estimators=50)),
    "extra_trees": ("ExtraTrees", dict(n_estimators=50)),
    "ada_boost": ("AdaBoost", dict(n_estimators=50)),
}


def score(model, x, y, classification):
    if not classification:
        return r2_score(y, model.predict(x))
    p = model.predict_proba(x)
    return float(np.mean([roc_auc_score(y == k, p[:, k]) for k in range(p.shape[1])]))


cases = []
for name, target, columns, every in DATASETS:
    frame = pd.read_csv(folder / f"{name}.csv").iloc[::every].reset_index(drop=True)
    frame = frame[frame[target].notna()].reset_index(drop=True)
    classification = name not in REGRESSION
    columns = columns or [c for c in frame.select_dtypes("number").columns if c != target]
    x = frame[columns].apply(lambda c: c.fillna(c.median())).to_numpy(float)
    y = pd.factorize(frame[target].astype(str), sort=True)[0] if classification else frame[target].to_numpy(float)
    test = np.arange(len(y)) % 3 == 0
    scores, spread = {}, {}
    for id, (family, params) in MODELS.items():
        make = getattr(ensemble, family + ("Classifier" if classification else "Regressor"))
        # SAMME of whole data has no randomness but that of ties.
        found = [
            score(make(random_state=seed, **params).fit(x[~test], y[~test]), x[test], y[test], classification)
            for seed in range(20)
        ]
        scores[id], spread[id] = float(np.mean(found)), float(np.std(found))
    print(name, len(y), {k: (round(v, 4), round(spread[k], 4)) for k, v in scores.items()}, flush=True)
    cases.append(dict(dataset=name, target=target, columns=columns, every=every,
                      classification=classification, scores=scores, spread=spread))

source = {
    "command": "python tests/golden/generate/forests.py datasets",
    "scikit-learn": sklearn.__version__,
    "numpy": np.__version__,
    "tolerance": "0.005, beside two standard errors of five seeds",
}
params = {id: params for id, (_, params) in MODELS.items()}
text = json.dumps({"source": source, "params": params, "cases": cases}, separators=(",", ":"))
(out / "ensembles.json").write_text(text + "\n")
