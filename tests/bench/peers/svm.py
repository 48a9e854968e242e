"""svm.py DATA.json ESTIMATOR: scikit-learn's SVC or LinearSVC (dual), without probabilities."""

import sys

from bench_data import measure, read
from sklearn.metrics import roc_auc_score
from sklearn.svm import SVC, LinearSVC

x, y, x_test, y_test = read(sys.argv[1])
model = SVC() if sys.argv[2] == "svm" else LinearSVC(dual=True)
measure(
    lambda: model.fit(x, y), lambda fitted: roc_auc_score(y_test, fitted.decision_function(x_test))
)
