"""explain.py DATA.json METHOD THREADS BACKGROUND: SHAP values of the test rows, as support/explain-model.ts.

METHOD: lightgbm (path dependent, in LightGBM), shap (interventional, by the shap package) or linear.
The score is the largest difference of base value plus contributions from the margin.
"""

import sys

import numpy as np
from bench_data import measure, read

path, method, threads, rows = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
x, y, x_test, _ = read(path)


def fit():
    if method == "linear":
        from sklearn.linear_model import LogisticRegression

        return LogisticRegression(max_iter=1000).fit(x, y)
    from lightgbm import LGBMClassifier

    return LGBMClassifier(n_jobs=threads, verbosity=-1).fit(x, y)


model = fit()


def margins():
    if method == "linear":
        return model.decision_function(x_test)
    return model.predict(x_test, raw_score=True)


def explain():
    if method == "lightgbm":
        return model.predict(x_test, pred_contrib=True)
    import shap

    masker = shap.maskers.Independent(x[:rows] if method == "shap" else x, max_samples=len(x))
    if method == "linear":
        explainer = shap.LinearExplainer(model, masker)
    else:
        explainer = shap.TreeExplainer(model, masker, feature_perturbation="interventional")
    values = explainer.shap_values(x_test, check_additivity=False) if method == "shap" else explainer.shap_values(x_test)
    base = np.full((len(x_test), 1), np.ravel(explainer.expected_value)[-1])
    return np.hstack([values, base])


measure(explain, lambda values: np.abs(values.sum(axis=1) - margins()).max())
