"""Metrics of crossed groups by Fairlearn's MetricFrame, and what its ThresholdOptimizer reaches.

python tests/golden/generate/fairness_groups.py > tests/golden/evaluation/fairness-groups.json

The thresholds of Fairlearn are drawn by chance within a group, those of Assay are not: what is kept of
them are the expected accuracy and gap, to be nearly reached.
"""

import json
import warnings

import fairlearn
import numpy as np
import pandas as pd
import sklearn
from fairlearn import metrics as f
from fairlearn.postprocessing import ThresholdOptimizer
from sklearn import metrics as m
from sklearn.base import BaseEstimator

warnings.filterwarnings("ignore")
rng = np.random.default_rng(23)
n = 300
sex = rng.choice(["f", "m"], n, p=[0.45, 0.55])
region = rng.choice(["east", "north", "south"], n, p=[0.55, 0.4, 0.05])
y = (rng.random(n) < np.where(sex == "f", 0.4, 0.55)).astype(int)
p = np.round(1 / (1 + np.exp(-(2 * y - 1.1 + 0.5 * (sex == "m") + 1.2 * rng.normal(size=n)))), 4)
called = (p >= 0.5).astype(int)


def number(value):
    return None if value is None or not np.isfinite(value) else float(value)


def area(truth, score):
    return m.roc_auc_score(truth, score) if len(set(truth)) == 2 else np.nan


def frame(columns):
    features = pd.DataFrame({"sex": sex, "region": region})[columns]
    of_calls = {
        "accuracy": m.accuracy_score,
        "precision": lambda a, b: m.precision_score(a, b, zero_division=0),
        "recall": lambda a, b: m.recall_score(a, b, zero_division=0),
        "f1": lambda a, b: m.f1_score(a, b, zero_division=0),
        "selection_rate": f.selection_rate,
        "base_rate": lambda a, b: np.mean(a),
        "true_positive_rate": f.true_positive_rate,
        "false_positive_rate": f.false_positive_rate,
        "true_negative_rate": f.true_negative_rate,
        "false_negative_rate": f.false_negative_rate,
    }
    calls = f.MetricFrame(metrics={"rows": f.count, **of_calls}, y_true=y, y_pred=called, sensitive_features=features)
    scores = f.MetricFrame(metrics={"roc_auc": area, "brier": m.brier_score_loss}, y_true=y, y_pred=p, sensitive_features=features)
    table = pd.concat([calls.by_group, scores.by_group], axis=1)
    groups = [
        {"values": dict(zip(columns, key if isinstance(key, tuple) else [key])), "metrics": {k: number(v) for k, v in row.items()}}
        for key, row in table.iterrows()
    ]
    return {
        "columns": columns,
        "overall": {k: number(v) for k, v in [*calls.overall.items(), *scores.overall.items()]},
        "groups": groups,
        "measures": measures(features),
    }


def measures(features):
    """Fairlearn's, of the groups that have both classes: it counts a rate over nothing as 0."""
    whole = pd.Series(y).groupby([features[c] for c in features]).transform("nunique").to_numpy() == 2
    rates = dict(sensitive_features=features)
    kept = dict(sensitive_features=features[whole])
    return {
        "demographic_parity_difference": f.demographic_parity_difference(y, called, **rates),
        "demographic_parity_ratio": f.demographic_parity_ratio(y, called, **rates),
        "equal_opportunity_difference": f.equal_opportunity_difference(y[whole], called[whole], **kept),
        "equal_opportunity_ratio": f.equal_opportunity_ratio(y[whole], called[whole], **kept),
    }


class Scores(BaseEstimator):
    """Says of row i what was scored."""

    def fit(self, x, y):
        self.fitted_ = True
        return self

    def predict(self, x):
        return p[np.asarray(x).ravel().astype(int)]


def optimised(constraint, name):
    rows = np.arange(n).reshape(-1, 1)
    optimizer = ThresholdOptimizer(
        estimator=Scores().fit(None, None), constraints=constraint, objective="accuracy_score", prefit=True, predict_method="predict", grid_size=1000
    )
    optimizer.fit(rows, y, sensitive_features=sex)
    chance = optimizer._pmf_predict(rows, sensitive_features=sex)[:, 1]
    rates = [[chance[(sex == s) & mask].mean() for s in ["f", "m"]] for mask in [np.ones(n, bool), y == 1, y == 0]]
    gaps = [abs(a - b) for a, b in rates]
    gap = {"demographic_parity": gaps[0], "equal_opportunity": gaps[1], "equalized_odds": max(gaps[1:])}[name]
    return {"constraint": name, "accuracy": float(np.where(y == 1, chance, 1 - chance).mean()), "gap": float(gap)}


print(
    json.dumps(
        {
            "source": "fairlearn.metrics.MetricFrame, fairlearn.postprocessing.ThresholdOptimizer (grid of 1,000)",
            "command": "python tests/golden/generate/fairness_groups.py > tests/golden/evaluation/fairness-groups.json",
            "versions": {"fairlearn": fairlearn.__version__, "scikit-learn": sklearn.__version__, "numpy": np.__version__},
            "tolerance": 1e-9,
            "sex": sex.tolist(),
            "region": region.tolist(),
            "y": y.tolist(),
            "p": p.tolist(),
            "frames": [frame(["sex"]), frame(["sex", "region"])],
            "optimised": [
                optimised("demographic_parity", "demographic_parity"),
                optimised("true_positive_rate_parity", "equal_opportunity"),
                optimised("equalized_odds", "equalized_odds"),
            ],
        },
        separators=(",", ":"),
    )
)
