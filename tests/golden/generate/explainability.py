"""Reference SHAP values.

python tests/golden/generate/explainability.py > tests/golden/explainability/shap.json

Trees are exported to Assay's arrays (feature, threshold, missingLeft, left, right, value, cover).
Inputs are multiples of 1/64, so that the float32 cast of the references loses nothing.
"""
import json
import warnings

import lightgbm
import numpy as np
import shap
import sklearn
from sklearn.ensemble import (
    GradientBoostingRegressor,
    HistGradientBoostingClassifier,
    RandomForestRegressor,
)
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.tree import DecisionTreeRegressor

warnings.filterwarnings("ignore")


def number(value):
    value = float(value)
    if np.isnan(value):
        return None
    if np.isinf(value):
        return "inf" if value > 0 else "-inf"
    return value


def numbers(values):
    return [number(v) for v in np.asarray(values, dtype=float).ravel()]


class Nodes:
    def __init__(self):
        self.keys = ["feature", "threshold", "missingLeft", "left", "right", "value", "cover"]
        for key in self.keys:
            setattr(self, key, [])

    def add(self, feature, threshold, missing_left, value, cover):
        self.feature.append(int(feature))
        self.threshold.append(number(threshold))
        self.missingLeft.append(int(missing_left))
        self.left.append(-1)
        self.right.append(-1)
        self.value.append(number(value))
        self.cover.append(number(cover))
        return len(self.feature) - 1

    def export(self):
        return {key: getattr(self, key) for key in self.keys}


def sklearn_tree(tree, scale):
    nodes = Nodes()

    def visit(i):
        leaf = tree.children_left[i] == -1
        value = tree.value[i].ravel()[0] * scale
        at = nodes.add(
            -1 if leaf else tree.feature[i],
            0 if leaf else tree.threshold[i],
            0 if leaf else tree.missing_go_to_left[i],
            value,
            tree.weighted_n_node_samples[i],
        )
        if not leaf:
            nodes.left[at] = visit(tree.children_left[i])
            nodes.right[at] = visit(tree.children_right[i])
        return at

    visit(0)
    return nodes.export()


def hist_tree(predictor):
    nodes = Nodes()
    raw = predictor.nodes

    def visit(i):
        node = raw[i]
        leaf = bool(node["is_leaf"])
        at = nodes.add(
            -1 if leaf else node["feature_idx"],
            0 if leaf else node["num_threshold"],
            0 if leaf else node["missing_go_to_left"],
            node["value"],
            node["count"],
        )
        if not leaf:
            nodes.left[at] = visit(node["left"])
            nodes.right[at] = visit(node["right"])
        return at

    visit(0)
    return nodes.export()


def lightgbm_tree(structure):
    nodes = Nodes()

    def visit(node):
        if "leaf_value" in node:
            return nodes.add(-1, 0, 0, node["leaf_value"], node.get("leaf_count", 1))
        assert node["decision_type"] == "<=" and node["missing_type"] in ("NaN", "None")
        left = node["default_left"] if node["missing_type"] == "NaN" else 0.0 <= node["threshold"]
        at = nodes.add(
            node["split_feature"], node["threshold"], left, node["internal_value"], node["internal_count"]
        )
        nodes.left[at] = visit(node["left_child"])
        nodes.right[at] = visit(node["right_child"])
        return at

    visit(structure)
    return nodes.export()


def case(name, base, trees, x, expected, expected_base, output=0):
    expected = np.asarray(expected)
    return {
        "name": name,
        "output": output,
        "state": {"base": numbers(base), "trees": trees},
        "x": [numbers(column) for column in x.T],
        "baseValue": number(np.ravel(expected_base)[0]),
        "values": [numbers(column) for column in expected.T],
    }


rng = np.random.default_rng(11)


def grid(shape):
    return np.round(rng.normal(size=shape) * 64) / 64


cases = []

# conformance: shap's own test_tree.py
x = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=float)
model = DecisionTreeRegressor(max_depth=2, random_state=0).fit(x, [0, 0, 0, 80])
explainer = shap.TreeExplainer(model, feature_perturbation="tree_path_dependent")
cases.append(
    case("and gate", [0], [sklearn_tree(model.tree_, 1)], x, explainer.shap_values(x), explainer.expected_value)
)

x = np.array([[1], [np.nan], [np.nan], [np.nan], [100]])
model = DecisionTreeRegressor(random_state=0).fit(x, [1, 0, 0, 0, 0])
explainer = shap.TreeExplainer(model, feature_perturbation="tree_path_dependent")
cases.append(
    case("missing only", [0], [sklearn_tree(model.tree_, 1)], x, explainer.shap_values(x), explainer.expected_value)
)

