"""Writes tests/golden/calibration/curves.json. Run: python tests/golden/generate/calibration.py"""

import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn.calibration import _sigmoid_calibration
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import balanced_accuracy_score, f1_score

out = Path(__file__).parent.parent / "calibration" / "curves.json"
rng = np.random.default_rng(5)


def case(name, scores, y, weights=None):
    a, b = _sigmoid_calibration(scores, y, sample_weight=weights)
    at = np.concatenate([np.linspace(scores.min() - 1, scores.max() + 1, 40), scores[:10]])
    isotonic = IsotonicRegression(out_of_bounds="clip").fit(scores, y, sample_weight=weights)
    return {
        "name": name,
        "scores": scores.tolist(),
        "y": y.tolist(),
        "weights": None if weights is None else weights.tolist(),
        "at": at.tolist(),
        "sigmoid": (1 / (1 + np.exp(a * at + b))).tolist(),
        "isotonic": isotonic.predict(at).tolist(),
        "tolerance": {"sigmoid": 1e-6, "isotonic": 1e-12},
    }


scores = np.round(rng.normal(0, 2, 150), 3)
y = (rng.random(150) < 1 / (1 + np.exp(-0.5 * scores + 0.3))).astype(float)
ties = np.round(scores)
wide = np.round(50 * scores, 2)
probabilities = np.round(1 / (1 + np.exp(-scores)), 4)


def best(measure):
    """Over the thresholds half-way between neighbouring probabilities."""
    values = np.unique(probabilities)
    middles = np.concatenate([[values[0] / 2], (values[1:] + values[:-1]) / 2])
    found = [measure(y, probabilities >= t) for t in middles]
    return max(found)


def cost(truth, called):
    return -((called & (truth == 0)).sum() + 5 * (~called & (truth == 1)).sum())


content = {
    "source": {
        "command": "python tests/golden/generate/calibration.py",
        "scikit-learn": sklearn.__version__,
        "numpy": np.__version__,
    },
    "curves": [
        case("scores", scores, y),
        case("scores with ties", ties, y),
        case("wide scores", wide, y),
        case("probabilities", probabilities, y),
        case("weights", scores, y, rng.integers(0, 4, 150).astype(float)),
        case("falling", -scores, y),
    ],
    "thresholds": {
        "probabilities": probabilities.tolist(),
        "y": y.tolist(),
        "best": {
            "f1": best(f1_score),
            "balanced_accuracy": best(balanced_accuracy_score),
            "cost": float(best(cost)),
        },
    },
}
out.write_text(json.dumps(content, separators=(",", ":")) + "\n")
print(out.stat().st_size)
