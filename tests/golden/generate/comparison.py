"""Paired tests of models.

python tests/golden/generate/comparison.py > tests/golden/evaluation/comparison.json

DeLong's test is written out here from its definition (the kernel over all pairs of rows); everything
else is by the package named.
"""
import json

import baycomp
import numpy as np
import scikit_posthocs as posthocs
import scipy
import statsmodels
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests

rng = np.random.default_rng(5)


def tested(result):
    return {"statistic": float(result.statistic), "pValue": float(result.pvalue)}


def mcnemar_case(b, c):
    table = [[40, b], [c, 30]]
    return {
        "onlyFirst": b,
        "onlySecond": c,
        "exact": tested(mcnemar(table, exact=True)),
        "chiSquare": tested(mcnemar(table, exact=False, correction=True)),
    }


def wilcoxon_case(name, d, method):
    d = np.asarray(d, float)
    return {"name": name, "differences": d.tolist(), **tested(stats.wilcoxon(d, method=method))}


def friedman_case(name, blocks):
    blocks = np.asarray(blocks, float)
    nemenyi = posthocs.posthoc_nemenyi_friedman(blocks).to_numpy()
    ranks = np.apply_along_axis(stats.rankdata, 1, blocks).mean(axis=0)
    k, n = blocks.shape[1], blocks.shape[0]
    q = stats.studentized_range.ppf(0.95, k, np.inf)
    return {
        "name": name,
        "blocks": blocks.tolist(),
        **tested(stats.friedmanchisquare(*blocks.T)),
        "ranks": ranks.tolist(),
        "nemenyi": nemenyi.tolist(),
        "criticalDifference": float(q / np.sqrt(2) * np.sqrt(k * (k + 1) / (6 * n))),
    }


def folds_case(name, first, second, rope, runs=1):
    first, second = np.asarray(first, float), np.asarray(second, float)
    mean, var, df = baycomp.CorrelatedTTest.compute_statistics(second, first, runs)
    below, within, above = baycomp.CorrelatedTTest.probs(second, first, rope=rope, runs=runs)
    t = mean / np.sqrt(var)
    low, high = stats.t.interval(0.95, df, mean, np.sqrt(var))
    return {
        "name": name,
        "first": first.tolist(),
        "second": second.tolist(),
        "testShare": 1 / (len(first) / runs - 1),
        "rope": rope,
        "statistic": float(t),
        "pValue": float(2 * stats.t.sf(abs(t), df)),
        "low": float(low),
        "high": float(high),
        "above": float(above),
        "within": float(within),
        "below": float(below),
    }


def delong_case(name, y, a, b):
    y, a, b = np.asarray(y), np.asarray(a, float), np.asarray(b, float)

    def kernel(s):
        p, n = s[y == 1][:, None], s[y == 0][None, :]
        return (p > n) + 0.5 * (p == n)

    d = kernel(a) - kernel(b)
    v10, v01 = d.mean(axis=1), d.mean(axis=0)
    var = v10.var(ddof=1) / len(v10) + v01.var(ddof=1) / len(v01)
    z = d.mean() / np.sqrt(var)
    half = stats.norm.ppf(0.975) * np.sqrt(var)
    return {
        "name": name,
        "y": y.tolist(),
        "first": a.tolist(),
        "second": b.tolist(),
        "difference": float(d.mean()),
        "low": float(d.mean() - half),
        "high": float(d.mean() + half),
        "statistic": float(z),
        "pValue": float(2 * stats.norm.sf(abs(z))),
    }


y = rng.integers(0, 2, 80)
a = y + rng.normal(size=80)
b = y + 1.5 * rng.normal(size=80)
ps = [0.01, 0.04, 0.03, 0.005, 0.5, 0.04]
print(
    json.dumps(
        {
            "source": "scipy.stats, statsmodels, scikit_posthocs, baycomp",
            "command": "python tests/golden/generate/comparison.py > tests/golden/evaluation/comparison.json",
            "versions": {
                "scipy": scipy.__version__,
                "statsmodels": statsmodels.__version__,
                "scikit-posthocs": posthocs.__version__,
                "baycomp": "1.0.3",
            },
            "tolerance": 1e-9,
            "mcnemar": [mcnemar_case(*bc) for bc in [(6, 17), (17, 6), (1, 0), (0, 9), (120, 88), (5, 5)]],
            "wilcoxon": [
                wilcoxon_case("ten", rng.normal(0.4, 1, 10), "exact"),
                wilcoxon_case("fifty", rng.normal(0.2, 1, 50), "exact"),
                wilcoxon_case("two hundred", rng.normal(0.1, 1, 200), "approx"),
                wilcoxon_case("ties and zeros", rng.integers(-3, 5, 150), "approx"),
                wilcoxon_case(
                    "ties, every sign counted",
                    [1, 1, 2, -1, 3, 3, -2, 2, 4],
                    stats.PermutationMethod(n_resamples=np.inf),
                ),
            ],
            "friedman": [
                friedman_case("three over six", rng.normal(size=(6, 3)) + [0, 0.5, 1]),
                friedman_case("five over twelve", rng.normal(size=(12, 5)) + [0, 0, 1, 1, 2]),
                friedman_case("ties", rng.integers(0, 3, (9, 4))),
            ],
            "studentizedRange": [
                {"q": q, "k": k, "pValue": float(stats.studentized_range.sf(q, k, np.inf))}
                for q in [0.5, 2.0, 3.314, 4.5] for k in [2, 3, 7, 20]
            ],
            "folds": [
                folds_case("five folds", rng.normal(0.83, 0.02, 5), rng.normal(0.82, 0.02, 5), 0.01),
                folds_case("ten times ten", rng.normal(0.9, 0.03, 100), rng.normal(0.88, 0.03, 100), 0.02, 10),
                folds_case("apart", [0.9, 0.91, 0.93, 0.9], [0.7, 0.72, 0.69, 0.71], 0.01),
            ],
            "delong": [
                delong_case("scores", y, a, b),
                delong_case("ties", y, np.round(a), np.round(b)),
            ],
            "holm": {"pValues": ps, "adjusted": multipletests(ps, method="holm")[1].tolist()},
        },
        separators=(",", ":"),
    )
)
