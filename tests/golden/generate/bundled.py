"""What the generators of golden cases on bundled datasets share (tests/golden/bundled-dataset.ts is its twin)."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import scipy
import sklearn

root = Path(__file__).resolve().parents[3]


def read(name):
    frame = pd.read_csv(root / "datasets" / f"{name}.csv")
    target = frame.iloc[:, -1]
    y = target.to_numpy(float) if target.dtype.kind in "fi" else np.unique(target, return_inverse=True)[1]
    return frame.iloc[:, :-1].to_numpy(float), y


def standardise(x):
    return (x - x.mean(axis=0)) / x.std(axis=0)


def discretise(x, bins):
    low = x.min(axis=0)
    return np.minimum(np.floor((x - low) / (x.max(axis=0) - low) * bins), bins - 1).astype(int)


def split(x, y):
    test = np.arange(len(y)) % 3 == 0
    return x[~test], y[~test], x[test], y[test]


def weights(rows):
    return 0.5 + np.arange(rows) % 4


def save(folder, name, generator, content, digits=12):
    def plain(value):
        if isinstance(value, dict):
            return {key: plain(item) for key, item in value.items()}
        if isinstance(value, (list, tuple, np.ndarray)):
            return [plain(item) for item in value]
        if isinstance(value, (float, np.floating)):
            return float(f"{value:.{digits}g}")
        return int(value) if isinstance(value, np.integer) else value

    source = {
        "command": f"python tests/golden/generate/{generator}.py",
        "scikit-learn": sklearn.__version__,
        "numpy": np.__version__,
        "scipy": scipy.__version__,
    }
    text = json.dumps(plain({"source": source, **content}), separators=(",", ":"))
    path = root / "tests" / "golden" / folder / f"{name}.json"
    path.write_text(text + "\n")
    print(path.name, len(text))
