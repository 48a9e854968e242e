"""Writes tests/golden/preprocessing/steps.json. Run: python tests/golden/generate/preprocessing.py"""

import json
from pathlib import Path

import numpy as np
import scipy
import sklearn
from sklearn.impute import KNNImputer, MissingIndicator
from sklearn.preprocessing import (
    MinMaxScaler,
    OrdinalEncoder,
    PowerTransformer,
    QuantileTransformer,
    RobustScaler,
    TargetEncoder,
)

out = Path(__file__).parent.parent / "preprocessing" / "steps.json"
rng = np.random.default_rng(11)


def plain(value):
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, (float, np.floating)):
        return None if np.isnan(value) else float(value)
    return int(value) if isinstance(value, np.integer) else value


rows = 60
x = np.column_stack([
    np.round(rng.normal(5, 3, rows), 3),
    np.round(rng.exponential(100, rows), 2),
    rng.integers(0, 6, rows).astype(float),
    np.full(rows, 4.0),
    np.round(-rng.gamma(2, 2, rows), 3),
])
for j in (0, 1, 2, 4):
    x[rng.choice(rows, 6, replace=False), j] = np.nan
new = np.column_stack([
    np.round(rng.normal(5, 6, 20), 3),
    np.round(rng.exponential(150, 20), 2),
    rng.integers(-1, 8, 20).astype(float),
    np.array([4.0] * 10 + [5.0] * 5 + [3.0] * 5),
    np.round(-rng.gamma(2, 3, 20), 3),
])
new[3, 0] = new[4, 1] = new[5, 2] = np.nan
new[6, 1:3] = np.nan


def numeric(step, model, params, tolerance=1e-9):
    model.fit(x)
    return {
        "step": step,
        "params": params,
        "fitted": np.asarray(model.transform(x), float).T,
        "scored": np.asarray(model.transform(new), float).T,
        "tolerance": tolerance,
    }


full = x[~np.isnan(x).any(axis=1)]
cases = [
    numeric("min_max_scaler", MinMaxScaler(), {}),
    numeric("min_max_scaler", MinMaxScaler(clip=True), {"clip": True}),
    numeric("robust_scaler", RobustScaler(), {}),
    numeric("robust_scaler", RobustScaler(with_centering=False), {"with_centering": False}),
    # scipy's search for the exponent ends at 1.48e-8
    numeric("power_transformer", PowerTransformer(), {}, 1e-6),
    numeric("power_transformer", PowerTransformer(standardize=False), {"standardize": False}, 1e-6),
    numeric("quantile_transformer", QuantileTransformer(n_quantiles=60, subsample=None), {"n_quantiles": 1000}),
    numeric("quantile_transformer", QuantileTransformer(n_quantiles=7, subsample=None), {"n_quantiles": 7}),
    numeric(
        "quantile_transformer",
        QuantileTransformer(n_quantiles=20, output_distribution="normal", subsample=None),
        {"n_quantiles": 20, "output_distribution": "normal"},
    ),
    numeric("knn_imputer", KNNImputer(n_neighbors=5), {"n_neighbors": 5, "standardize": False}),
    numeric(
        "knn_imputer",
        KNNImputer(n_neighbors=3, weights="distance"),
        {"n_neighbors": 3, "weights": "distance", "standardize": False},
        # scikit-learn's distances come from a dot product and are 1e-8 off where rows are near
        1e-6,
    ),
]
indicator = MissingIndicator(features="missing-only", error_on_new=False).fit(x)

labels = np.array(list("abcde"), dtype=object)
c = np.column_stack([labels[rng.integers(0, 5, rows)], labels[rng.choice(5, rows, p=[0.6, 0.3, 0.06, 0.02, 0.02])]])
seen = np.column_stack([np.array(list("abzec") * 2, object), np.array(list("aabqd") * 2, object)])
number = np.round(rng.normal(10, 4, rows) + 3 * (c[:, 0] == "a"), 3)
binary = (number > 11).astype(int)
three = np.digitize(number, [8, 12])


def target(name, y, classes, kind, params):
    model = TargetEncoder(target_type=kind, smooth=params["smooth"], cv=params["cv"], shuffle=False)
    crossed = model.fit_transform(c, y)
    return {
        "name": name,
        "y": y,
        "classes": classes,
        "params": {**params, "shuffle": False},
        "crossed": crossed.T if kind == "continuous" else None,
        "scored": model.transform(seen).T,
        "tolerance": 1e-9,
    }


# Folds of classes are dealt out otherwise than scikit-learn's, so that only those of numbers are held against it.
targets = [
    target("regression, auto", number, [], "continuous", {"smooth": "auto", "cv": 5}),
    target("regression, 7 rows", number, [], "continuous", {"smooth": 7.0, "cv": 4}),
    target("regression, none", number, [], "continuous", {"smooth": 0.0, "cv": 3}),
    target("two classes", binary, ["n", "y"], "binary", {"smooth": "auto", "cv": 5}),
    target("three classes", three, ["l", "m", "h"], "multiclass", {"smooth": 2.5, "cv": 5}),
]
ordinal = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=np.nan).fit(c)
content = {
    "source": {
        "command": "python tests/golden/generate/preprocessing.py",
        "scikit-learn": sklearn.__version__,
        "numpy": np.__version__,
        "scipy": scipy.__version__,
    },
    "x": x.T,
    "new": new.T,
    "numeric": cases,
    "missing_indicator": indicator.transform(new).T.astype(int),
    "categories": c.T,
    "seen": seen.T,
    "ordinal": {"fitted": ordinal.transform(c).T, "scored": ordinal.transform(seen).T},
    "target": targets,
}
out.write_text(json.dumps(plain(content), separators=(",", ":")) + "\n")
print(out.stat().st_size)
