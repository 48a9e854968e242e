"""Measures of fairness by Fairlearn.

python tests/golden/generate/fairness.py > tests/golden/evaluation/fairness.json

The first case is the one of Fairlearn's user guide (perform_fairness_assessment.rst). Groups are counted
from 0 in order of their name. disparate_impact and statistical_parity_difference are AIF360's, against
the first group; they are written out here.
"""
import json

import fairlearn
import numpy as np
from fairlearn.metrics import (
    MetricFrame,
    demographic_parity_difference,
    demographic_parity_ratio,
    equal_opportunity_difference,
    equal_opportunity_ratio,
    equalized_odds_difference,
    equalized_odds_ratio,
    selection_rate,
)
from sklearn.metrics import accuracy_score, precision_score


def case(name, y, called, groups, weights=None):
    y, called, groups = np.asarray(y), np.asarray(called), np.asarray(groups)
    args = dict(sensitive_features=groups, sample_weight=weights)
    out = {}
    for end, method in [("", "between_groups"), ("_to_overall", "to_overall")]:
        for name_, f in {
            "demographic_parity_difference": demographic_parity_difference,
            "demographic_parity_ratio": demographic_parity_ratio,
            "equalized_odds_difference": equalized_odds_difference,
            "equalized_odds_ratio": equalized_odds_ratio,
            "equal_opportunity_difference": equal_opportunity_difference,
            "equal_opportunity_ratio": equal_opportunity_ratio,
        }.items():
            out[name_ + end] = float(f(y, called, method=method, **args))
    out["equalized_odds_difference_mean"] = float(equalized_odds_difference(y, called, agg="mean", **args))
    out["equalized_odds_ratio_mean"] = float(equalized_odds_ratio(y, called, agg="mean", **args))
    params = dict(sample_weight=weights) if weights is not None else None
    frame = lambda f: MetricFrame(
        metrics=f, y_true=y, y_pred=called, sensitive_features=groups, sample_params=params
    )
    out["predictive_parity_difference"] = float(frame(precision_score).difference())
    out["accuracy_difference"] = float(frame(accuracy_score).difference())
    rates = frame(selection_rate).by_group.to_numpy(float)
    apart = rates[1:] - rates[0]
    out["statistical_parity_difference"] = float(apart[np.argmax(np.abs(apart))])
    out["disparate_impact"] = float(rates[1:].min() / rates[0])
    return {
        "name": name,
        "y": y.tolist(),
        "called": called.tolist(),
        "groups": np.unique(groups, return_inverse=True)[1].tolist(),
        "weights": None if weights is None else weights.tolist(),
        "measures": out,
    }


rng = np.random.default_rng(11)


def drawn(n, groups):
    y = rng.integers(0, 2, n)
    g = rng.integers(0, groups, n)
    called = (rng.random(n) < 0.25 + 0.4 * y + 0.08 * g).astype(int)
    return y, called, g


guide = case(
    "user guide",
    [0, 1, 1, 1, 1, 0, 1, 0, 1, 0, 0, 0, 1, 1, 1, 1, 1, 1],
    [0, 0, 1, 0, 1, 1, 1, 0, 0, 1, 1, 1, 1, 0, 0, 1, 1, 0],
    list("bbabbcccaacabccbcc"),
)
print(
    json.dumps(
        {
            "source": "fairlearn.metrics",
            "command": "python tests/golden/generate/fairness.py > tests/golden/evaluation/fairness.json",
            "versions": {"fairlearn": fairlearn.__version__, "numpy": np.__version__},
            "tolerance": 1e-9,
            "cases": [
                guide,
                case("two groups", *drawn(120, 2)),
                case("five groups", *drawn(300, 5)),
                case("three groups, weighted", *drawn(150, 3), rng.random(150) * 3),
            ],
        },
        separators=(",", ":"),
    )
)
