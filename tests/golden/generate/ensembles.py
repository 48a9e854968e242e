"""Writes tests/golden/ensembles/ensembles.json. Run: python tests/golden/generate/ensembles.py DATASETS_FOLDER

Voting is compared value by value; bagging, stacking and calibration, whose draws differ, by their mean
score over five splits.
"""

import json
import sys
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import sklearn
from sklearn.calibration import CalibratedClassifierCV
from sklearn.ensemble import BaggingClassifier, BaggingRegressor, StackingClassifier, StackingRegressor
from sklearn.ensemble import VotingClassifier, VotingRegressor
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import log_loss, r2_score, roc_auc_score
from sklearn.model_selection import StratifiedKFold, train_test_split
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

warnings.filterwarnings("ignore")
folder = Path(sys.argv[1])
out = Path(__file__).parent.parent / "ensembles" / "ensembles.json"
heart = pd.read_csv(folder / "heart_cleveland_uci.csv").dropna()
heart_x = np.round(StandardScaler().fit_transform(heart.drop(columns="disease")), 4)
heart_y = (heart["disease"] == "present").to_numpy(int)
diabetes = pd.read_csv(folder / "diabetes_sklearn.csv")
diabetes_x = np.round(StandardScaler().fit_transform(diabetes.drop(columns="target")), 4)
diabetes_y = diabetes["target"].to_numpy(float)
data = {
    "heart": {"x": heart_x.T.tolist(), "y": heart_y.tolist(), "classes": 2},
    "diabetes": {"x": diabetes_x.T.tolist(), "y": diabetes_y.tolist(), "classes": 0},
}
logistic = LogisticRegression(tol=1e-10, max_iter=100_000)
knn = KNeighborsClassifier(5)
members = [("l", logistic), ("k", knn), ("g", GaussianNB())]
ids = ["logistic_regression", "k_neighbors", "gaussian_nb"]


def voting(name, model, where, params):
    x, y = (heart_x, heart_y) if where == "heart" else (diabetes_x, diabetes_y)
    model.fit(x, y)
    values = model.predict_proba(x)[:, 1] if hasattr(model, "predict_proba") else model.predict(x)
    if params.get("voting") == "hard":
        values = (model.transform(x) == 1).mean(axis=1)
    return {"name": name, "data": where, "params": params, "expected": np.asarray(values).tolist(), "tolerance": 1e-5}


regressors = [("r", Ridge()), ("k", KNeighborsRegressor(5))]
exact = [
    voting("soft", VotingClassifier(members, voting="soft"), "heart", {"estimators": ids}),
    voting(
        "soft, weights", VotingClassifier(members, voting="soft", weights=[3, 1, 2]), "heart",
        {"estimators": ids, "weights": [3, 1, 2]},
    ),
    voting("hard", VotingClassifier(members, voting="hard"), "heart", {"estimators": ids, "voting": "hard"}),
    voting("numbers", VotingRegressor(regressors), "diabetes", {"estimators": ["ridge", "k_neighbors"]}),
]


def scored(algorithm, make, where, params, tolerance):
    x, y = (heart_x, heart_y) if where == "heart" else (diabetes_x, diabetes_y)
    seeds = []
    for seed in range(5):
        train, test = train_test_split(np.arange(len(y)), test_size=0.3, random_state=seed)
        model = make(seed).fit(x[train], y[train])
        if where == "heart":
            p = model.predict_proba(x[test])[:, 1]
            score = {"roc_auc": roc_auc_score(y[test], p), "log_loss": log_loss(y[test], p)}
        else:
            score = {"r2": r2_score(y[test], model.predict(x[test]))}
        seeds.append({"seed": seed, "test": sorted(test.tolist()), "expected": score})
    print(algorithm, where, {k: np.mean([s["expected"][k] for s in seeds]) for k in seeds[0]["expected"]})
    return {"algorithm": algorithm, "data": where, "params": params, "seeds": seeds, "tolerance": tolerance}


def folds(seed):
    return StratifiedKFold(5, shuffle=True, random_state=seed)


scores = [
    scored(
        "bagging", lambda seed: BaggingClassifier(DecisionTreeClassifier(), 50, random_state=seed), "heart",
        {"n_estimators": 50}, {"roc_auc": 0.015},
    ),
    scored(
        "bagging", lambda seed: BaggingRegressor(DecisionTreeRegressor(), 50, random_state=seed), "diabetes",
        {"n_estimators": 50}, {"r2": 0.03},
    ),
    scored(
        "stacking", lambda seed: StackingClassifier(members, LogisticRegression(), cv=folds(seed)), "heart",
        {"estimators": ids}, {"roc_auc": 0.01, "log_loss": 0.015},
    ),
    scored(
        "stacking", lambda seed: StackingRegressor(regressors, Ridge(), cv=5), "diabetes",
        {"estimators": ["ridge", "k_neighbors"]}, {"r2": 0.01},
    ),
    scored(
        "calibrated",
        lambda seed: CalibratedClassifierCV(GaussianNB(), method="isotonic", ensemble=False, cv=folds(seed)), "heart",
        {"estimator": "gaussian_nb", "method": "isotonic"}, {"roc_auc": 0.015},
    ),
    scored(
        "calibrated",
        lambda seed: CalibratedClassifierCV(LogisticRegression(), ensemble=False, cv=folds(seed)), "heart",
        {"estimator": "logistic_regression"}, {"roc_auc": 0.001, "log_loss": 0.01},
    ),
]
content = {
    "source": {
        "command": "python tests/golden/generate/ensembles.py DATASETS_FOLDER",
        "scikit-learn": sklearn.__version__,
        "numpy": np.__version__,
    },
    "data": data,
    "exact": exact,
    "scores": scores,
}
out.write_text(json.dumps(content, separators=(",", ":")) + "\n")
print(out.stat().st_size)
