"""Writes tests/golden/svm/scikit-learn.json. Run: python tests/golden/generate/svm.py"""

import numpy as np
from sklearn.metrics.pairwise import pairwise_kernels
from sklearn.svm import SVC, SVR, LinearSVC, LinearSVR, OneClassSVM

from bundled import read, save, split, standardise, weights

names = {"polynomial": "poly"}


def prepare(dataset):
    x, y = read(dataset)
    return split(standardise(x), y)


def gram(model, x, y):
    settings = {"linear": [], "rbf": ["gamma"], "poly": ["gamma", "degree", "coef0"], "sigmoid": ["gamma", "coef0"]}
    given = {name: getattr(model, name) for name in settings[model.kernel]}
    if "gamma" in given:
        given["gamma"] = model._gamma
    return pairwise_kernels(x, y, metric=model.kernel, **given)


def quadratic(model, x):
    own = x[model.support_]
    return 0.5 * (model.dual_coef_ @ gram(model, own, own) @ model.dual_coef_.T).item()


def sk(params):
    return {**params, **({"kernel": names.get(params["kernel"], params["kernel"])} if "kernel" in params else {})}


kernels = [
    {"kernel": "linear", "C": 0.5},
    {"kernel": "rbf"},
    {"kernel": "rbf", "C": 10, "gamma": 0.05},
    {"kernel": "polynomial", "degree": 2, "coef0": 1, "gamma": "auto"},
    # So flat that the problem stays convex: elsewhere this kernel has many stationary points.
    {"kernel": "sigmoid", "gamma": 0.002, "coef0": 0.1},
]

classes = []
for dataset in ["wine_uci", "breast_cancer_wdbc"]:
    x, y, queries, _ = prepare(dataset)
    queries = queries[:40]
    for params in [*kernels, {"kernel": "rbf", "C": 2, "class_weight": "balanced"}]:
        for weighted in [False, True]:
            # scikit-learn balances classes by rows, whatever those weigh; Assay by weight.
            if weighted and "class_weight" in params:
                continue
            model = SVC(**sk(params), tol=1e-6).fit(x, y, sample_weight=weights(len(y)) if weighted else None)
            values = model.decision_function(queries)
            classes.append(
                {
                    "name": f"svm, {dataset}, {params}{', weighted' if weighted else ''}",
                    "estimator": "svm",
                    "dataset": dataset,
                    "params": {**params, "tol": 1e-6},
                    "weighted": weighted,
                    "margins": [values] if values.ndim == 1 else values.T,
                    "support": len(model.support_),
                    "objective": quadratic(model, x) - np.abs(model.dual_coef_).sum() if values.ndim == 1 else None,
                    "tolerance": 1e-4,
                }
            )
    for loss in ["hinge", "squared_hinge"]:
        for weighted in [False, True]:
            params = {"loss": loss, "C": 0.3}
            model = LinearSVC(**params, dual=True, tol=1e-10, max_iter=2_000_000)
            values = model.fit(x, y, sample_weight=weights(len(y)) if weighted else None).decision_function(queries)
            classes.append(
                {
                    "name": f"linear_svm, {dataset}, {params}{', weighted' if weighted else ''}",
                    "estimator": "linear_svm",
                    "dataset": dataset,
                    "params": {**params, "tol": 1e-8, "max_iter": 200000},
                    "weighted": weighted,
                    "margins": [values] if values.ndim == 1 else values.T,
                    "tolerance": 1e-4,
                }
            )

numbers = []
x, y, queries, _ = prepare("diabetes_sklearn")
queries = queries[:60]
for params in [{**kernel, "C": 30, "epsilon": 5} for kernel in kernels]:
    for weighted in [False, True]:
        model = SVR(**sk(params), tol=1e-6).fit(x, y, sample_weight=weights(len(y)) if weighted else None)
        coefficients = model.dual_coef_.ravel()
        numbers.append(
            {
                "name": f"svm, diabetes, {params}{', weighted' if weighted else ''}",
                "estimator": "svm",
                "dataset": "diabetes_sklearn",
                "params": {**params, "tol": 1e-6},
                "weighted": weighted,
                "margins": [model.predict(queries)],
                "support": len(model.support_),
                "objective": quadratic(model, x)
                + 5 * np.abs(coefficients).sum()
                - (coefficients * y[model.support_]).sum(),
                "tolerance": 1e-4,
            }
        )
for loss in ["epsilon_insensitive", "squared_epsilon_insensitive"]:
    for weighted in [False, True]:
        params = {"loss": loss, "C": 2, "epsilon": 3}
        model = LinearSVR(**params, dual=True, tol=1e-10, max_iter=2_000_000)
        model.fit(x, y, sample_weight=weights(len(y)) if weighted else None)
        numbers.append(
            {
                "name": f"linear_svm, diabetes, {params}{', weighted' if weighted else ''}",
                "estimator": "linear_svm",
                "dataset": "diabetes_sklearn",
                "params": {**params, "tol": 1e-8, "max_iter": 200000},
                "weighted": weighted,
                "margins": [model.predict(queries)],
                "tolerance": 1e-4,
            }
        )

outlines = []
x, y, queries, _ = prepare("breast_cancer_wdbc")
queries = queries[:60]
for params in [{"nu": 0.1, "kernel": "rbf"}, {"nu": 0.5, "kernel": "rbf", "gamma": 0.01}, {"nu": 0.2, "kernel": "polynomial", "degree": 2, "coef0": 1}]:
    model = OneClassSVM(**sk(params), tol=1e-6).fit(x)
    outlines.append(
        {
            "name": f"{params}",
            "dataset": "breast_cancer_wdbc",
            "params": params,
            "decisions": model.decision_function(queries),
            "support": len(model.support_),
            "objective": quadratic(model, x),
            "tolerance": 1e-4,
        }
    )

save("svm", "scikit-learn", "svm", {"models": classes + numbers, "outlines": outlines}, digits=9)
