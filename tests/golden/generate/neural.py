"""Writes tests/golden/neural/perceptron.json. Run: python tests/golden/generate/neural.py DATASETS_FOLDER

Scores of scikit-learn's MLPClassifier and MLPRegressor (target standardised) on five splits with a
seed each. Starting weights differ, so only the means over the seeds are compared.
"""

import json
import sys
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import sklearn
from sklearn.compose import TransformedTargetRegressor
from sklearn.metrics import log_loss, r2_score
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.preprocessing import StandardScaler

warnings.filterwarnings("ignore")
folder = Path(sys.argv[1])
out = Path(__file__).parent.parent / "neural" / "perceptron.json"


def read(name):
    return pd.read_csv(folder / f"{name}.csv")


def case(name, x, y, task, params, tolerance):
    seeds = []
    for seed in range(5):
        train, test = train_test_split(np.arange(len(y)), test_size=0.3, random_state=seed)
        scaler = StandardScaler().fit(x[train])
        a, b = scaler.transform(x[train]), scaler.transform(x[test])
        if task == "classification":
            model = MLPClassifier(random_state=seed, **params).fit(a, y[train])
            p = model.predict_proba(b)
            score = {"log_loss": log_loss(y[test], p), "accuracy": float((p.argmax(axis=1) == y[test]).mean())}
        else:
            model = MLPRegressor(random_state=seed, **params)
            model = TransformedTargetRegressor(model, transformer=StandardScaler()).fit(a, y[train])
            score = {"r2": r2_score(y[test], model.predict(b))}
        seeds.append({"seed": seed, "test": sorted(test.tolist()), "expected": score})
    print(name, {k: np.mean([s["expected"][k] for s in seeds]) for k in seeds[0]["expected"]})
    rounded = np.round(x, 4)
    return {
        "name": name,
        "task": task,
        "classes": int(y.max()) + 1 if task == "classification" else 0,
        "x": rounded.T.tolist(),
        "y": y.tolist(),
        "params": params,
        "seeds": seeds,
        "tolerance": tolerance,
    }


cancer = read("breast_cancer_wdbc")
wine = read("wine_uci")
diabetes = read("diabetes_sklearn")
penguins = read("penguins").dropna()
columns = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]
cases = [
    case(
        "breast cancer, 10 means",
        cancer.drop(columns="target").to_numpy(float)[:, :10],
        pd.factorize(cancer["target"], sort=True)[0],
        "classification",
        {},
        {"log_loss": 0.02, "accuracy": 0.015},
    ),
    case(
        "wine, two layers",
        wine.drop(columns="target").to_numpy(float),
        pd.factorize(wine["target"], sort=True)[0],
        "classification",
        {"hidden_layer_sizes": [32, 16], "activation": "tanh", "alpha": 0.01},
        {"log_loss": 0.03, "accuracy": 0.02},
    ),
    case(
        "penguins, sgd",
        penguins[columns].to_numpy(float),
        pd.factorize(penguins["species"], sort=True)[0],
        "classification",
        {"solver": "sgd", "learning_rate_init": 0.05, "hidden_layer_sizes": [20], "batch_size": 50},
        {"log_loss": 0.02, "accuracy": 0.02},
    ),
    case(
        "diabetes",
        diabetes.drop(columns="target").to_numpy(float),
        diabetes["target"].to_numpy(float),
        "regression",
        {"hidden_layer_sizes": [50], "alpha": 1.0, "max_iter": 100},
        {"r2": 0.03},
    ),
]
content = {
    "source": {
        "command": "python tests/golden/generate/neural.py DATASETS_FOLDER",
        "scikit-learn": sklearn.__version__,
        "numpy": np.__version__,
    },
    "cases": cases,
}
out.write_text(json.dumps(content, separators=(",", ":")) + "\n")
print(out.stat().st_size)
