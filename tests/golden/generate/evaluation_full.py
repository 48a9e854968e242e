"""Every metric of scikit-learn for classes and numbers.

python tests/golden/generate/evaluation_full.py > tests/golden/evaluation/metrics-full.json

Where scikit-learn warns that a value is undefined and gives NaN, or refuses it, the file holds null.
ECE, MCE, KS and sMAPE are not in scikit-learn; they are written out here.
"""
import json
import warnings

import numpy as np
import sklearn
from scipy import stats
from sklearn import metrics as m

warnings.filterwarnings("ignore")
EPS = np.finfo(float).eps


def plain(value):
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(v) for v in value]
    if value is None:
        return None
    value = float(value)
    return value if np.isfinite(value) else None


def attempt(f):
    try:
        return plain(f())
    except (ValueError, ZeroDivisionError):
        return None


def calibration_errors(confidence, right, w):
    bins = np.clip(np.searchsorted(np.arange(1, 10) * 0.1, confidence, side="left"), 0, 9)
    w = np.ones(len(confidence)) if w is None else w
    gaps = [(abs(np.sum(w[bins == b] * (confidence - right)[bins == b])), w[bins == b].sum()) for b in range(10)]
    return sum(g for g, _ in gaps) / w.sum(), max(g / n for g, n in gaps if n > 0)


def classification(name, y, proba, weights=None):
    y, proba = np.asarray(y), np.asarray(proba, dtype=float)
    classes = proba.shape[1]
    labels = np.arange(classes)
    predicted = proba.argmax(axis=1)
    w = dict(sample_weight=weights)
    z = dict(zero_division=0)
    out = {}
    for id, f in {
        "precision": m.precision_score,
        "recall": m.recall_score,
        "f1": m.f1_score,
        "f0_5": lambda *a, **k: m.fbeta_score(*a, beta=0.5, **k),
        "f2": lambda *a, **k: m.fbeta_score(*a, beta=2, **k),
        "jaccard": m.jaccard_score,
    }.items():
        for average in ["macro", "weighted", "micro"]:
            out[f"{id}_{average}"] = attempt(lambda: f(y, predicted, average=average, **z, **w))
        out[id] = attempt(lambda: f(y, predicted, average="binary", **z, **w)) if classes == 2 else out[f"{id}_macro"]
    out["zero_one_loss"] = attempt(lambda: m.zero_one_loss(y, predicted, **w))
    assert abs(out["zero_one_loss"] - m.hamming_loss(y, predicted, **w)) < 1e-12
    out["balanced_accuracy_adjusted"] = attempt(lambda: m.balanced_accuracy_score(y, predicted, adjusted=True, **w))
    for kind in ["linear", "quadratic"]:
        out[f"kappa_{kind}"] = attempt(lambda: m.cohen_kappa_score(y, predicted, weights=kind, labels=labels, **w))
    out["d2_log_loss"] = attempt(lambda: m.d2_log_loss_score(y, proba, labels=labels, **w))
    out["d2_brier"] = attempt(lambda: m.d2_brier_score(y, proba, labels=labels, **w))
    for k in [2, 3, 5]:
        if k < classes:
            out[f"top_{k}_accuracy"] = attempt(lambda: m.top_k_accuracy_score(y, proba, k=k, labels=labels, **w))
    clipped = np.clip(proba, EPS, 1 - EPS)
    if classes == 2:
        odds = np.log(clipped[:, 1] / (1 - clipped[:, 1]))
        out["hinge_loss"] = attempt(lambda: m.hinge_loss(y, odds, labels=labels, **w))
        ece, mce = calibration_errors(proba[:, 1], y, weights)
        both = len(np.unique(y)) == 2
        positive, negative = m.class_likelihood_ratios(y, predicted, **w, replace_undefined_by=np.nan) if both else (None, None)
        out["positive_likelihood_ratio"] = plain(positive)
        out["negative_likelihood_ratio"] = plain(negative)
        out["specificity"] = attempt(lambda: m.recall_score(y, predicted, pos_label=0, zero_division=np.nan, **w))
        out["negative_predictive_value"] = attempt(lambda: m.precision_score(y, predicted, pos_label=0, zero_division=np.nan, **w))
        if both:
            fpr, tpr, _ = m.roc_curve(y, proba[:, 1], drop_intermediate=False, **w)
            out["ks"] = plain(np.max(np.abs(tpr - fpr)))
            if weights is None:
                assert abs(out["ks"] - stats.ks_2samp(proba[y == 1, 1], proba[y == 0, 1]).statistic) < 1e-12
        else:
            out["ks"] = None
    else:
        out["hinge_loss"] = attempt(lambda: m.hinge_loss(y, np.log(clipped), labels=labels, **w))
        ece, mce = calibration_errors(proba.max(axis=1), (predicted == y).astype(float), weights)
        whole = len(np.unique(y)) == classes
        multilabel = m.multilabel_confusion_matrix(y, predicted, labels=np.unique(np.concatenate([y, predicted])), **w)
        out["specificity"] = plain(np.mean([c[0, 0] / max(c[0, 0] + c[0, 1], EPS) for c in multilabel]))
        one = np.eye(classes)[y]
        out["coverage_error"] = attempt(lambda: m.coverage_error(one, proba, **w))
        out["label_ranking_average_precision"] = attempt(lambda: m.label_ranking_average_precision_score(one, proba, **w))
        out["label_ranking_loss"] = attempt(lambda: m.label_ranking_loss(one, proba, **w))
        out["roc_auc_weighted"] = attempt(lambda: m.roc_auc_score(y, proba, multi_class="ovr", average="weighted", labels=labels, **w)) if whole else None
        out["pr_auc_weighted"] = attempt(lambda: m.average_precision_score(one, proba, average="weighted", **w)) if whole else None
        out["roc_auc_micro"] = attempt(lambda: m.roc_auc_score(one, proba, average="micro", **w))
        out["pr_auc_micro"] = attempt(lambda: m.average_precision_score(one, proba, average="micro", **w))
        if weights is None:
            for average, id in [("macro", "roc_auc_ovo"), ("weighted", "roc_auc_ovo_weighted")]:
                out[id] = attempt(lambda: m.roc_auc_score(y, proba, multi_class="ovo", average=average, labels=labels)) if whole else None
    out["ece"], out["mce"] = plain(ece), plain(mce)
    if len(np.unique(y)) == 1:
        # a division by rounding, and a binarizer that takes the only class for the first one
        out["d2_log_loss"] = None
        del out["hinge_loss"]
    return {"name": name, "y": [int(v) for v in y], "probabilities": plain(proba.T), "weights": None if weights is None else plain(weights), "metrics": out}


