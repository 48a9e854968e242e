"""Writes tests/golden/models/linear-family.json. Run: python tests/golden/generate/models_linear.py

Reads the bundled datasets; inputs are rounded and kept in the JSON. Closed forms agree to 1e-6 of the
largest expected value, iterative solvers (run to tight tolerances here) to 1e-4, as each case says.
"""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import scipy.optimize
import sklearn
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis, QuadraticDiscriminantAnalysis
from sklearn.linear_model import (
    BayesianRidge,
    ElasticNet,
    GammaRegressor,
    HuberRegressor,
    Lasso,
    LinearRegression,
    LogisticRegression,
    PoissonRegressor,
    QuantileRegressor,
    Ridge,
    SGDClassifier,
    SGDRegressor,
    TweedieRegressor,
    enet_path,
)
from sklearn.linear_model._huber import _huber_loss_and_gradient
from sklearn.preprocessing import StandardScaler

root = Path(__file__).parents[3]
rng = np.random.default_rng(3)
predicted_rows = 25


def read(name):
    return pd.read_csv(root / "datasets" / f"{name}.csv")


def digits(value, count=12):
    return [float(f"{v:.{count}g}") for v in np.asarray(value, dtype=float).ravel()]


def scaled(frame):
    return np.round(StandardScaler().fit_transform(np.asarray(frame, dtype=float)), 3)


def entry(x, y, classes=0):
    return {"x": x, "y": np.asarray(y, dtype=float), "w": rng.integers(0, 4, len(y)).astype(float), "classes": classes}


def labels(column):
    return pd.factorize(column, sort=True)[0]


diabetes = read("diabetes_sklearn").iloc[::2]
ames = read("ames_housing").iloc[::12]
ames_columns = ["Lot_Area", "Year_Built", "Year_Remod_Add", "Total_Bsmt_SF", "First_Flr_SF", "Gr_Liv_Area", "Garage_Area"]
ames_y = ames["Sale_Price"].to_numpy(float)
bikes = read("bike_sharing_hourly").iloc[::60]
bike_columns = ["month", "hour", "temperature", "humidity", "winspeed", "dayofweek", "workingday"]
heart = read("heart_cleveland_uci").dropna().iloc[::2]
cancer = read("breast_cancer_wdbc").iloc[::3]
wine = read("wine_uci")
penguins = read("penguins").dropna()
penguin_columns = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]

data = {
    "diabetes": entry(scaled(diabetes.drop(columns="target")), diabetes["target"]),
    "ames": entry(scaled(ames[ames_columns]), np.round(ames_y / 1e4, 2)),
    "ames, columns as they are": entry(ames[ames_columns].to_numpy(float), ames_y),
    "bikes": entry(scaled(bikes[bike_columns]), bikes["count"]),
    "bikes, casual": entry(scaled(bikes[bike_columns]), bikes["casual"]),
    "heart": entry(scaled(heart.drop(columns="disease")), labels(heart["disease"]), 2),
    "breast cancer": entry(scaled(cancer.drop(columns="target").iloc[:, :10]), labels(cancer["target"]), 2),
    "wine": entry(scaled(wine.drop(columns="target")), labels(wine["target"]), 3),
    "penguins": entry(scaled(penguins[penguin_columns]), labels(penguins["species"]), 3),
}
wide = np.round(rng.normal(size=(15, 40)), 3)
data["more columns than rows"] = entry(wide, np.round(wide[:, 0] + rng.normal(size=15), 3))
dependent = np.round(rng.normal(size=(40, 4)), 3)
dependent = np.column_stack([dependent, dependent[:, 0] + dependent[:, 1], np.full(40, 7.0)])
data["dependent and constant columns"] = entry(dependent, np.round(dependent[:, 1] + rng.normal(size=40), 3))
cases = []


def centred(model):
    """Scores of classes count by their differences only."""
    coefficients, intercepts = model.coef_, model.intercept_
    if len(intercepts) > 1:
        return coefficients - coefficients.mean(axis=0), intercepts - intercepts.mean()
    return coefficients, intercepts


