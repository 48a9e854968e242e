"""SHAP values of every kind of tree model that the shap package knows, class by class.

python tests/golden/generate/shap_families.py > tests/golden/explainability/shap-families.json

Trees of scikit-learn are exported to Assay's arrays, LightGBM and XGBoost as the files they write.
Inputs are multiples of 1/64, so that the float32 cast of the references loses nothing. Each model is
explained path dependent, against 40 background rows, and with interactions (two rows); of two classes
by boosting also the probability.
"""

import json
import warnings

import lightgbm
import numpy as np
import shap
import sklearn
import xgboost
from sklearn.ensemble import ExtraTreesClassifier, ExtraTreesRegressor, RandomForestClassifier
from sklearn.tree import DecisionTreeClassifier

warnings.filterwarnings("ignore")
KEYS = ["feature", "threshold", "missingLeft", "left", "right", "value", "cover"]
rng = np.random.default_rng(41)


def number(value):
    value = float(value)
    return None if np.isnan(value) else value


def numbers(values):
    return [number(v) for v in np.asarray(values, dtype=float).ravel()]


def columns(values):
    return [numbers(column) for column in np.asarray(values).T]


def sklearn_tree(tree, output, scale):
    nodes = {key: [] for key in KEYS}

    def visit(i):
        leaf = tree.children_left[i] == -1
        at = len(nodes["feature"])
        for key, value in zip(
            KEYS,
            [
                -1 if leaf else int(tree.feature[i]),
                0 if leaf else float(tree.threshold[i]),
                0 if leaf else int(tree.missing_go_to_left[i]),
                -1,
                -1,
                float(tree.value[i].ravel()[output] * scale),
                float(tree.weighted_n_node_samples[i]),
            ],
        ):
            nodes[key].append(value)
        if not leaf:
            nodes["left"][at] = visit(tree.children_left[i])
            nodes["right"][at] = visit(tree.children_right[i])
        return at

    visit(0)
    return nodes


def sklearn_state(model):
    """One output a class, of two classes the second; regressions have one."""
    trees = [t.tree_ for t in getattr(model, "estimators_", [model])]
    classes = getattr(model, "n_classes_", 1)
    outputs = [1] if classes == 2 else list(range(classes))
    return {
        "base": [0.0] * len(outputs),
        "trees": [sklearn_tree(t, k, 1 / len(trees)) for t in trees for k in outputs],
    }


def by_output(values, rows):
    """[row, feature] of each output; of two classes that of the second."""
    values = np.asarray(values)
    if values.ndim == 2:
        return [values]
    each = [values[:, :, k] for k in range(values.shape[2])]
    return [each[1]] if len(each) == 2 else each


def bases(expected, count):
    expected = np.ravel(expected)
    return [number(expected[-1])] if count == 1 else numbers(expected)


def explained(explainer, x):
    each = by_output(explainer.shap_values(x), x)
    return {"baseValues": bases(explainer.expected_value, len(each)), "values": [columns(v) for v in each]}


def whole(data):
    return shap.maskers.Independent(data, max_samples=len(data))


def case(name, model, data, *, state=None, file=None, probability=False):
    x, background = data[:8], data[60:100]
    path = shap.TreeExplainer(model, feature_perturbation="tree_path_dependent")
    matrices = np.asarray(path.shap_interaction_values(x[:2]))
    if matrices.ndim == 3:
        matrices = matrices[..., None]
    outputs = [1] if matrices.shape[-1] == 2 else range(matrices.shape[-1])
    against = shap.TreeExplainer(model, whole(background), feature_perturbation="interventional")
    out = {
        "name": name,
        **({"state": state} if state else {"file": file}),
        "x": columns(x),
        "background": columns(background),
        "path": explained(path, x),
        "interventional": explained(against, x),
        "interactions": [[numbers(m) for m in matrices[..., k]] for k in outputs],
    }
    if probability:
        of = shap.TreeExplainer(model, whole(background), feature_perturbation="interventional", model_output="probability")
        out["probability"] = explained(of, x)
    return out


def grid(shape):
    return np.round(rng.normal(size=shape) * 64) / 64


x = grid((200, 5))
holes = x.copy()
holes[rng.random(x.shape) < 0.12] = np.nan
signal = x[:, 0] * x[:, 1] + np.sin(2 * x[:, 2]) + 0.3 * grid(200)
two = (signal > 0).astype(int)
three = np.digitize(signal, [-0.5, 0.5])
forest = dict(n_estimators=4, max_depth=4, random_state=2)
lgb = {"num_leaves": 8, "min_data_in_leaf": 8, "verbose": -1, "num_threads": 1, "seed": 1}
xgb = {"max_depth": 3, "nthread": 1, "seed": 1, "eta": 0.4}

cases = []
for name, model, y in [
    ("decision tree, two classes", DecisionTreeClassifier(max_depth=4, random_state=1), two),
    ("decision tree, three classes", DecisionTreeClassifier(max_depth=4, random_state=1), three),
    ("random forest, two classes", RandomForestClassifier(**forest), two),
    ("extra trees, three classes", ExtraTreesClassifier(**forest), three),
    ("extra trees, numbers", ExtraTreesRegressor(**forest), signal),
]:
    model.fit(x, y)
    cases.append(case(name, model, x, state=sklearn_state(model)))

for name, params, y in [
    ("LightGBM, two classes", {"objective": "binary"}, two),
    ("LightGBM, three classes", {"objective": "multiclass", "num_class": 3}, three),
]:
    booster = lightgbm.train({**lgb, **params}, lightgbm.Dataset(holes, y), num_boost_round=5)
    text = booster.model_to_string()
    cases.append(case(name, booster, holes, file=text[: text.index("end of trees")] + "end of trees\n\n", probability=len(params) == 1))

for name, params, y in [
    ("XGBoost, two classes", {"objective": "binary:logistic", "base_score": 0.5}, two),
    ("XGBoost, numbers", {"objective": "reg:squarederror", "base_score": 0.25}, signal),
]:
    booster = xgboost.train({**xgb, **params}, xgboost.DMatrix(holes, y), 5)
    file = bytes(booster.save_raw("json")).decode()
    cases.append(case(name, booster, holes, file=file, probability="binary" in params["objective"]))

print(
    json.dumps(
        {
            "source": "shap.TreeExplainer",
            "command": "python tests/golden/generate/shap_families.py > tests/golden/explainability/shap-families.json",
            "versions": {
                "shap": shap.__version__,
                "scikit-learn": sklearn.__version__,
                "lightgbm": lightgbm.__version__,
                "xgboost": xgboost.__version__,
                "numpy": np.__version__,
            },
            "tolerance": 1e-6,
            "cases": cases,
        },
        separators=(",", ":"),
    )
)
