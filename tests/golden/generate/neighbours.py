"""Writes tests/golden/neighbours/scikit-learn.json. Run: python tests/golden/generate/neighbours.py"""

import numpy as np
from sklearn.neighbors import (
    KNeighborsClassifier,
    KNeighborsRegressor,
    NearestNeighbors,
    RadiusNeighborsClassifier,
    RadiusNeighborsRegressor,
)

from bundled import read, save, split, standardise



def without_ties(model, queries, neighbours, most):
    """Places of queries whose nearest are told apart: scikit-learn breaks ties by chance."""
    gaps = np.diff(model.kneighbors(queries, neighbours + 1)[0], axis=1)
    return np.flatnonzero((gaps > 1e-9).all(axis=1))[:most]


predictions = []
metrics = [("minkowski", 2), ("manhattan", 2), ("chebyshev", 2), ("minkowski", 3), ("cosine", 2)]
for dataset in ["wine_uci", "breast_cancer_wdbc", "diabetes_sklearn"]:
    x, y = read(dataset)
    x, y, queries, _ = split(standardise(x), y)
    regression = dataset == "diabetes_sklearn"
    for metric, p in metrics:
        # Wide enough for every query to have a neighbour: scikit-learn has no answer without one.
        index = NearestNeighbors(metric=metric, p=p).fit(x)
        places = without_ties(index, queries, 7, 30)
        asked = queries[places]
        nearest = index.kneighbors(asked, 1)[0]
        for weights in ["uniform", "distance"]:
            shared = {"weights": weights, "metric": metric, "p": p}
            makers = [
                (KNeighborsRegressor if regression else KNeighborsClassifier, {"n_neighbors": 7}, "k_neighbors"),
                (
                    RadiusNeighborsRegressor if regression else RadiusNeighborsClassifier,
                    {"radius": float(f"{1.1 * nearest.max():.2g}")},
                    "radius_neighbors",
                ),
            ]
            for make, own, name in makers:
                model = make(**own, **shared).fit(x, y)
                expected = model.predict(asked) if regression else model.predict_proba(asked).T
                predictions.append(
                    {
                        "name": f"{name}, {dataset}, {metric} {p}, {weights}",
                        "estimator": name,
                        "dataset": dataset,
                        "params": {**own, **shared},
                        "queries": places,
                        "expected": [expected] if regression else expected,
                        "tolerance": 1e-9,
                    }
                )

distances = []
for dataset in ["wine_uci", "diabetes_sklearn"]:
    x, y = read(dataset)
    x, y, queries, _ = split(standardise(x), y)
    for metric, p in metrics:
        for algorithm in ["brute"] if metric == "cosine" else ["brute", "kd_tree", "ball_tree"]:
            model = NearestNeighbors(n_neighbors=4, algorithm=algorithm, metric=metric, p=p).fit(x)
            places = without_ties(model, queries, 4, 25)
            far, near = model.kneighbors(queries[places])
            distances.append(
                {
                    "name": f"{dataset}, {metric} {p}, {algorithm}",
                    "dataset": dataset,
                    "options": {"metric": metric, "p": p, "algorithm": algorithm},
                    "queries": places,
                    "indices": near.ravel(),
                    "distances": far.ravel(),
                    "tolerance": 1e-9,
                }
            )

save("neighbours", "scikit-learn", "neighbours", {"predictions": predictions, "distances": distances})
