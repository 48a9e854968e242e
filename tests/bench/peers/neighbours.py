"""neighbours.py DATA.json ALGORITHM: scikit-learn's 5 nearest neighbours of the test rows; times index and prediction."""

import sys

from bench_data import measure, read
from sklearn.metrics import roc_auc_score
from sklearn.neighbors import KNeighborsClassifier

x, y, x_test, y_test = read(sys.argv[1])
model = KNeighborsClassifier(algorithm=sys.argv[2])
measure(
    lambda: model.fit(x, y).predict_proba(x_test)[:, 1],
    lambda predicted: roc_auc_score(y_test, predicted),
)
