"""Partial dependence of scikit-learn (brute method), and accumulated local effects and H after their papers.

    python tests/golden/generate/explainability_dependence.py

The model is a fixed formula of four columns (a number with gaps between its values, a number of few
values, one that moves with the first, a category), so that both sides explain the very same function.
"""

import json
import platform
from itertools import product
from pathlib import Path

import numpy as np
import sklearn
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.inspection import partial_dependence


def formula(x):
    a, b, c = x[:, 0], x[:, 1], x[:, 2]
    return 2 * a + 0.5 * a * b - np.sin(c) + 0.3 * a * a * c


class Formula(RegressorMixin, BaseEstimator):
    def fit(self, x, y):
        self.fitted_ = True
        self.n_features_in_ = 3
        return self

    def predict(self, x):
        return formula(np.asarray(x, dtype=float))


rng = np.random.default_rng(7)
n = 150
a = np.round(rng.normal(size=n), 3)
b = rng.integers(0, 6, size=n).astype(float)
c = np.round(0.8 * a + 0.6 * rng.normal(size=n), 3)
x = np.column_stack([a, b, c])
model = Formula().fit(x, None)


def pdp(features, resolution):
    found = partial_dependence(
        model, x, features, grid_resolution=resolution, method="brute", kind="average"
    )
    return {
        "grids": [g.tolist() for g in found["grid_values"]],
        "average": found["average"][0].tolist(),
    }


def ice(feature, resolution):
    found = partial_dependence(
        model, x, [feature], grid_resolution=resolution, method="brute", kind="individual"
    )
    return found["individual"][0].tolist()


# Apley & Zhu (2020), equations of section 3; edges as ALEPlot: minimum and type 1 quantiles.
def edges_of(values, bins):
    quantiles = np.quantile(values, np.arange(1, bins + 1) / bins, method="inverted_cdf")
    return np.unique(np.concatenate([[values.min()], quantiles]))


def interval_of(edges, values):
    return np.clip(np.searchsorted(edges, values, side="left") - 1, 0, len(edges) - 2)


def ale(j, bins):
    edges = edges_of(x[:, j], bins)
    k = interval_of(edges, x[:, j])
    low, high = x.copy(), x.copy()
    low[:, j], high[:, j] = edges[k], edges[k + 1]
    delta = formula(high) - formula(low)
    counts = np.bincount(k, minlength=len(edges) - 1)
    means = np.bincount(k, weights=delta, minlength=len(edges) - 1) / counts
    effect = np.concatenate([[0], np.cumsum(means)])
    effect -= np.sum((effect[:-1] + effect[1:]) / 2 * counts) / n
    return {"edges": edges.tolist(), "effect": effect.tolist()}


def ale2(i, j, bins):
    ea, eb = edges_of(x[:, i], bins), edges_of(x[:, j], bins)
    k, m = interval_of(ea, x[:, i]), interval_of(eb, x[:, j])

    def at(da, db):
        z = x.copy()
        z[:, i], z[:, j] = ea[k + da], eb[m + db]
        return formula(z)

    delta = (at(1, 1) - at(1, 0)) - (at(0, 1) - at(0, 0))
    shape = (len(ea) - 1, len(eb) - 1)
    counts = np.zeros(shape)
    sums = np.zeros(shape)
    np.add.at(counts, (k, m), 1)
    np.add.at(sums, (k, m), delta)
    means = np.full(shape, np.nan)
    means[counts > 0] = sums[counts > 0] / counts[counts > 0]
    filled = means.copy()
    there = np.argwhere(counts > 0)
    for p, q in product(range(shape[0]), range(shape[1])):
        if counts[p, q] == 0:
            far = ((there[:, 0] - p) / shape[0]) ** 2 + ((there[:, 1] - q) / shape[1]) ** 2
            near = np.abs(far - far.min()) < 1e-9
            filled[p, q] = np.mean([means[u, v] for u, v in there[near]])
    surface = np.zeros((len(ea), len(eb)))
    surface[1:, 1:] = filled.cumsum(axis=0).cumsum(axis=1)
    # Main effects of the accumulated surface, by finite differences weighted with the counts.
    da = (np.diff(surface, axis=0)[:, :-1] + np.diff(surface, axis=0)[:, 1:]) / 2
    db = (np.diff(surface, axis=1)[:-1] + np.diff(surface, axis=1)[1:]) / 2
    fa = np.concatenate([[0], np.cumsum((counts * da).sum(1) / counts.sum(1))])
    fb = np.concatenate([[0], np.cumsum((counts * db).sum(0) / counts.sum(0))])
    surface = surface - fa[:, None] - fb[None, :]
    corners = (surface[:-1, :-1] + surface[:-1, 1:] + surface[1:, :-1] + surface[1:, 1:]) / 4
    surface -= (corners * counts).sum() / n
    return {"edges": [ea.tolist(), eb.tolist()], "surface": surface.tolist()}


# Friedman & Popescu (2008), equation 44, by definition over all rows.
def h2(i, j):
    def centred(columns):
        values = []
        for row in x:
            z = x.copy()
            z[:, columns] = row[columns]
            values.append(formula(z).mean())
        values = np.array(values)
        return values - values.mean()

    fi, fj, both = centred([i]), centred([j]), centred([i, j])
    return float(((both - fi - fj) ** 2).sum() / (both**2).sum())


golden = {
    "source": {
        "command": "python tests/golden/generate/explainability_dependence.py",
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scikit-learn": sklearn.__version__,
    },
    "tolerance": 1e-9,
    "input": {"a": a.tolist(), "b": b.tolist(), "c": c.tolist()},
    "expected": {
        "pdp": {"a": pdp([0], 20), "b": pdp([1], 20), "ab": pdp([0, 1], 8)},
        "ice": ice(0, 5)[:20],
        "ale": {"a": ale(0, 10), "c": ale(2, 7), "b": ale(1, 10)},
        "ale2": ale2(0, 2, 5),
        "h2": {"ab": h2(0, 1), "ac": h2(0, 2), "bc": h2(1, 2)},
    },
}
out = Path(__file__).parent.parent / "explainability" / "dependence.json"
out.write_text(json.dumps(golden) + "\n")
