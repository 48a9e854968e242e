"""Reference metrics and curves of scikit-learn.

python tests/golden/generate/evaluation.py > tests/golden/evaluation/metrics.json

Where scikit-learn warns that a value is undefined and gives NaN, the file holds null.
"""
import json
import warnings

import numpy as np
import sklearn
from sklearn import metrics as m
from sklearn.calibration import calibration_curve

warnings.filterwarnings("ignore")


def plain(value):
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(v) for v in value]
    value = float(value)
    return value if np.isfinite(value) else None



def classification(name, y, proba, weights=None):
    y = np.asarray(y)
    proba = np.asarray(proba, dtype=float)
    classes = proba.shape[1]
    labels = np.arange(classes)
    predicted = proba.argmax(axis=1)
    w = dict(sample_weight=weights)
    if classes == 2:
        average = dict(average="binary", pos_label=1)
        roc_auc = m.roc_auc_score(y, proba[:, 1], **w)
        pr_auc = m.average_precision_score(y, proba[:, 1], **w) if (y == 1).any() else None
    else:
        average = dict(average="macro")
        whole = len(np.unique(y)) == classes
        roc_auc = m.roc_auc_score(y, proba, multi_class="ovr", average="macro", labels=labels, **w) if whole else None
        pr_auc = m.average_precision_score(np.eye(classes)[y], proba, average="macro", **w) if whole else None
    expected = {
        "roc_auc": roc_auc,
        "pr_auc": pr_auc,
        "log_loss": m.log_loss(y, proba, labels=labels, **w),
        "accuracy": m.accuracy_score(y, predicted, **w),
        "balanced_accuracy": m.balanced_accuracy_score(y, predicted, **w),
        "precision": m.precision_score(y, predicted, zero_division=0, **average, **w),
        "recall": m.recall_score(y, predicted, zero_division=0, **average, **w),
        "f1": m.f1_score(y, predicted, zero_division=0, **average, **w),
        "f1_macro": m.f1_score(y, predicted, average="macro", zero_division=0, **w),
        "f1_weighted": m.f1_score(y, predicted, average="weighted", zero_division=0, **w),
        "mcc": m.matthews_corrcoef(y, predicted, **w),
        "brier": m.brier_score_loss(y, proba, labels=labels, **w),
        "kappa": m.cohen_kappa_score(y, predicted, labels=None, **w),
    }
    result = {
        "name": name,
        "y": [int(v) for v in y],
        "probabilities": plain(proba.T),
        "weights": None if weights is None else plain(weights),
        "metrics": {k: None if v is None else plain(v) for k, v in expected.items()},
    }
    if classes == 2 and len(np.unique(y)) == 2:
        fpr, tpr, threshold = m.roc_curve(y, proba[:, 1], **w)
        result["roc"] = {"fpr": plain(fpr), "tpr": plain(tpr), "threshold": plain(threshold)}
        precision, recall, threshold = m.precision_recall_curve(y, proba[:, 1], **w)
        result["pr"] = {"precision": plain(precision), "recall": plain(recall), "threshold": plain(threshold) + [None]}
        if weights is None:
            observed, means = calibration_curve(y, proba[:, 1], n_bins=10)
            result["calibration"] = {"observed": plain(observed), "predicted": plain(means)}
    return result


def regression(name, y, predicted, weights=None):
    y, predicted = np.asarray(y, dtype=float), np.asarray(predicted, dtype=float)
    w = dict(sample_weight=weights)
    # max_error takes no weights; Assay leaves rows of weight 0 out of it as out of everything else
    kept = slice(None) if weights is None else weights > 0
    expected = {
        "rmse": m.root_mean_squared_error(y, predicted, **w),
        "mse": m.mean_squared_error(y, predicted, **w),
        "mae": m.mean_absolute_error(y, predicted, **w),
        "medae": m.median_absolute_error(y, predicted, **w),
        "r2": m.r2_score(y, predicted, **w),
        "mape": m.mean_absolute_percentage_error(y, predicted, **w),
        "max_error": m.max_error(y[kept], predicted[kept]),
        "explained_variance": m.explained_variance_score(y, predicted, **w),
    }
    return {
        "name": name,
        "y": plain(y),
        "predicted": plain(predicted),
        "weights": None if weights is None else plain(weights),
        "metrics": {k: plain(v) for k, v in expected.items()},
    }


