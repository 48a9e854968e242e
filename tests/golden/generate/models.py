"""Writes tests/golden/models/*.json. Run: python tests/golden/generate/models.py DATASETS_FOLDER

DATASETS_FOLDER holds heart_cleveland_uci.csv, breast_cancer_wdbc.csv, wine_uci.csv, penguins.csv,
diabetes_sklearn.csv, credit_german.csv and bike_sharing_hourly.csv. Inputs are rounded and kept in the
JSON, so that the tests need neither Python nor these files.
"""

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import scipy
import sklearn
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import OneHotEncoder, StandardScaler

folder = Path(sys.argv[1])
out = Path(__file__).parent.parent / "models"
source = {
    "command": "python tests/golden/generate/models.py DATASETS_FOLDER",
    "scikit-learn": sklearn.__version__,
    "numpy": np.__version__,
    "scipy": scipy.__version__,
}


def plain(value):
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, (float, np.floating)):
        number = float(value)
        return None if np.isnan(number) else int(number) if number.is_integer() else number
    return int(value) if isinstance(value, np.integer) else value


def share(content):
    """Inputs that several cases use are kept once, under `data`."""
    data = {}
    for case in content.get("cases", []):
        if "data" in case:
            continue
        key = json.dumps(plain([case.pop("x"), case.pop("y")]))
        case["data"] = data.setdefault(key, len(data))
    inputs = [dict(zip(("x", "y"), json.loads(key))) for key in data]
    return {"data": inputs, **content} if inputs else content


def save(name, content):
    content = share(content)
    text = json.dumps(plain({"source": source, **content}), separators=(",", ":"))
    (out / name).write_text(text + "\n")
    print(name, len(text))


def read(name):
    return pd.read_csv(folder / f"{name}.csv")


def standard(frame, digits=4):
    return np.round(StandardScaler().fit_transform(frame), digits)


