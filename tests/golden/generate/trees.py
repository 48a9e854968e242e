"""Writes tests/golden/models/trees/decision-tree.json.

Run: python tests/golden/generate/trees.py datasets

Trees are compared where no two splits of a node are equally good, which is checked here by growing each
with twenty seeds: the splits, and so the predictions, are then determined. The tests read the same files
of datasets/ and take the same columns.
"""

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import sklearn
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

folder = Path(sys.argv[1])
out = Path(__file__).parent.parent / "models" / "trees"

COLUMNS = {
    "breast_cancer_wdbc": None,
    "wine_uci": None,
    "diabetes_sklearn": None,
    "heart_cleveland_uci": ["age", "trestbps", "chol", "thalach", "oldpeak", "ca"],
    "bike_sharing_hourly": ["hour", "temperature", "feeling_temp", "humidity", "winspeed"],
    "penguins": ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"],
}
TARGETS = {
    "breast_cancer_wdbc": "target",
    "wine_uci": "target",
    "diabetes_sklearn": "target",
    "heart_cleveland_uci": "disease",
    "bike_sharing_hourly": "count",
    "penguins": "species",
}


def read(name, every=1):
    frame = pd.read_csv(folder / f"{name}.csv").iloc[::every]
    target = TARGETS[name]
    columns = COLUMNS[name] or [c for c in frame.columns if c != target]
    x = frame[columns].to_numpy(float)
    y = frame[target]
    if y.dtype == object or str(y.dtype) in ("str", "string"):
        return columns, x, pd.factorize(y, sort=True)[0].astype(float), True
    return columns, x, y.to_numpy(float), name != "diabetes_sklearn" and name != "bike_sharing_hourly"


def weights_of(rows):
    return 0.5 + (np.arange(rows) % 4)


def spread(y):
    """Medians of whole numbers tie splits exactly; these tell them apart."""
    return y + 0.4 * np.sin(1.7 * np.arange(len(y)))


def make(case, seed):
    params = dict(case["params"])
    model = DecisionTreeClassifier if case["classification"] else DecisionTreeRegressor
    if params.get("criterion") == "friedman_mse":
        params["criterion"] = "squared_error"
    return model(random_state=seed, **params)


def grow(case, seed=0):
    _, x, y, _ = read(case["dataset"], case["every"])
    w = weights_of(len(y)) if case["weighted"] else None
    y = spread(y) if case["spread"] else y
    model = make(case, seed).fit(x, y, sample_weight=w)
    if case["classification"]:
        p = model.predict_proba(x)
        return model, (p[:, 1:2] if p.shape[1] == 2 else p)
    return model, model.predict(x)[:, None]


cases = []


def add(dataset, params, weighted=False, every=1):
    columns, x, y, classification = read(dataset, every)
    case = dict(dataset=dataset, target=TARGETS[dataset], columns=columns, every=every,
                classification=classification, params=params, weighted=weighted,
                spread=params.get("criterion") == "absolute_error")
    model, predicted = grow(case)
    stable = all(np.allclose(grow(case, seed)[1], predicted, atol=1e-12) for seed in range(1, 20))
    if not stable:
        print("not determined:", dataset, params, weighted)
        return
    # Sums over all rows and a sample of rows say as much as every row.
    case["leaves"] = int(model.get_n_leaves())
    case["depth"] = int(model.get_depth())
    case["predicted"] = predicted[:: max(1, len(predicted) // 60)].tolist()
    case["step"] = max(1, len(predicted) // 60)
    case["sums"] = predicted.sum(axis=0).tolist()
    case["squares"] = (predicted**2).sum(axis=0).tolist()
    cases.append(case)
    print(dataset, params, weighted, case["leaves"])


for criterion in ("gini", "entropy", "log_loss"):
    for depth in (2, 3, 4, 5):
        add("breast_cancer_wdbc", dict(criterion=criterion, max_depth=depth))
        add("wine_uci", dict(criterion=criterion, max_depth=depth))
        add("heart_cleveland_uci", dict(criterion=criterion, max_depth=depth))
        add("penguins", dict(criterion=criterion, max_depth=depth))
    add("heart_cleveland_uci", dict(criterion=criterion, max_depth=4), weighted=True)
for criterion in ("squared_error", "absolute_error", "friedman_mse", "poisson"):
    for depth in (2, 3, 5, 8):
        add("diabetes_sklearn", dict(criterion=criterion, max_depth=depth))
    add("diabetes_sklearn", dict(criterion=criterion, max_depth=4), weighted=True)
    add("bike_sharing_hourly", dict(criterion=criterion, max_depth=6), every=20)
add("bike_sharing_hourly", dict(max_depth=8, min_samples_leaf=20))
add("bike_sharing_hourly", dict(max_leaf_nodes=25))
add("bike_sharing_hourly", dict(min_impurity_decrease=50.0))
add("bike_sharing_hourly", dict(max_depth=7, monotonic_cst=[0, 1, 0, -1, 0]))
add("bike_sharing_hourly", dict(max_depth=4, criterion="absolute_error", monotonic_cst=[0, 1, 0, -1, 0]), every=20)
add("heart_cleveland_uci", dict(max_depth=4, monotonic_cst=[1, 0, 0, -1, 1, 0]))
add("heart_cleveland_uci", dict(max_leaf_nodes=8, class_weight="balanced"))
add("heart_cleveland_uci", dict(min_samples_leaf=15, ccp_alpha=0.01))
add("diabetes_sklearn", dict(min_samples_split=40, ccp_alpha=20.0))

paths = []
for dataset, params, every in (
    ("breast_cancer_wdbc", dict(max_depth=4), 1),
    ("heart_cleveland_uci", dict(min_samples_leaf=10), 1),
    ("penguins", dict(max_depth=3), 1),
    ("diabetes_sklearn", dict(max_depth=6, min_samples_leaf=5), 1),
    ("bike_sharing_hourly", dict(max_depth=6, min_samples_leaf=10), 5),
):
    columns, x, y, classification = read(dataset, every)
    case = dict(dataset=dataset, target=TARGETS[dataset], columns=columns, every=every,
                classification=classification, params=params, weighted=False)
    found = [make(case, seed).cost_complexity_pruning_path(x, y) for seed in range(10)]
    first = found[0]
    if not all(len(f.ccp_alphas) == len(first.ccp_alphas) and np.allclose(f.ccp_alphas, first.ccp_alphas, atol=1e-12) for f in found):
        print("path not determined", dataset)
        continue
    case["alphas"] = first.ccp_alphas.tolist()
    case["impurities"] = first.impurities.tolist()
    paths.append(case)

source = {
    "command": "python tests/golden/generate/trees.py datasets",
    "scikit-learn": sklearn.__version__,
    "numpy": np.__version__,
    "tolerance": "1e-9, relative to the greater of 1 and the value",
}
out.mkdir(parents=True, exist_ok=True)
text = json.dumps({"source": source, "cases": cases, "paths": paths}, separators=(",", ":"))
(out / "decision-tree.json").write_text(text + "\n")
print(len(cases), "cases", len(paths), "paths", len(text))
