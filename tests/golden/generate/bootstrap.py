"""Bootstrap intervals of metrics by scipy.

python tests/golden/generate/bootstrap.py > tests/golden/evaluation/bootstrap.json

Percentile and BCa ends from 9,999 paired resamples, and the standard error, of every metric. Draws differ
from Assay's 500 a seed, so that ends are compared in units of the standard error: the mean of 40 seeds
within 0.12, a single run within 0.6 (its ends err by about 0.12); against BCa, which corrects for skew, the
mean within 0.7.
"""

import json

import numpy as np
import scipy
import sklearn
from scipy import stats
from sklearn import metrics as m

rng = np.random.default_rng(17)


def ends(statistic, *data):
    out = {}
    for method in ["percentile", "BCa"]:
        found = stats.bootstrap(data, statistic, paired=True, vectorized=False, n_resamples=9999, method=method, rng=np.random.default_rng(1))
        out[method] = [float(found.confidence_interval.low), float(found.confidence_interval.high)]
        out["error"] = float(found.standard_error)
    return out



n = 110
y = (rng.random(n) < 0.4).astype(int)
p = np.round(1 / (1 + np.exp(-(2 * y - 1 + 1.4 * rng.normal(size=n)))), 4)


def counts(a, b):
    called = b > 0.5
    return np.sum(called & (a == 1)), np.sum(called & (a == 0)), np.sum(~called & (a == 1)), np.sum(~called & (a == 0))


def mcc(a, b):
    tp, fp, fn, tn = counts(a, b)
    return (tp * tn - fp * fn) / np.sqrt(float(tp + fp) * (tp + fn) * (tn + fp) * (tn + fn))


def f1(a, b):
    tp, fp, fn, _ = counts(a, b)
    return 2 * tp / (2 * tp + fp + fn)


def balanced(a, b):
    tp, fp, fn, tn = counts(a, b)
    return (tp / (tp + fn) + tn / (tn + fp)) / 2


# Written out, since a call of scikit-learn a resample takes minutes; they agree on the data.
classes = {
    "mcc": (mcc, lambda a, b: m.matthews_corrcoef(a, b > 0.5)),
    "f1": (f1, lambda a, b: m.f1_score(a, b > 0.5)),
    "balanced_accuracy": (balanced, lambda a, b: m.balanced_accuracy_score(a, b > 0.5)),
    "brier": (lambda a, b: np.mean((b - a) ** 2), m.brier_score_loss),
    "log_loss": (lambda a, b: -np.mean(np.log(np.where(a == 1, b, 1 - b))), m.log_loss),
}
number = rng.gamma(2, 10, size=90)
predicted = np.round(number * 0.8 + 4 + 4 * rng.normal(size=90), 4)
number = np.round(number, 4)
predicted = np.abs(predicted)
numbers = {
    "rmse": (lambda a, b: np.sqrt(np.mean((a - b) ** 2)), m.root_mean_squared_error),
    "mae": (lambda a, b: np.mean(np.abs(a - b)), m.mean_absolute_error),
    "r2": (lambda a, b: 1 - np.mean((a - b) ** 2) / np.var(a), m.r2_score),
    "explained_variance": (lambda a, b: 1 - np.var(a - b) / np.var(a), m.explained_variance_score),
    "msle": (lambda a, b: np.mean((np.log1p(a) - np.log1p(b)) ** 2), m.mean_squared_log_error),
    "pinball_90": (lambda a, b: np.mean(np.where(a >= b, 0.9 * (a - b), 0.1 * (b - a))), lambda a, b: m.mean_pinball_loss(a, b, alpha=0.9)),
}
for a, b, of in [(y, p, classes), (number, predicted, numbers)]:
    for name, (own, reference) in of.items():
        assert abs(own(a, b) - reference(a, b)) < 1e-12, name
print(
    json.dumps(
        {
            "source": "scipy.stats.bootstrap",
            "command": "python tests/golden/generate/bootstrap.py > tests/golden/evaluation/bootstrap.json",
            "versions": {"scipy": scipy.__version__, "scikit-learn": sklearn.__version__, "numpy": np.__version__},
            "tolerance": {"mean": 0.12, "single": 0.6, "bca": 0.7},
            "classification": {"y": y.tolist(), "p": p.tolist(), "metrics": {k: ends(f, y, p) for k, (f, _) in classes.items()}},
            "regression": {"y": number.tolist(), "predicted": predicted.tolist(), "metrics": {k: ends(f, number, predicted) for k, (f, _) in numbers.items()}},
        },
        separators=(",", ":"),
    )
)
