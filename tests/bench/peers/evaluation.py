"""evaluation.py DATA.json: scikit-learn's metrics with percentile intervals from resamples of the rows."""

import sys

import numpy as np
from bench_data import measure, read
from sklearn import metrics

RESAMPLES = 200
MOST_ROWS = 20_000


def score_classes(y, p, w=None):
    classes = p.shape[1]
    called = p.argmax(axis=1)
    average = "binary" if classes == 2 else "macro"
    scores = p[:, 1] if classes == 2 else p
    options = {} if classes == 2 else {"multi_class": "ovr"}
    precision, recall, f1, _ = metrics.precision_recall_fscore_support(
        y, called, average=average, sample_weight=w, zero_division=0
    )
    return {
        "roc_auc": metrics.roc_auc_score(y, scores, sample_weight=w, **options),
        "pr_auc": metrics.average_precision_score(y, scores, sample_weight=w),
        "log_loss": metrics.log_loss(y, p, sample_weight=w),
        "accuracy": metrics.accuracy_score(y, called, sample_weight=w),
        "balanced_accuracy": metrics.balanced_accuracy_score(y, called, sample_weight=w),
        "precision": precision,
        "recall": recall,
        "f1": f1,
        "f1_weighted": metrics.f1_score(y, called, average="weighted", sample_weight=w),
        "mcc": metrics.matthews_corrcoef(y, called, sample_weight=w),
        "brier": metrics.brier_score_loss(y, p, sample_weight=w),
        "kappa": metrics.cohen_kappa_score(y, called, sample_weight=w),
    }


def score_numbers(y, p, w=None):
    p = p[:, 0]
    mse = metrics.mean_squared_error(y, p, sample_weight=w)
    return {
        "rmse": np.sqrt(mse),
        "mse": mse,
        "mae": metrics.mean_absolute_error(y, p, sample_weight=w),
        "medae": metrics.median_absolute_error(y, p, sample_weight=w),
        "r2": metrics.r2_score(y, p, sample_weight=w),
        "mape": metrics.mean_absolute_percentage_error(y, p, sample_weight=w),
        "explained_variance": metrics.explained_variance_score(y, p, sample_weight=w),
        "pinball_10": metrics.mean_pinball_loss(y, p, sample_weight=w, alpha=0.1),
        "pinball_90": metrics.mean_pinball_loss(y, p, sample_weight=w, alpha=0.9),
        "d2_absolute_error": metrics.d2_absolute_error_score(y, p, sample_weight=w),
        "d2_pinball_10": metrics.d2_pinball_score(y, p, sample_weight=w, alpha=0.1),
        "d2_pinball_90": metrics.d2_pinball_score(y, p, sample_weight=w, alpha=0.9),
    }


def evaluate(score, y, p):
    """Metrics of all rows; intervals from resamples of at most MOST_ROWS, shrunk to all."""
    rng = np.random.default_rng(7)
    observed = score(y, p)
    n = min(len(y), MOST_ROWS)
    rows = rng.choice(len(y), n, replace=False)
    y, p, shrink = y[rows], p[rows], np.sqrt(n / len(y))
    centre = score(y, p)
    drawn = [score(y, p, np.bincount(rng.integers(n, size=n), minlength=n).astype(float)) for _ in range(RESAMPLES)]
    return {
        name: observed[name] + (np.percentile([one[name] for one in drawn], [2.5, 97.5]) - centre[name]) * shrink
        for name in observed
    }


_, _, x, y = read(sys.argv[1])
regression = x.shape[1] == 1
p = np.ascontiguousarray(x)
if regression:
    measure(lambda: evaluate(score_numbers, y, p), lambda found: np.ptp(found["rmse"]))
else:
    p = p / p.sum(axis=1, keepdims=True)
    measure(lambda: evaluate(score_classes, y.astype(int), p), lambda found: np.ptp(found["accuracy"]))