def case(id, model, name, params, *, weighted=False, tolerance=1e-6, centre=False, objective=None, checks=None):
    x, y, w, classes = (data[name][key] for key in ("x", "y", "w", "classes"))
    weights = {"sample_weight": w} if weighted == "sample_weight" else {}
    model.fit(x, y, **weights)
    if isinstance(model, HuberRegressor):
        # Its solver stops early, by the value; its own objective leads on to the optimum.
        at = np.concatenate([model.coef_, [model.intercept_, model.scale_]])
        arguments = (x, y, model.epsilon, model.alpha, weights.get("sample_weight", np.ones(len(y))))
        for _ in range(10):
            at = scipy.optimize.minimize(
                _huber_loss_and_gradient, at, args=arguments, jac=True, method="BFGS", options={"gtol": 1e-9}
            ).x
        model.coef_, model.intercept_ = at[:-2], at[-2]
    expected = {}
    if classes:
        expected["probabilities"] = digits(model.predict_proba(x[:predicted_rows]).T)
        if hasattr(model, "coef_"):
            coefficients, intercepts = centred(model) if centre else (model.coef_, model.intercept_)
            expected |= {"coefficients": digits(coefficients), "intercepts": digits(intercepts)}
    else:
        expected = {
            "coefficients": digits(model.coef_),
            "intercepts": digits(model.intercept_),
            "values": digits(model.predict(x[:predicted_rows])),
        }
    if objective:
        expected["objective"] = float(objective(model, x, y, w if weights else np.ones(len(y))))
    for unwanted in ("coefficients", "intercepts", "probabilities", "values"):
        if checks and unwanted not in checks:
            expected.pop(unwanted, None)
    cases.append(
        {
            "name": f"{id}: {name}{', weights' if weights else ''}, {json.dumps(params)}",
            "estimator": id,
            "data": name,
            "weighted": bool(weights),
            "params": params,
            "expected": expected,
            "tolerance": tolerance,
        }
    )


numbers = ("diabetes", "ames", "bikes")
both = (False, "sample_weight")
for name in (*numbers, "ames, columns as they are"):
    for weighted in both:
        case("linear_regression", LinearRegression(tol=1e-14), name, {}, weighted=weighted)
        case("ridge", Ridge(alpha=3, solver="cholesky"), name, {"alpha": 3}, weighted=weighted)
for name in ("more columns than rows", "dependent and constant columns"):
    case("linear_regression", LinearRegression(), name, {})
    case("ridge", Ridge(alpha=0.5), name, {"alpha": 0.5})
    case("lasso", Lasso(alpha=0.05, tol=1e-14, max_iter=1_000_000), name, {"alpha": 0.05, "tol": 1e-14}, tolerance=1e-4)
for name in numbers:
    for weighted in both:
        tight = {"tol": 1e-13, "max_iter": 1_000_000}
        case("lasso", Lasso(alpha=0.3, **tight), name, {"alpha": 0.3, "tol": 1e-13}, weighted=weighted, tolerance=1e-4)
        for l1_ratio in (0.2, 0.8):
            params = {"alpha": 0.5, "l1_ratio": l1_ratio}
            case("elastic_net", ElasticNet(**params, **tight), name, {**params, "tol": 1e-13}, weighted=weighted, tolerance=1e-4)
        params = {"tol": 1e-12, "max_iter": 10_000}
        case("bayesian_ridge", BayesianRidge(**params), name, params, weighted=weighted)
        for epsilon in (1.35, 2):
            params = {"epsilon": epsilon, "alpha": 0.01}
            case("huber", HuberRegressor(**params, tol=1e-9, max_iter=100_000), name, params, weighted=weighted, tolerance=1e-4)
    case(
        "elastic_net",
        ElasticNet(alpha=0.5, selection="random", random_state=0, tol=1e-13, max_iter=1_000_000),
        name,
        {"alpha": 0.5, "selection": "random", "tol": 1e-13},
        tolerance=1e-4,
    )


def pinball(model, x, y, w):
    residual = y - model.predict(x)
    loss = np.maximum(model.quantile * residual, (model.quantile - 1) * residual)
    return np.average(loss, weights=w) + model.alpha * np.abs(model.coef_).sum()


for name in numbers:
    for weighted in both:
        for quantile, alpha in ((0.5, 0.001), (0.9, 0.01), (0.25, 0), (0.5, 0.3)):
            params = {"quantile": quantile, "alpha": alpha}
            case("quantile", QuantileRegressor(**params), name, params, weighted=weighted, objective=pinball, checks=[])
