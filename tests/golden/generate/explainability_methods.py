"""Permutation importance of scikit-learn, and the weighted ridge that LIME fits.

    python tests/golden/generate/explainability_methods.py

scikit-learn's shuffles are recorded (it shuffles one list of row numbers again and again and applies it
to what the shuffle before left), so that both sides see the same rows.
"""

import json
import platform
from pathlib import Path

import numpy as np
import scipy
import sklearn
from scipy import stats
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.inspection import permutation_importance
from sklearn.linear_model import Ridge

rng = np.random.default_rng(11)
n, repeats = 30, 4
x = np.round(rng.normal(size=(n, 3)), 3)
y = np.round(2 * x[:, 0] + x[:, 1] ** 2 + 0.3 * rng.normal(size=n), 3)


class Formula(RegressorMixin, BaseEstimator):
    def fit(self, x, y):
        self.fitted_ = True
        return self

    def predict(self, x):
        return 2 * x[:, 0] + x[:, 1] ** 2


result = permutation_importance(
    Formula().fit(x, y), x, y, scoring="neg_mean_squared_error", n_repeats=repeats, random_state=5
)
# permutation_importance draws one seed and starts every column from it.
seed = np.random.RandomState(5).randint(np.iinfo(np.int32).max + 1)
state = np.random.RandomState(seed)
order = np.arange(n)
orders = []
for _ in range(repeats):
    state.shuffle(order)
    orders.append(order.tolist())

losses = result.importances[0]
radius = stats.t.ppf(0.975, repeats - 1) * losses.std(ddof=1) / np.sqrt(repeats)

z = (rng.random((60, 4)) < 0.5).astype(int)
target = np.round(z @ [0.3, -0.2, 0.05, 0] + 0.1 * z[:, 0] * z[:, 1] + 0.05 * rng.normal(size=60), 4)
distance = np.sqrt(((z - 1) ** 2).sum(1))
width = 0.75 * np.sqrt(4)
weights = np.sqrt(np.exp(-(distance**2) / width**2))
ridge = Ridge(alpha=1, fit_intercept=True).fit(z, target, sample_weight=weights)

golden = {
    "source": {
        "command": "python tests/golden/generate/explainability_methods.py",
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        "scikit-learn": sklearn.__version__,
    },
    "tolerance": 1e-9,
    "permutation": {
        "x": x.T.tolist(),
        "y": y.tolist(),
        "orders": orders,
        "importances": result.importances.tolist(),
        "mean": result.importances_mean.tolist(),
        "std": result.importances_std.tolist(),
        "interval": [losses.mean() - radius, losses.mean() + radius],
    },
    "lime": {
        "z": z.T.tolist(),
        "target": target.tolist(),
        "weights": weights.tolist(),
        "intercept": ridge.intercept_,
        "coefficients": ridge.coef_.tolist(),
        "r2": ridge.score(z, target, sample_weight=weights),
    },
}
out = Path(__file__).parent.parent / "explainability" / "methods.json"
out.write_text(json.dumps(golden) + "\n")
