"""Reference SHAP values with a background, of any function, and of pairs.

python tests/golden/generate/shap_methods.py > tests/golden/explainability/shap-methods.json

Trees are exported to Assay's arrays (feature, threshold, missingLeft, left, right, value, cover).
Inputs are multiples of 1/64, so that the float32 cast of the references loses nothing.
"""

import json
import warnings

import numpy as np
import shap
import sklearn
from sklearn.ensemble import GradientBoostingRegressor, HistGradientBoostingClassifier
from sklearn.linear_model import LinearRegression

warnings.filterwarnings("ignore")
KEYS = ["feature", "threshold", "missingLeft", "left", "right", "value", "cover"]
rng = np.random.default_rng(29)


def number(value):
    value = float(value)
    if np.isnan(value):
        return None
    if np.isinf(value):
        return "inf" if value > 0 else "-inf"
    return value


def numbers(values):
    return [number(v) for v in np.asarray(values, dtype=float).ravel()]


def columns(values):
    return [numbers(column) for column in np.asarray(values).T]


def export(root, node_of):
    """Preorder arrays; node_of(i) is (feature, threshold, missing left, left, right, value, cover)."""
    nodes = {key: [] for key in KEYS}

    def visit(i):
        node = node_of(i)
        at = len(nodes["feature"])
        for key, value in zip(KEYS, node):
            nodes[key].append(int(value) if key in ("feature", "missingLeft", "left", "right") else number(value))
        if node[0] >= 0:
            nodes["left"][at] = visit(node[3])
            nodes["right"][at] = visit(node[4])
        else:
            nodes["left"][at] = nodes["right"][at] = -1
        return at

    visit(root)
    return nodes


def sklearn_tree(tree, scale):
    def node_of(i):
        leaf = tree.children_left[i] == -1
        return (
            -1 if leaf else tree.feature[i],
            0 if leaf else tree.threshold[i],
            0 if leaf else tree.missing_go_to_left[i],
            tree.children_left[i],
            tree.children_right[i],
            tree.value[i].ravel()[0] * scale,
            tree.weighted_n_node_samples[i],
        )

    return export(0, node_of)


def hist_tree(predictor):
    def node_of(i):
        node = predictor.nodes[i]
        leaf = bool(node["is_leaf"])
        return (
            -1 if leaf else node["feature_idx"],
            0 if leaf else node["num_threshold"],
            0 if leaf else node["missing_go_to_left"],
            node["left"],
            node["right"],
            node["value"],
            node["count"],
        )

    return export(0, node_of)


def grid(shape):
    return np.round(rng.normal(size=shape) * 64) / 64


def whole(data):
    """A masker that keeps every row."""
    return shap.maskers.Independent(data, max_samples=len(data))


x = grid((220, 6))
y = x[:, 0] * x[:, 1] + np.sin(x[:, 2]) * x[:, 3] + 0.3 * grid(220)
boosted = GradientBoostingRegressor(n_estimators=15, max_depth=5, random_state=3).fit(x, y)
boosted_state = {
    "base": numbers([boosted.init_.constant_.ravel()[0]]),
    "trees": [sklearn_tree(t.tree_, boosted.learning_rate) for t in boosted.estimators_.ravel()],
}
with_missing = x.copy()
with_missing[rng.random(x.shape) < 0.15] = np.nan
label = (np.nan_to_num(with_missing[:, 0]) + np.isnan(with_missing[:, 1]) - np.nan_to_num(with_missing[:, 2]) ** 2 > -0.3).astype(int)
hist = HistGradientBoostingClassifier(max_iter=15, max_leaf_nodes=15, min_samples_leaf=5, random_state=1).fit(with_missing, label)
hist_state = {
    "base": numbers(hist._baseline_prediction.ravel()),
    "trees": [hist_tree(p[0]) for p in hist._predictors],
}