x = grid((200, 8))
y = x[:, 0] * x[:, 1] + np.sin(x[:, 2]) + 0.3 * grid(200)
forest = RandomForestRegressor(n_estimators=5, random_state=3).fit(x, y)
explainer = shap.TreeExplainer(forest, feature_perturbation="tree_path_dependent")
cases.append(
    case(
        "random forest grown out",
        [0],
        [sklearn_tree(t.tree_, 1 / 5) for t in forest.estimators_],
        x[:6],
        explainer.shap_values(x[:6]),
        explainer.expected_value,
    )
)

boosted = GradientBoostingRegressor(n_estimators=15, max_depth=4, random_state=3).fit(x, y)
explainer = shap.TreeExplainer(boosted, feature_perturbation="tree_path_dependent")
cases.append(
    case(
        "gradient boosting of scikit-learn",
        [boosted.init_.constant_.ravel()[0]],
        [sklearn_tree(t.tree_, boosted.learning_rate) for t in boosted.estimators_.ravel()],
        x[:10],
        explainer.shap_values(x[:10]),
        explainer.expected_value,
    )
)

x = grid((300, 6))
x[rng.random(x.shape) < 0.15] = np.nan
y = (np.nan_to_num(x[:, 0]) + np.isnan(x[:, 1]) - np.nan_to_num(x[:, 2]) ** 2 + grid(300) > 0).astype(int)
hist = HistGradientBoostingClassifier(max_iter=12, max_leaf_nodes=15, min_samples_leaf=5, random_state=1).fit(x, y)
explainer = shap.TreeExplainer(hist, feature_perturbation="tree_path_dependent")
cases.append(
    case(
        "histogram gradient boosting with missing values",
        hist._baseline_prediction.ravel(),
        [hist_tree(p[0]) for p in hist._predictors],
        x[:25],
        explainer.shap_values(x[:25]),
        explainer.expected_value,
    )
)

classes = np.digitize(np.nan_to_num(x[:, 0]) + np.nan_to_num(x[:, 3]) * np.isnan(x[:, 1]), [-0.5, 0.5])
booster = lightgbm.train(
    {
        "objective": "multiclass",
        "num_class": 3,
        "num_leaves": 12,
        "min_data_in_leaf": 5,
        "verbose": -1,
        "seed": 1,
        "deterministic": True,
        "num_threads": 1,
    },
    lightgbm.Dataset(x, classes),
    num_boost_round=6,
)
trees = [lightgbm_tree(t["tree_structure"]) for t in booster.dump_model()["tree_info"]]
explainer = shap.TreeExplainer(booster, feature_perturbation="tree_path_dependent")
values = explainer.shap_values(x[:20])
bases = explainer.expected_value
for k in range(3):
    cases.append(
        case(f"LightGBM, class {k} of 3, missing values", [0, 0, 0], trees, x[:20], values[:, :, k], bases[k], k)
    )

linear = []
x = grid((120, 5))
y = x @ np.array([1.5, -2, 0, 0.25, 4]) + 3 + grid(120)
model = LinearRegression().fit(x, y)
explainer = shap.LinearExplainer(model, shap.maskers.Independent(x, max_samples=len(x)))
linear.append(
    {
        "name": "least squares",
        "coefficients": numbers(model.coef_),
        "intercept": number(model.intercept_),
        "means": numbers(x.mean(axis=0)),
        "x": [numbers(column) for column in x[:8].T],
        "baseValue": number(explainer.expected_value),
        "values": [numbers(column) for column in explainer.shap_values(x[:8]).T],
    }
)
model = LogisticRegression().fit(x, y > 3)
explainer = shap.LinearExplainer(model, shap.maskers.Independent(x, max_samples=len(x)))
linear.append(
    {
        "name": "logistic, log-odds",
        "coefficients": numbers(model.coef_),
        "intercept": number(model.intercept_[0]),
        "means": numbers(x.mean(axis=0)),
        "x": [numbers(column) for column in x[:8].T],
        "baseValue": number(explainer.expected_value),
        "values": [numbers(column) for column in explainer.shap_values(x[:8]).T],
    }
)

print(
    json.dumps(
        {
            "source": "shap.TreeExplainer(feature_perturbation='tree_path_dependent'), shap.LinearExplainer",
            "command": "python tests/golden/generate/explainability.py > tests/golden/explainability/shap.json",
            "versions": {
                "shap": shap.__version__,
                "scikit-learn": sklearn.__version__,
                "lightgbm": lightgbm.__version__,
                "numpy": np.__version__,
            },
            "tolerance": 1e-6,
            "trees": cases,
            "linear": linear,
        },
        separators=(",", ":"),
    )
)
