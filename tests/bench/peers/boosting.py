"""boosting.py DATA.json LIBRARY THREADS: 100 trees of 31 leaves, the library's other defaults."""

import sys

from bench_data import measure, read
from sklearn.metrics import roc_auc_score

path, library, threads = sys.argv[1], sys.argv[2], int(sys.argv[3])
x, y, x_test, y_test = read(path)


def make():
    if library == "lightgbm":
        from lightgbm import LGBMClassifier

        return LGBMClassifier(n_jobs=threads, verbosity=-1)
    if library == "xgboost":
        from xgboost import XGBClassifier

        # As LightGBM grows: the leaf that gains most, 31 of them at most.
        return XGBClassifier(
            n_jobs=threads,
            tree_method="hist",
            n_estimators=100,
            learning_rate=0.1,
            max_leaves=31,
            max_depth=0,
            grow_policy="lossguide",
        )
    from sklearn.ensemble import HistGradientBoostingClassifier

    return HistGradientBoostingClassifier(max_iter=100, early_stopping=False)


model = make()
measure(
    lambda: model.fit(x, y), lambda fitted: roc_auc_score(y_test, fitted.predict_proba(x_test)[:, 1])
)