def regression(name, y, predicted, weights=None):
    y, predicted = np.asarray(y, dtype=float), np.asarray(predicted, dtype=float)
    w = dict(sample_weight=weights)
    size = np.abs(y) + np.abs(predicted)
    relative = np.where(size > 0, 2 * np.abs(y - predicted) / np.where(size > 0, size, 1), 0)
    out = {
        "msle": attempt(lambda: m.mean_squared_log_error(y, predicted, **w)),
        "rmsle": attempt(lambda: m.root_mean_squared_log_error(y, predicted, **w)),
        "smape": plain(np.average(relative, weights=weights)),
        "mean_poisson_deviance": attempt(lambda: m.mean_poisson_deviance(y, predicted, **w)),
        "mean_gamma_deviance": attempt(lambda: m.mean_gamma_deviance(y, predicted, **w)),
        "mean_tweedie_deviance": attempt(lambda: m.mean_tweedie_deviance(y, predicted, power=1.5, **w)),
        "d2_poisson": attempt(lambda: m.d2_tweedie_score(y, predicted, power=1, **w)),
        "d2_gamma": attempt(lambda: m.d2_tweedie_score(y, predicted, power=2, **w)),
        "d2_tweedie": attempt(lambda: m.d2_tweedie_score(y, predicted, power=1.5, **w)),
        "d2_absolute_error": attempt(lambda: m.d2_absolute_error_score(y, predicted, **w)),
    }
    for percent in [10, 50, 90]:
        out[f"pinball_{percent}"] = attempt(lambda: m.mean_pinball_loss(y, predicted, alpha=percent / 100, **w))
        if percent != 50:
            out[f"d2_pinball_{percent}"] = attempt(lambda: m.d2_pinball_score(y, predicted, alpha=percent / 100, **w))
    return {"name": name, "y": plain(y), "predicted": plain(predicted), "weights": None if weights is None else plain(weights), "metrics": out}


