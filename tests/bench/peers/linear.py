"""linear.py DATA.json ESTIMATOR PARAMS-AS-JSON: scikit-learn's linear models with its other defaults."""

import json
import sys

import numpy as np
from bench_data import measure, read
from sklearn.linear_model import Lasso, LinearRegression, LogisticRegression
from sklearn.metrics import roc_auc_score

path, estimator, params = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
x, y, x_test, y_test = read(path)
models = {
    "logistic_regression": lambda: LogisticRegression(max_iter=1000, **params),
    "linear_regression": lambda: LinearRegression(**params),
    "lasso": lambda: Lasso(**params),
}


def score(fitted):
    if estimator != "logistic_regression":
        return np.sqrt(np.mean((y_test - fitted.predict(x_test)) ** 2))
    p = fitted.predict_proba(x_test)
    return roc_auc_score(y_test, p[:, 1]) if p.shape[1] == 2 else roc_auc_score(y_test, p, multi_class="ovr")


model = models[estimator]()
measure(lambda: model.fit(x, y), score)
