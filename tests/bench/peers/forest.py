"""forest.py DATA.json ALGORITHM THREADS: 100 trees with scikit-learn's defaults."""

import sys

from bench_data import measure, read
from sklearn.ensemble import ExtraTreesClassifier, RandomForestClassifier
from sklearn.metrics import roc_auc_score

path, algorithm, threads = sys.argv[1], sys.argv[2], int(sys.argv[3])
x, y, x_test, y_test = read(path)
family = {"random_forest": RandomForestClassifier, "extra_trees": ExtraTreesClassifier}[algorithm]
model = family(n_estimators=100, n_jobs=threads, random_state=7)
measure(
    lambda: model.fit(x, y), lambda fitted: roc_auc_score(y_test, fitted.predict_proba(x_test)[:, 1])
)
