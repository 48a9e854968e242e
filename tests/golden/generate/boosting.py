"""Writes tests/golden/models/trees/boosting.json.

Run: python tests/golden/generate/boosting.py datasets

Scores of scikit-learn's HistGradientBoosting and of LightGBM on eleven bundled datasets, 40 trees, the other
defaults: trained five times, on the rows whose number leaves another remainder by five than the seed, scored
on the others. Area under the ROC curve (of several classes the mean, each against the rest) and log-loss, or
root mean squared error. And of LightGBM on a made table (see `toy`) by objective and constraint.
"""

import json
import sys
from pathlib import Path

import lightgbm
import numpy as np
import pandas as pd
import sklearn
from boosting_datasets import DATASETS, REGRESSION
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.metrics import log_loss, roc_auc_score

folder = Path(sys.argv[1])
out = Path(__file__).parent.parent / "models" / "trees"
TREES = 40


def scores(model, x, y, classification):
    if not classification:
        return {"rmse": float(np.sqrt(np.mean((y - model.predict(x)) ** 2)))}
    p = model.predict_proba(x)
    aucs = [roc_auc_score(y == k, p[:, k]) for k in range(p.shape[1])]
    return {"roc_auc": float(np.mean(aucs)), "log_loss": float(log_loss(y, p, labels=range(p.shape[1])))}


def make(library, classification):
    if library == "lightgbm":
        kind = lightgbm.LGBMClassifier if classification else lightgbm.LGBMRegressor
        return kind(n_estimators=TREES, verbosity=-1, n_jobs=1)
    kind = HistGradientBoostingClassifier if classification else HistGradientBoostingRegressor
    return kind(max_iter=TREES, early_stopping=False)


def on_datasets():
    cases = []
    for name, target, columns, every in DATASETS:
        frame = pd.read_csv(folder / f"{name}.csv").iloc[::every].reset_index(drop=True)
        classification = name not in REGRESSION
        columns = columns or [c for c in frame.select_dtypes("number").columns if c != target]
        x = frame[columns].to_numpy(float)
        y = pd.factorize(frame[target].astype(str), sort=True)[0] if classification else frame[target].to_numpy(float)
        expected = []
        for seed in range(5):
            test = np.arange(len(y)) % 5 == seed
            expected.append({
                library: scores(make(library, classification).fit(x[~test], y[~test]), x[test], y[test], classification)
                for library in ("scikit-learn", "lightgbm")
            })
        print(name, len(y), expected[0], flush=True)
        cases.append(dict(dataset=name, target=target, columns=columns, every=every,
                          classification=classification, expected=expected))
    return cases


def toy(n=6000):
    """A category of thirty, two numbers, and targets of them: the same doubles wherever it is computed."""
    i = np.arange(n, dtype=float)
    category = (i * 7919) % 31
    a = ((i * 0.6180339887498949) % 1) * 2 - 1
    b = ((i * 0.7548776662466927) % 1) * 2 - 1
    noise = ((i * 0.5698402909980532) % 1) * 2 - 1
    effect = ((category * 12) % 31) / 31 - 0.5
    score = 2 * effect + a + b * b - 0.3
    return np.c_[category, a, b], (score + noise > 0).astype(float), 1 + np.abs(score + noise)


def toy_cases():
    x, label, value = toy()
    test = np.arange(len(label)) % 3 == 0
    cases = {
        "categorical": (dict(objective="binary"), [0], label),
        "monotone": (dict(objective="binary", monotone_constraints=[0, 1, -1]), [], label),
        "interaction": (dict(objective="binary", interaction_constraints=[[0], [1, 2]]), [], label),
        "regularised": (dict(objective="binary", lambda_l1=3, lambda_l2=3, min_gain_to_split=1), [], label),
        "smooth": (dict(objective="binary", path_smooth=20), [], label),
        "squared_error": (dict(objective="regression"), [0], value),
        "absolute_error": (dict(objective="regression_l1"), [0], value),
        "huber": (dict(objective="huber", alpha=0.5), [0], value),
        "quantile": (dict(objective="quantile", alpha=0.8), [0], value),
        "poisson": (dict(objective="poisson"), [0], value),
        "gamma": (dict(objective="gamma"), [0], value),
        "tweedie": (dict(objective="tweedie", tweedie_variance_power=1.5), [0], value),
    }
    found = {}
    for name, (params, categories, y) in cases.items():
        params = dict(verbosity=-1, num_threads=1, deterministic=True, seed=1, **params)
        data = lightgbm.Dataset(x[~test], y[~test], categorical_feature=categories, params=params)
        p = lightgbm.train(params, data, TREES).predict(x[test])
        loss = log_loss(y[test], p) if y is label else np.mean(np.abs(y[test] - p))
        found[name] = float(loss)
    print(found)
    return found


source = {
    "command": "python tests/golden/generate/boosting.py datasets",
    "scikit-learn": sklearn.__version__,
    "lightgbm": lightgbm.__version__,
    "numpy": np.__version__,
    "tolerance": "0.005",
}
content = {"source": source, "trees": TREES, "cases": on_datasets(), "toy": toy_cases()}
text = json.dumps(content, separators=(",", ":"))
(out / "boosting.json").write_text(text + "\n")
print(len(text))