rng = np.random.default_rng(5)


def binary(n, ties=False):
    y = (rng.random(n) < 0.35).astype(int)
    p = np.clip(0.25 * y + 0.75 * rng.random(n), 0, 1)
    if ties:
        p = np.round(p, 1)
    return y, np.column_stack([1 - p, p])


def several(n, classes):
    y = rng.integers(0, classes, n)
    p = rng.random((n, classes)) + 0.8 * np.eye(classes)[y]
    return y, p / p.sum(axis=1, keepdims=True)


y2, p2 = binary(160)
yt, pt = binary(120, ties=True)
y4, p4 = several(150, 4)
yw, pw = several(90, 3)
certain = np.array([0, 0, 1, 1, 1, 0])
classifications = [
    classification("two classes", y2, p2),
    classification("two classes, tied scores", yt, pt),
    classification("two classes, weighted", y2, p2, rng.random(160) * 3),
    classification("two classes, tied and weighted with zeros", yt, pt, rng.integers(0, 4, 120).astype(float)),
    classification("four classes", y4, p4),
    classification("three classes, weighted", yw, pw, rng.random(90) + 0.1),
    classification("only the first class occurs", np.zeros(8, int), binary(8)[1]),
    classification("only the second class occurs", np.ones(8, int), binary(8)[1]),
    classification("one row", [1], [[0.4, 0.6]]),
    classification("certain and right, certain and wrong", certain, np.eye(2)[[0, 0, 1, 1, 0, 1]]),
    classification("all predicted the same", certain, np.tile([0.6, 0.4], (6, 1))),
    classification("a class of three is absent", [0, 1, 1, 0, 0], several(5, 3)[1]),
    classification("scikit-learn's guide, average precision .83", [0, 0, 1, 1], [[0.9, 0.1], [0.6, 0.4], [0.65, 0.35], [0.2, 0.8]]),
    classification("scikit-learn's guide, macro precision .22, weighted F1 .26", [0, 1, 2, 0, 1, 2], np.eye(3)[[0, 2, 1, 0, 0, 1]]),
    classification("scikit-learn's guide, MCC -.33", [1, 1, 1, 0], np.eye(2)[[1, 0, 1, 1]]),
    classification("scikit-learn's guide, Brier .055", [0, 1, 1, 0], [[0.9, 0.1], [0.1, 0.9], [0.2, 0.8], [0.6, 0.4]]),
    classification("scikit-learn's guide, log loss .1738", [0, 0, 1, 1], [[0.9, 0.1], [0.8, 0.2], [0.3, 0.7], [0.01, 0.99]]),
]
y = rng.normal(size=101) * 50 + 20
regressions = [
    regression("an odd number of rows", y, y + rng.normal(size=101) * 9),
    regression("an even number of rows", y[:100], y[:100] + rng.normal(size=100) * 9),
    regression("weighted", y, y + rng.normal(size=101) * 9, rng.random(101)),
    regression("whole weights with zeros", y, y + rng.normal(size=101) * 9, rng.integers(0, 4, 101).astype(float)),
    regression("zeros and negatives in the target", [0, -1, 2, 0, 5], [0.5, -2, 2, 0, 4]),
    regression("constant target", [2, 2, 2], [1, 2, 3]),
    regression("constant target, exact", [2, 2, 2], [2, 2, 2]),
    regression("one row", [3], [2.5]),
]
print(
    json.dumps(
        {
            "source": "sklearn.metrics, sklearn.calibration.calibration_curve",
            "command": "python tests/golden/generate/evaluation.py > tests/golden/evaluation/metrics.json",
            "versions": {"scikit-learn": sklearn.__version__, "numpy": np.__version__},
            "tolerance": 1e-9,
            "classification": classifications,
            "regression": regressions,
        },
        separators=(",", ":"),
    )
)
