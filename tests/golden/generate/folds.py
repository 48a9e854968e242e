"""Folds of scikit-learn for core/evaluation/make-folds.ts.

python tests/golden/generate/folds.py   (scikit-learn 1.9.1, numpy 2.4)
"""

import json
import platform
from pathlib import Path

import numpy as np
import sklearn
from sklearn.model_selection import GroupKFold, LeaveOneGroupOut, StratifiedGroupKFold, TimeSeriesSplit

rng = np.random.default_rng(5)
OUT = Path(__file__).parent.parent / "evaluation"


def tests(splitter, x, y=None, groups=None):
    """Test rows of each fold; training rows are the others, unless `train` is given too."""
    return [test.tolist() for _, test in splitter.split(x, y, groups)]


# Sizes that differ: ties between groups are the reference's own affair.
sizes = [3, 4, 5, 6, 7, 8, 9, 11, 14, 17]
groups = rng.permutation(np.repeat(np.arange(len(sizes)), sizes))
first = {}
groups = np.array([first.setdefault(g, len(first)) for g in groups.tolist()])
labels = (rng.uniform(size=len(groups)) < 0.2 + 0.05 * groups).astype(int) + (rng.uniform(size=len(groups)) < 0.2)
x = np.zeros((len(groups), 1))

time = []
for rows, folds, gap, sliding in [(20, 4, 0, False), (23, 5, 2, False), (23, 5, 2, True), (7, 3, 0, True), (100, 3, 10, True)]:
    first_size = rows - folds * (rows // (folds + 1)) - gap
    splitter = TimeSeriesSplit(n_splits=folds, gap=gap, max_train_size=first_size if sliding else None)
    time.append({
        "rows": rows, "folds": folds, "gap": gap, "window": "sliding" if sliding else "expanding",
        "expected": [[train.tolist(), test.tolist()] for train, test in splitter.split(np.zeros((rows, 1)))],
    })

(OUT / "folds.json").write_text(json.dumps({
    "source": "tests/golden/generate/folds.py",
    "versions": {"python": platform.python_version(), "scikit-learn": sklearn.__version__, "numpy": np.__version__},
    "tolerance": 0,
    "groups": groups.tolist(), "labels": labels.tolist(),
    "groupKFold": {str(k): tests(GroupKFold(k), x, groups=groups) for k in (2, 3, 5)},
    "stratifiedGroupKFold": {str(k): tests(StratifiedGroupKFold(k), x, labels, groups) for k in (2, 3, 5)},
    "leaveOneGroupOut": tests(LeaveOneGroupOut(), x, labels, groups),
    "time": time,
}) + "\n")