for id, model, names, extra in (
    ("poisson", PoissonRegressor, ("bikes, casual", "ames", "diabetes"), {}),
    ("gamma", GammaRegressor, ("bikes", "ames", "diabetes"), {}),
    ("tweedie", TweedieRegressor, ("bikes, casual", "ames", "diabetes"), {"power": 1.5}),
    ("tweedie", TweedieRegressor, ("bikes", "ames", "diabetes"), {"power": 2.5}),
):
    for name in names:
        for weighted in both:
            params = {"alpha": 0.1, **extra}
            link = {"link": "log"} if extra else {}
            solver = "newton-cholesky" if extra.get("power", 1) <= 2 else "lbfgs"
            model_ = model(**params, **link, tol=1e-9, max_iter=100_000, solver=solver)
            case(id, model_, name, params, weighted=weighted, tolerance=1e-4)
for name in ("heart", "breast cancer", "wine", "penguins"):
    for weighted in both:
        for penalty, l1_ratio in (("l2", 0), ("l1", 1), ("elastic_net", 0.4)):
            params = {"penalty": penalty, "C": 0.5, "l1_ratio": l1_ratio}
            solver = {"solver": "lbfgs"} if l1_ratio == 0 else {"solver": "saga", "random_state": 0}
            model = LogisticRegression(C=0.5, l1_ratio=l1_ratio, tol=1e-10, max_iter=1_000_000, **solver)
            case("logistic_regression", model, name, params, weighted=weighted, tolerance=1e-4)
heart_free = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-12, max_iter=1000)
case("logistic_regression", heart_free, "heart", {"penalty": "none"}, tolerance=1e-4)
for name in ("heart", "breast cancer", "wine", "penguins"):
    case("lda", LinearDiscriminantAnalysis(), name, {}, centre=True)
    for shrinkage in (None, "auto", 0.3):
        params = {"solver": "lsqr", "shrinkage": shrinkage}
        model = LinearDiscriminantAnalysis(**params)
        case("lda", model, name, params, checks=["probabilities"])
    for reg_param in (0, 0.2):
        params = {"reg_param": reg_param}
        case("qda", QuadraticDiscriminantAnalysis(**params, tol=1e-12), name, params)


def logistic_objective(model, x, y, w):
    signed = np.where(y == 1, 1, -1) * model.decision_function(x)
    return np.average(np.logaddexp(0, -signed), weights=w) + model.alpha / 2 * (model.coef_**2).sum()


def squares_objective(model, x, y, w):
    return np.average((y - model.predict(x)) ** 2, weights=w) / 2 + model.alpha / 2 * (model.coef_**2).sum()


long = {"tol": None, "max_iter": 2000, "average": True, "random_state": 0}
ours = {"tol": 0, "max_iter": 500, "average": True}
for name in ("heart", "breast cancer"):
    model = SGDClassifier(loss="log_loss", alpha=0.01, **long)
    case("sgd", model, name, {"alpha": 0.01, **ours}, objective=logistic_objective, tolerance=1e-2, checks=[])
for name in ("ames", "diabetes"):
    model = SGDRegressor(alpha=0.01, **long)
    case("sgd", model, name, {"alpha": 0.01, **ours}, objective=squares_objective, tolerance=1e-2, checks=[])

paths = []
for name in numbers:
    for l1_ratio in (1.0, 0.5):
        x, y = data[name]["x"], data[name]["y"]
        alphas, coefficients, gaps = enet_path(
            x - x.mean(axis=0), y - y.mean(), l1_ratio=l1_ratio, n_alphas=8, eps=1e-2, tol=1e-13, max_iter=1_000_000
        )
        paths.append(
            {
                "data": name,
                "l1_ratio": l1_ratio,
                "alphas": digits(alphas),
                "coefficients": [digits(column) for column in coefficients.T],
                "tolerance": 1e-4,
            }
        )

out = {
    "source": {
        "command": "python tests/golden/generate/models_linear.py",
        "scikit-learn": sklearn.__version__,
        "numpy": np.__version__,
        "scipy": scipy.__version__,
    },
    "data": {
        name: {
            "x": [digits(column, 8) for column in item["x"].T],
            "y": digits(item["y"], 8),
            "weights": digits(item["w"]),
            "classes": item["classes"],
        }
        for name, item in data.items()
    },
    "cases": cases,
    "paths": paths,
}
text = json.dumps(out, separators=(",", ":")).replace(".0,", ",").replace(".0]", "]")
(root / "tests/golden/models/linear-family.json").write_text(text + "\n")
print(len(text), len(cases))
