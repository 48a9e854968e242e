"""Diagnostics of residuals by statsmodels, rankings by scikit-learn, agreement of clusterings.

python tests/golden/generate/evaluation_rows.py > tests/golden/evaluation/rows.json
"""
import json

import numpy as np
import sklearn
import statsmodels
from sklearn import metrics as m
from statsmodels.stats.diagnostic import het_breuschpagan
from statsmodels.stats.stattools import durbin_watson, jarque_bera

rng = np.random.default_rng(8)
residuals = []
for name, n, spread in [("even spread", 60, 0), ("spread grows", 90, 0.4), ("few rows", 5, 0.1)]:
    fitted = rng.uniform(1, 20, n)
    residual = rng.standard_t(4, n) * (1 + spread * fitted)
    residual[n // 2 :] += 0.5
    lm, p, _, _ = het_breuschpagan(residual, np.column_stack([np.ones(n), fitted]))
    jb, jp, _, _ = jarque_bera(residual)
    residuals.append(
        {
            "name": name,
            "fitted": fitted.tolist(),
            "residual": residual.tolist(),
            "breuschPagan": [float(lm), float(p)],
            "jarqueBera": [float(jb), float(jp)],
            "durbinWatson": float(durbin_watson(residual)),
        }
    )

rankings = []
for name, n, levels, digits in [("graded", 12, 4, 6), ("graded, tied", 15, 3, 1), ("yes or no", 20, 2, 6), ("yes or no, tied", 20, 2, 1), ("two rows", 2, 2, 6)]:
    relevance = rng.integers(0, levels, n).astype(float)
    relevance[0] = 1
    scores = np.round(rng.random(n) + 0.2 * relevance, digits)
    expected = {"ndcg": {str(k): float(m.ndcg_score([relevance], [scores], k=k)) for k in [1, 3, 5]}}
    expected["ndcg"]["all"] = float(m.ndcg_score([relevance], [scores]))
    expected["dcg"] = {str(k): float(m.dcg_score([relevance], [scores], k=k)) for k in [1, 3, 5]}
    expected["dcg"]["all"] = float(m.dcg_score([relevance], [scores]))
    if levels == 2 and relevance.min() == 0:
        expected["map"] = float(m.average_precision_score(relevance, scores))
    if digits == 6:
        ranks = np.argsort(-scores)
        expected["mrr"] = float(1 / (1 + np.flatnonzero(relevance[ranks] > 0)[0]))
        # of the row alone that is relevant and ranked best; scikit-learn's mean over its labels
        one = (np.arange(n) == ranks[np.flatnonzero(relevance[ranks] > 0)[0]]).astype(int)
        assert abs(expected["mrr"] - m.label_ranking_average_precision_score([one], [scores])) < 1e-12
    rankings.append({"name": name, "relevance": relevance.tolist(), "scores": scores.tolist(), **expected})

clusterings = []
for name, a, b in [
    ("alike", [0, 0, 1, 1, 2], [2, 2, 0, 0, 1]),
    ("unlike", [0, 0, 1, 1], [0, 1, 0, 1]),
    ("one cluster", [0, 0, 0, 0], [0, 1, 2, 0]),
    ("both one", [0, 0, 0], [1, 1, 1]),
    ("each its own", [0, 1, 2, 3], [3, 2, 1, 0]),
    ("some", rng.integers(0, 4, 80).tolist(), None),
    ("noisy", rng.integers(0, 3, 90).tolist(), "noisy"),
]:
    if b is None:
        b = rng.integers(0, 3, len(a)).tolist()
    if b == "noisy":
        b = [v if rng.random() < 0.8 else int(rng.integers(0, 3)) for v in a]
    clusterings.append(
        {
            "name": name,
            "truth": a,
            "labels": b,
            "rand": float(m.rand_score(a, b)),
            "fowlkes_mallows": float(m.fowlkes_mallows_score(a, b)),
            "mutual_info": float(m.mutual_info_score(a, b)),
            "adjusted_rand": float(m.adjusted_rand_score(a, b)),
            "normalized_mutual_info": float(m.normalized_mutual_info_score(a, b)),
            "adjusted_mutual_info": float(m.adjusted_mutual_info_score(a, b)),
            "homogeneity": float(m.homogeneity_score(a, b)),
            "completeness": float(m.completeness_score(a, b)),
            "v_measure": float(m.v_measure_score(a, b)),
        }
    )
print(
    json.dumps(
        {
            "source": "statsmodels.stats, sklearn.metrics",
            "command": "python tests/golden/generate/evaluation_rows.py > tests/golden/evaluation/rows.json",
            "versions": {"scikit-learn": sklearn.__version__, "statsmodels": statsmodels.__version__, "numpy": np.__version__},
            "tolerance": 1e-9,
            "residuals": residuals,
            "rankings": rankings,
            "clusterings": clusterings,
        },
        separators=(",", ":"),
    )
)