heart = read("heart_cleveland_uci")
heart_y = (heart["disease"] == "present").to_numpy(int)
heart_x = heart.drop(columns="disease")
complete = heart_x.notna().all(axis=1).to_numpy()
cancer = read("breast_cancer_wdbc")
cancer_y = pd.factorize(cancer["target"], sort=True)[0]
cancer_x = cancer.drop(columns="target")
wine = read("wine_uci")
wine_y = pd.factorize(wine["target"], sort=True)[0]
wine_x = wine.drop(columns="target")
penguins = read("penguins").dropna()
penguin_y = pd.factorize(penguins["species"], sort=True)[0]
penguin_x = penguins[["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]]
diabetes = read("diabetes_sklearn")
diabetes_x = np.round(diabetes.drop(columns="target").to_numpy(), 4)
diabetes_y = diabetes["target"].to_numpy(float)
rng = np.random.default_rng(7)


def logistic(name, data, y, params, weights=None, solver="lbfgs"):
    model = LogisticRegression(tol=1e-10, max_iter=1_000_000, solver=solver, **params)
    model.fit(data, y, sample_weight=weights)
    return {
        "name": name,
        "x": data.T,
        "y": y,
        "weights": weights,
        "classes": int(y.max()) + 1,
        "params": params,
        "expected": {"coefficients": model.coef_, "intercepts": model.intercept_},
        "tolerance": 1e-4,
    }


heart_s = standard(heart_x[complete])
heart_w = rng.integers(0, 4, complete.sum()).astype(float)
heart_raw = heart_x[complete].to_numpy(float)
save(
    "logistic-regression.json",
    {
        "cases": [
            logistic("heart, C 1", heart_s, heart_y[complete], {"C": 1}),
            logistic("heart, C 100", heart_s, heart_y[complete], {"C": 100}),
            logistic("heart, balanced", heart_s, heart_y[complete], {"C": 0.1, "class_weight": "balanced"}),
            logistic("heart, weights", heart_s, heart_y[complete], {"C": 1}, heart_w),
            logistic("heart, columns as they are", heart_raw, heart_y[complete], {"C": 1}, solver="newton-cholesky"),
            logistic("breast cancer, 10 means", standard(cancer_x.iloc[:, :10]), cancer_y, {"C": 1}),
            logistic("penguins, 3 classes", standard(penguin_x), penguin_y, {"C": 1}),
            logistic("wine, 3 classes", standard(wine_x), wine_y, {"C": 1}),
            logistic("wine, 3 classes, balanced", standard(wine_x), wine_y, {"C": 10, "class_weight": "balanced"}),
        ]
    },
)


def ridge(name, data, y, alpha, weights=None, tolerance=1e-9, coefficients=None):
    if coefficients is None:
        model = Ridge(alpha=alpha, solver="svd" if weights is None else "cholesky").fit(data, y, sample_weight=weights)
        coefficients, intercept = model.coef_, model.intercept_
    else:
        intercept = y.mean() - data.mean(axis=0) @ coefficients
    return {
        "name": name,
        "x": data.T,
        "y": y,
        "weights": weights,
        "params": {"alpha": alpha},
        "expected": {"coefficients": coefficients, "intercept": intercept},
        "tolerance": tolerance,
    }


def least_norm(data, y):
    return np.linalg.lstsq(data - data.mean(axis=0), y - y.mean(), rcond=1e-12)[0]


wide = np.round(rng.normal(size=(15, 40)), 3)
wide_y = np.round(rng.normal(size=15), 3)
deficient = np.round(rng.normal(size=(30, 4)), 3)
deficient = np.column_stack([deficient, deficient[:, 0] + deficient[:, 1], np.ones(30)])
deficient_y = np.round(deficient @ [1, 2, 3, 4, 5, 6] + rng.normal(size=30), 3)
diabetes_w = rng.integers(0, 4, len(diabetes_y)).astype(float)
save(
    "ridge.json",
    {
        "cases": [
            *[ridge(f"diabetes, alpha {a}", diabetes_x, diabetes_y, a) for a in (0, 0.01, 1, 100)],
            ridge("diabetes, weights", diabetes_x, diabetes_y, 1, diabetes_w),
            ridge("more columns than rows", wide, wide_y, 1),
            ridge("more columns than rows, least norm", wide, wide_y, 0, coefficients=least_norm(wide, wide_y)),
            ridge("dependent and constant columns", deficient, deficient_y, 0.5),
            ridge(
                "dependent and constant columns, least norm",
                deficient,
                deficient_y,
                0,
                coefficients=least_norm(deficient, deficient_y),
            ),
        ]
    },
)

numbers = np.array([[1.5, 2, 7, 0.1], [2.5, np.nan, 7, 0.1], [-3, 4, 7, 0.1], [1e6, 8, 7, 0.1], [0, 1, 7, 0.1]])
scaler = StandardScaler().fit(numbers)
labels = np.array([["b"], ["a"], ["c"], ["a"], ["B"]], dtype=object)
encoder = OneHotEncoder(handle_unknown="ignore", sparse_output=False).fit(labels)
unseen = np.array([["a"], ["zebra"], ["c"]], dtype=object)
save(
    "steps.json",
    {
        "standard_scaler": {
            "x": numbers.T,
            "means": scaler.mean_,
            "scales": scaler.scale_,
            "transformed": scaler.transform(numbers).T,
            "tolerance": 1e-12,
        },
        "one_hot_encoder": {
            "labels": labels[:, 0].tolist(),
            "categories": encoder.categories_[0].tolist(),
            "transformed": encoder.transform(labels).T,
            "unseen": unseen[:, 0].tolist(),
            "transformedUnseen": encoder.transform(unseen).T,
        },
    },
)

credit = read("credit_german")
credit_y = (credit.iloc[:, -1] == "good").to_numpy(int)
credit_x = pd.get_dummies(credit.iloc[:, :-1]).astype(float)
bikes = read("bike_sharing_hourly").iloc[::8]
bikes_y = bikes["count"].to_numpy(float)
bikes_x = bikes[["month", "hour", "temperature", "humidity", "winspeed", "dayofweek", "workingday"]].astype(float)


def boosting(name, task, data, y, tied=False):
    """`tied`: splits of equal gain occur, and which one wins depends on the order of summation."""
    data = np.asarray(data, dtype=float)
    seeds = []
    for seed in (1, 2, 3):
        stratify = y if task == "classification" else None
        train, test = train_test_split(np.arange(len(y)), test_size=0.3, random_state=seed, stratify=stratify)
        test = np.sort(test)
        train = np.sort(train)
        if task == "regression":
            model = HistGradientBoostingRegressor(early_stopping=False, random_state=seed).fit(data[train], y[train])
            error = y[test] - model.predict(data[test])
            expected = {"rmse": float(np.sqrt(np.mean(error**2)))}
        else:
            model = HistGradientBoostingClassifier(early_stopping=False, random_state=seed).fit(data[train], y[train])
            p = model.predict_proba(data[test])
            auc = roc_auc_score(y[test], p[:, 1]) if p.shape[1] == 2 else roc_auc_score(y[test], p, multi_class="ovr")
            expected = {"roc_auc": float(auc), "log_loss": float(log_loss(y[test], p))}
        seeds.append({"seed": seed, "test": test, "expected": expected})
    classes = 0 if task == "regression" else int(y.max()) + 1
    tolerance = {"score": 0.005, "log_loss": 0.05} if tied else {"score": 1e-6, "log_loss": 1e-5}
    return {
        "name": name,
        "task": task,
        "classes": classes,
        "x": data.T,
        "y": y,
        "seeds": seeds,
        "tolerance": tolerance,
    }


save(
    "gradient-boosting.json",
    {
        "cases": [
            boosting("heart, missing values", "classification", heart_x, heart_y),
            boosting("breast cancer, 10 means", "classification", cancer_x.iloc[:, :10], cancer_y),
            boosting("credit", "classification", credit_x, credit_y),
            boosting("wine, 3 classes", "classification", wine_x, wine_y, tied=True),
            boosting("diabetes", "regression", diabetes_x, diabetes_y),
            boosting("bikes", "regression", bikes_x, bikes_y),
        ],
    },
)