rng = np.random.default_rng(11)


def binary(n, ties=False):
    y = (rng.random(n) < 0.35).astype(int)
    p = np.clip(0.25 * y + 0.75 * rng.random(n), 0, 1)
    if ties:
        p = np.round(p, 1)
    return y, np.column_stack([1 - p, p])


def several(n, classes, ties=False):
    y = np.concatenate([np.arange(classes), rng.integers(0, classes, n - classes)])
    p = rng.random((n, classes)) + 0.6 * np.eye(classes)[y]
    if ties:
        p = 1 + np.floor(2 * p)
    return y, p / p.sum(axis=1, keepdims=True)


y2, p2 = binary(90)
yt, pt = binary(70, ties=True)
y4, p4 = several(100, 4)
y6, p6 = several(90, 6)
yw, pw = several(60, 3)
certain = np.array([0, 0, 1, 1, 1, 0])
classifications = [
    classification("two classes", y2, p2),
    classification("two classes, weighted", y2, p2, rng.random(90) * 3),
    classification("two classes, tied and weighted with zeros", yt, pt, rng.integers(0, 4, 70).astype(float)),
    classification("four classes", y4, p4),
    classification("six classes", y6, p6),
    classification("three classes, weighted", yw, pw, rng.random(60) + 0.1),
    classification("four classes, tied, weighted with zeros", *several(80, 4, ties=True), rng.integers(0, 3, 80).astype(float)),
    classification("only one of three classes occurs", np.ones(7, int), several(7, 3)[1]),
    classification("only the first class occurs, called second", np.zeros(4, int), np.tile([0.3, 0.7], (4, 1))),
    classification("one row", [1], [[0.2, 0.8]]),
    classification("certain and right, certain and wrong", certain, np.eye(2)[[0, 0, 1, 1, 0, 1]]),
    classification("all predicted the same", certain, np.tile([0.6, 0.4], (6, 1))),
    classification("only the second class occurs", np.ones(8, int), binary(8)[1]),
    classification("a class of three is absent", [0, 1, 1, 0, 0], several(5, 3)[1]),
    classification("everything right", [0, 1, 1, 0], [[0.9, 0.1], [0.2, 0.8], [0.3, 0.7], [0.6, 0.4]]),
]
y = rng.gamma(2, 10, size=61)
near = y * np.exp(0.3 * rng.normal(size=61))
counts = rng.poisson(3, size=60).astype(float)
regressions = [
    regression("amounts", y, near),
    regression("amounts, weighted", y, near, rng.random(61)),
    regression("amounts, whole weights with zeros", y, near, rng.integers(0, 4, 61).astype(float)),
    regression("counts with zeros", counts, counts * 0.7 + 0.5),
    regression("negatives in the target", [0, -1, 2, 0, 5], [0.5, -2, 2, 0, 4]),
    regression("constant target", [2, 2, 2], [1, 2, 3]),
    regression("constant target, exact", [2, 2, 2], [2, 2, 2]),
    regression("one row", [3], [2.5]),
    regression("constant target, weighted", [2, 2, 2], [1, 2, 3], np.array([1, 2, 0.5])),
    regression("a prediction of 0", [1, 2, 3, 0], [1, 0, 2, 1]),
    regression("nothing but zeros in the target", [0, 0, 0], [1, 0.5, 2]),
]
print(
    json.dumps(
        {
            "source": "sklearn.metrics",
            "command": "python tests/golden/generate/evaluation_full.py > tests/golden/evaluation/metrics-full.json",
            "versions": {"scikit-learn": sklearn.__version__, "numpy": np.__version__},
            "tolerance": 1e-9,
            "classification": classifications,
            "regression": regressions,
        },
        separators=(",", ":"),
    )
)
