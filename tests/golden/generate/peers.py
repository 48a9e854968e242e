"""What lime, DiCE, alibi and PyALE say of one model, to hold Assay's methods against.

    python tests/golden/generate/peers.py

The model is a LightGBM classifier on the first eight columns of the breast cancer data; the file it
writes is imported on the other side. Peers draw at random, so what is kept are means over seeds and rows:
the weights and R² of lime (mean and deviation over five seeds), precision (share of rows of the data that
meet the anchor and are predicted alike) and coverage of alibi's anchors, and of the counterfactuals of
DiCE's random and genetic search the share that is valid, the mean distance (|change| ÷ MAD, over columns), the
columns changed and the mean distance between them. Effects of PyALE are exact; its edges are those of Assay where rows × k ÷ bins are whole numbers.
"""

import json
import logging
import os
import platform
import time
import warnings
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)

import alibi
import dice_ml
import lightgbm
import numpy as np
import pandas as pd
import PyALE
from alibi.explainers import AnchorTabular
from importlib.metadata import version
from lime.lime_tabular import LimeTabularExplainer

here = Path(__file__).resolve().parent
frame = pd.read_csv(here.parents[2] / "datasets" / "breast_cancer_wdbc.csv")
names = list(frame.columns[:8])
target = frame.columns[-1]
labels = sorted(frame[target].unique())
x = frame[names].to_numpy(float)
y = frame[target].map(labels.index).to_numpy()
asked = [3, 77, 200, 333, 480, 540]

params = {"objective": "binary", "num_leaves": 6, "min_data_in_leaf": 15, "learning_rate": 0.2, "verbose": -1, "num_threads": 1, "seed": 1}
model = lightgbm.train(params, lightgbm.Dataset(x, y, feature_name=[f"c{j}" for j in range(8)]), 15)


def probabilities(rows):
    p = model.predict(np.asarray(rows, float))
    return np.column_stack([1 - p, p])


def call(rows):
    return (probabilities(rows)[:, 1] > 0.5).astype(int)


def lime_of(row):
    runs, scores = [], []
    for seed in range(5):
        explainer = LimeTabularExplainer(x, feature_names=names, random_state=seed, discretize_continuous=True)
        found = explainer.explain_instance(x[row], probabilities, labels=(1,), num_features=8, num_samples=5000)
        weights = dict(found.as_map()[1])
        runs.append([weights[j] for j in range(8)])
        scores.append(found.score)
    runs = np.array(runs)
    return {"row": row, "weights": runs.mean(0).tolist(), "std": runs.std(0, ddof=1).tolist(), "r2": float(np.mean(scores))}


def anchors():
    explainer = AnchorTabular(call, names, seed=1)
    explainer.fit(x, disc_perc=(25, 50, 75))
    out = []
    for row in asked:
        np.random.seed(1)
        found = explainer.explain(x[row], threshold=0.95)
        features = found.raw["feature"]
        # the same bins that the anchor's predicates name
        edges = np.percentile(x, [25, 50, 75], axis=0)
        bins = np.stack([np.searchsorted(edges[:, j], x[:, j], side="left") for j in range(8)], axis=1)
        met = np.ones(len(x), bool)
        for name in found.anchor:
            met &= pd.DataFrame(x, columns=names).eval(predicate(name)).to_numpy()
        alike = call(x) == call(x[[row]])[0]
        out.append({"row": row, "conditions": len(found.anchor), "precision": float(alike[met].mean()), "coverage": float(met.mean())})
    return out


def predicate(text):
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, f"`{name}`") if f"`{name}`" not in text else text
    return text


mad = np.median(np.abs(x - np.median(x, axis=0)), axis=0)


class Model:
    def predict_proba(self, rows):
        return probabilities(rows)

    def predict(self, rows):
        return call(rows)


def counterfactuals(method):
    data = dice_ml.Data(dataframe=frame[names].assign(y=call(x)), continuous_features=names, outcome_name="y", continuous_features_precision={n: 5 for n in names})
    explainer = dice_ml.Dice(data, dice_ml.Model(model=Model(), backend="sklearn"), method=method)
    more = {"random_seed": 7} if method == "random" else {}
    valid = total = 0
    distances, changed, spread, seconds = [], [], [], 0.0
    for row in asked:
        began = time.time()
        np.random.seed(7)
        found = explainer.generate_counterfactuals(frame[names].iloc[[row]], total_CFs=4, desired_class="opposite", **more)
        seconds += time.time() - began
        cfs = found.cf_examples_list[0].final_cfs_df
        if cfs is None:
            total += 4
            continue
        rows = cfs[names].to_numpy(float)
        total += len(rows)
        right = call(rows) != call(x[[row]])[0]
        valid += int(right.sum())
        rows = rows[right]
        if len(rows) == 0:
            continue
        apart = np.abs(rows - x[row]) / mad
        distances.append(apart.mean())
        changed.append((apart > 1e-9).sum(1).mean())
        pairs = [np.abs(a - b) / mad for i, a in enumerate(rows) for b in rows[:i]]
        spread.append(np.mean(pairs) if pairs else 0)
    return {"method": method, "valid": valid / total, "distance": float(np.mean(distances)), "changed": float(np.mean(changed)), "diversity": float(np.mean(spread)), "seconds": round(seconds / len(asked), 2)}


def formula(rows):
    a, b, c = np.asarray(rows, float).T
    return 2 * a + 0.5 * a * b - np.sin(c) + 0.3 * a * a * c


class Formula:
    def predict(self, rows):
        return formula(rows)


def ale():
    golden = json.loads((here.parent / "explainability" / "dependence.json").read_text())
    table = pd.DataFrame(golden["input"])
    out = {}
    for name, bins in [("a", 10), ("c", 6)]:
        found = PyALE.ale(X=table, model=Formula(), feature=[name], feature_type="continuous", grid_size=bins, include_CI=False, plot=False)
        out[name] = {"bins": bins, "edges": found.index.tolist(), "effect": found["eff"].tolist()}
    return out


golden = {
    "source": {
        "command": "python tests/golden/generate/peers.py",
        "python": platform.python_version(),
        **{name: version(name) for name in ["lime", "alibi", "dice-ml", "PyALE", "lightgbm", "numpy", "pandas", "scikit-learn"]},
    },
    "model": model.model_to_string().split("end of trees")[0] + "end of trees\n\n",
    "columns": 8,
    "classes": [str(label) for label in labels],
    "rows": asked,
    "probability": [float(p) for p in probabilities(x[asked])[:, 1]],
    "lime": [lime_of(row) for row in asked],
    "anchors": anchors(),
    "counterfactuals": [counterfactuals(method) for method in ["random", "genetic"]],
    "ale": ale(),
}
(here.parent / "explainability" / "peers.json").write_text(json.dumps(golden) + "\n")
for row in golden["lime"]:
    print("lime", row["row"], np.round(row["weights"], 3), np.round(max(row["std"]), 4), row["r2"])
for row in golden["anchors"]:
    print(row)
for row in golden["counterfactuals"]:
    print(row)
print(golden["ale"])
