"""Power, sample sizes and bounds of group-sequential tests.

python tests/golden/generate/design.py > tests/golden/evaluation/design.json

Bounds and probabilities of stopping are integrated here look by look on a fine grid (Simpson, 6,001
points). `spent` is one minus the multivariate normal probability of never crossing, by scipy, to 1e-5.
"""
import json
import math

import numpy as np
import scipy
import statsmodels
from scipy import optimize
from scipy.stats import multivariate_normal, norm
from statsmodels.stats.power import NormalIndPower, TTestIndPower
from statsmodels.stats.proportion import proportion_effectsize

POINTS = 6001


def spent(t, alpha, spending):
    if spending == "pocock":
        return alpha * math.log(1 + (math.e - 1) * t)
    return 2 * norm.sf(norm.ppf(1 - alpha / 2) / math.sqrt(t))


def simpson(low, high):
    x = np.linspace(low, high, POINTS)
    w = np.ones(POINTS)
    w[1:-1:2], w[2:-1:2] = 4, 2
    return x, w * (x[1] - x[0]) / 3


def go_on(x, mass, dt, drift, low, high, t):
    low, high = max(low, drift * t - 9 * math.sqrt(t)), min(high, drift * t + 9 * math.sqrt(t))
    new, w = simpson(low, high)
    f = np.zeros(POINTS)
    for part in np.array_split(np.arange(len(x)), max(1, len(x) // 500)):
        f += norm.pdf(new[:, None], x[None, part] + drift * dt, math.sqrt(dt)) @ mass[part]
    return new, f * w


def walk(looks, sides, alpha=None, spending=None, bounds=None, drift=0.0):
    x, mass, used, found, stopped = np.zeros(1), np.ones(1), 0.0, [], []
    total = 0.0
    for k in range(1, looks + 1):
        t, dt = k / looks, 1 / looks
        above = lambda b: mass @ norm.sf((b - x - drift * dt) / math.sqrt(dt))
        if bounds is None:
            side = alpha / sides
            asked = side if k == looks else spent(t, side, spending)
            b = optimize.brentq(lambda b: above(b) - (asked - used), -5, 15, xtol=1e-12)
            used = asked
        else:
            b = bounds[k - 1] * math.sqrt(t)
        found.append(b / math.sqrt(t))
        total += above(b)
        if sides == 2:
            total += mass @ norm.cdf((-b - x - drift * dt) / math.sqrt(dt))
        stopped.append(float(total))
        x, mass = go_on(x, mass, dt, drift, -b if sides == 2 else -np.inf, b, t)
    return found, stopped


def sequential(looks, alpha, sides, spending, drift):
    bounds, _ = walk(looks, sides, alpha, spending)
    _, stopped = walk(looks, sides, bounds=bounds, drift=drift)
    return {
        "looks": looks, "alpha": alpha, "sides": sides, "spending": spending,
        "bounds": [float(b) for b in bounds], "drift": drift, "stopped": stopped,
        "spent": crossing(bounds, sides),
    }


def crossing(bounds, sides):
    share = np.arange(1, len(bounds) + 1) / len(bounds)
    cov = np.sqrt(np.minimum.outer(share, share) / np.maximum.outer(share, share))
    low = -np.asarray(bounds) if sides == 2 else np.full(len(bounds), -np.inf)
    inside = multivariate_normal.cdf(
        bounds, np.zeros(len(bounds)), cov, lower_limit=low, maxpts=2_000_000, abseps=1e-7,
        rng=np.random.default_rng(0),
    )
    return float(1 - inside)


def power_case(kind, effect, alpha, ratio, sides, rows, power):
    solver = TTestIndPower() if kind == "means" else NormalIndPower()
    alternative = "two-sided" if sides == 2 else "larger"
    return {
        "kind": kind, "effectSize": effect, "alpha": alpha, "ratio": ratio, "sides": sides,
        "rows": rows, "power": float(solver.power(effect, rows, alpha, ratio=ratio, alternative=alternative)),
        "wanted": power,
        "needed": float(solver.solve_power(effect, None, alpha, power, ratio, alternative)),
    }


print(
    json.dumps(
        {
            "source": "statsmodels.stats.power; integration",
            "command": "python tests/golden/generate/design.py > tests/golden/evaluation/design.json",
            "versions": {"statsmodels": statsmodels.__version__, "scipy": scipy.__version__},
            "tolerance": 1e-6,
            "effects": [
                {"first": a, "second": b, "h": float(proportion_effectsize(b, a))}
                for a, b in [(0.1, 0.12), (0.5, 0.4), (0.01, 0.99), (0.3, 1.0)]
            ],
            "power": [
                power_case("proportions", 0.064, 0.05, 1, 2, 3000, 0.8),
                power_case("proportions", 0.3, 0.01, 2.5, 1, 80, 0.95),
                power_case("proportions", 0.1, 0.2, 0.5, 2, 10, 0.5),
                power_case("means", 0.3, 0.05, 1.5, 2, 10, 0.8),
                power_case("means", 0.8, 0.05, 1, 2, 4, 0.9),
                power_case("means", 0.5, 0.01, 1, 1, 30, 0.99),
                power_case("means", 0.02, 0.05, 1, 2, 20000, 0.8),
            ],
            "sequential": [
                sequential(5, 0.05, 2, "obrien_fleming", 3.3),
                sequential(5, 0.05, 2, "pocock", 3.3),
                sequential(3, 0.025, 1, "obrien_fleming", 2.9),
                sequential(4, 0.1, 1, "pocock", 2.0),
                sequential(1, 0.05, 2, "pocock", 2.8),
            ],
        },
        separators=(",", ":"),
    )
)