interventional = []
for name, model, state, data, output in [
    ("gradient boosting", boosted, boosted_state, x, "raw"),
    ("histogram gradient boosting, missing values, log-odds", hist, hist_state, with_missing, "raw"),
    ("histogram gradient boosting, missing values, probability", hist, hist_state, with_missing, "probability"),
]:
    background = data[40:190]
    explainer = shap.TreeExplainer(
        model, whole(background), model_output=output, feature_perturbation="interventional"
    )
    values = explainer.shap_values(data[:15])
    interventional.append(
        {
            "name": name,
            "output": output,
            "state": state,
            "background": columns(background),
            "x": columns(data[:15]),
            "baseValue": number(np.ravel(explainer.expected_value)[-1]),
            "values": columns(values),
        }
    )

interactions = []
for name, model, state, data in [
    ("gradient boosting", boosted, boosted_state, x),
    ("histogram gradient boosting, missing values", hist, hist_state, with_missing),
]:
    explainer = shap.TreeExplainer(model, feature_perturbation="tree_path_dependent")
    interactions.append(
        {
            "name": name,
            "state": state,
            "x": columns(data[:12]),
            "matrices": [numbers(matrix) for matrix in explainer.shap_interaction_values(data[:12])],
        }
    )


def tangled(rows):
    """Interactions of three; the test computes it too."""
    r = np.asarray(rows)
    return r[:, 0] * r[:, 1] * r[:, 2] + np.maximum(r[:, 3], 0) * r[:, 0] - r[:, 4] ** 2 * (r[:, 5] > 0)


def pairwise(rows):
    r = np.asarray(rows)
    return r[:, 0] * r[:, 1] + np.maximum(r[:, 2], 0) * r[:, 3] - r[:, 4] ** 2 + 3 * r[:, 5]


background = grid((25, 6))
asked = grid((5, 6))
asked[4, 2] = background[0, 2]
exact = shap.explainers.Exact(tangled, whole(background))(asked)
kernel = shap.KernelExplainer(tangled, background)
permuted = shap.explainers.Permutation(pairwise, whole(background), seed=1)(asked, max_evals=400)
functions = {
    "background": columns(background),
    "x": columns(asked),
    "exact": {"baseValue": number(np.ravel(exact.base_values)[0]), "values": columns(exact.values)},
    "kernel": {
        "baseValue": number(kernel.expected_value),
        "values": columns(kernel.shap_values(asked, l1_reg=False, silent=True)),
    },
    "permutation": {
        "baseValue": number(np.ravel(permuted.base_values)[0]),
        "values": columns(permuted.values),
    },
}

mixed = grid((150, 4))
mixed[:, 1] = np.round((0.8 * mixed[:, 0] + 0.6 * mixed[:, 1]) * 64) / 64
mixed[:, 3] = np.round((0.5 * mixed[:, 2] - 0.5 * mixed[:, 1] + 0.5 * mixed[:, 3]) * 64) / 64
model = LinearRegression().fit(mixed, mixed @ np.array([1, 2, -1, 0.5]) + 3)
np.random.seed(5)
explainer = shap.LinearExplainer(
    model, mixed, feature_perturbation="correlation_dependent", nsamples=20000
)
correlated = {
    "background": columns(mixed),
    "coefficients": numbers(model.coef_),
    "intercept": number(model.intercept_),
    "x": columns(mixed[:10]),
    "baseValue": number(explainer.expected_value),
    "values": columns(explainer.shap_values(mixed[:10])),
    "tolerance": 0.02,
}

print(
    json.dumps(
        {
            "source": "shap.TreeExplainer(data), shap_interaction_values, Exact, KernelExplainer(l1_reg=False), "
            "Permutation, LinearExplainer('correlation_dependent', 20,000 sampled orders)",
            "command": "python tests/golden/generate/shap_methods.py > tests/golden/explainability/shap-methods.json",
            "versions": {"shap": shap.__version__, "scikit-learn": sklearn.__version__, "numpy": np.__version__},
            "tolerance": 1e-6,
            "interventional": interventional,
            "interactions": interactions,
            "functions": functions,
            "correlated": correlated,
        },
        separators=(",", ":"),
    )
)
