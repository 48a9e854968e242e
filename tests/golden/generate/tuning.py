"""Golden cases of core/tuning: Parzen estimators, pruners and fANOVA as Optuna 4.9 has them.

python -m venv V && V/bin/pip install optuna==4.9.0 scikit-learn
V/bin/python tests/golden/generate/tuning.py
"""

import json
import platform
import warnings
from pathlib import Path

import numpy as np
import optuna
import sklearn
from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution
from optuna.importance import FanovaImportanceEvaluator, get_param_importances
from optuna.importance._fanova._fanova import _Fanova
from optuna.pruners import HyperbandPruner, MedianPruner, SuccessiveHalvingPruner
from optuna.samplers import TPESampler
from optuna.samplers._tpe.parzen_estimator import _ParzenEstimator
from optuna.samplers._tpe.sampler import _split_trials, default_gamma
from optuna.trial import TrialState, create_trial

warnings.filterwarnings("ignore")
optuna.logging.set_verbosity(optuna.logging.ERROR)
OUT = Path(__file__).parent.parent / "tuning"
rng = np.random.default_rng(11)

RANGES = {
    "float": ({"type": "float", "low": -2, "high": 5}, FloatDistribution(-2, 5)),
    "log": ({"type": "float", "low": 1e-4, "high": 10, "log": True}, FloatDistribution(1e-4, 10, log=True)),
    "step": ({"type": "float", "low": 0, "high": 1, "step": 0.125}, FloatDistribution(0, 1, step=0.125)),
    "integer": ({"type": "integer", "low": 1, "high": 40}, IntDistribution(1, 40)),
    "integer step": ({"type": "integer", "low": 2, "high": 30, "step": 4}, IntDistribution(2, 30, step=4)),
    "integer log": ({"type": "integer", "low": 1, "high": 500, "log": True}, IntDistribution(1, 500, log=True)),
    "choices": ({"type": "categorical", "choices": ["a", "b", "c", "d"]}, CategoricalDistribution(["a", "b", "c", "d"])),
}


def draw(d, n):
    """Distinct values where the range has them: ties make numpy's order of bandwidths arbitrary."""
    if isinstance(d, CategoricalDistribution):
        return rng.integers(0, len(d.choices), n).astype(float)
    if isinstance(d, IntDistribution):
        values = np.arange(d.low, d.high + 1, d.step)
        return rng.choice(values, n, replace=n > len(values)).astype(float)
    if d.step:
        values = np.linspace(d.low, d.high, int((d.high - d.low) / d.step) + 1)
        return rng.choice(values, n, replace=n > len(values))
    u = rng.uniform(size=n)
    return np.exp(np.log(d.low) + u * np.log(d.high / d.low)) if d.log else d.low + u * (d.high - d.low)


def parzen():
    sampler = TPESampler()
    cases = []
    for name, (spec, d) in RANGES.items():
        for n in (0, 1, 2, 5, 12, 26, 60):
            if n > 26 and name in ("step", "integer step", "integer"):
                continue
            values = draw(d, n)
            if n > 16 and len(set(values)) < n and not isinstance(d, CategoricalDistribution):
                continue
            estimator = _ParzenEstimator({"x": values}, {"x": d}, sampler._parzen_estimator_parameters)
            mixture = estimator._mixture_distribution
            points = np.arange(len(d.choices), dtype=float) if isinstance(d, CategoricalDistribution) else draw(d, 6)
            kernels = mixture.distributions[0]
            cases.append({
                "name": f"{name}, {n} observations", "range": spec, "observations": values.tolist(),
                "weights": mixture.weights.tolist(),
                "sigmas": None if isinstance(d, CategoricalDistribution) else kernels.sigma.tolist(),
                "points": points.tolist(), "logPdf": estimator.log_pdf({"x": points}).tolist(),
            })
    return cases


def study_of(direction, rows, space):
    study = optuna.create_study(direction=direction, study_name="study", pruner=MedianPruner())
    for params, value, state, intermediate in rows:
        study.add_trial(create_trial(
            state=state, value=value if state == TrialState.COMPLETE else None, params=params,
            distributions=space, intermediate_values=intermediate))
    return study


def acquisition():
    cases = []
    for direction in ("minimize", "maximize"):
        for n in (12, 40, 300):
            space = {"x": FloatDistribution(0.001, 10, log=True)}
            rows = []
            for i in range(n):
                x = float(draw(space["x"], 1)[0])
                pruned = i % 4 == 3
                value = float((np.log(x) - 1) ** 2 + 0.1 * rng.normal())
                steps = {s: value + float(rng.normal()) for s in range(1 + i % 3)}
                rows.append(({"x": x}, value, TrialState.PRUNED if pruned else TrialState.COMPLETE, steps))
            study = study_of(direction, rows, space)
            trials = study.get_trials(deepcopy=False)
            below, above = _split_trials(study, trials, default_gamma(n), False)
            sampler = TPESampler()
            good = sampler._build_parzen_estimator(study, space, below, True)
            other = sampler._build_parzen_estimator(study, space, above, False)
            points = draw(space["x"], 5)
            cases.append({
                "name": f"{direction}, {n} trials", "direction": direction,
                "range": RANGES["log"][0] | {"low": 0.001},
                "trials": [
                    {"x": p["x"], "value": v, "pruned": s == TrialState.PRUNED, "intermediate": [[k, t] for k, t in m.items()]}
                    for p, v, s, m in rows],
                "good": [t.number for t in below], "points": points.tolist(),
                "gain": (good.log_pdf({"x": points}) - other.log_pdf({"x": points})).tolist(),
            })
    return cases


def median():
    cases = []
    for direction in ("minimize", "maximize"):
        study = optuna.create_study(direction=direction, pruner=MedianPruner())
        log = []
        for number in range(30):
            trial = study.ask()
            base = float(rng.normal())
            steps, pruned = [], False
            for step in range(5):
                value = base + 0.3 * float(rng.normal())
                if number % 11 == 6 and step == 0:
                    value = float("nan")
                trial.report(value, step)
                pruned = trial.should_prune()
                steps.append([step, None if np.isnan(value) else value, bool(pruned)])
                if pruned and number % 3:
                    break
                pruned = False
            if pruned:
                study.tell(trial, state=TrialState.PRUNED)
            else:
                study.tell(trial, value)
            log.append({"pruned": bool(pruned), "steps": steps})
        cases.append({"direction": direction, "trials": log})
    return cases


def halving():
    cases = []
    for direction in ("minimize", "maximize"):
        study = optuna.create_study(direction=direction, pruner=SuccessiveHalvingPruner(min_resource=1, reduction_factor=4))
        log = []
        for number in range(40):
            trial = study.ask()
            base = float(rng.normal())
            steps, pruned = [], False
            for step in (1, 4, 16):
                value = base + 0.3 * float(rng.normal())
                trial.report(value, step)
                pruned = step < 16 and trial.should_prune()
                steps.append([step, value, bool(pruned)])
                if pruned:
                    break
            if pruned:
                study.tell(trial, state=TrialState.PRUNED)
            else:
                study.tell(trial, value)
            log.append({"pruned": bool(pruned), "steps": steps})
        cases.append({"direction": direction, "trials": log})
    return cases


def hyperband():
    pruner = HyperbandPruner(min_resource=1, max_resource=9, reduction_factor=3)
    study = optuna.create_study(study_name="seed 7", pruner=pruner)
    pruner._try_initialization(study)
    trials = [create_trial(value=0.0) for _ in range(60)]
    brackets = []
    for number, trial in enumerate(trials):
        trial.number = number
        brackets.append(pruner._get_bracket_id(study, trial))
    return {"study": "seed 7", "budgets": pruner._trial_allocation_budgets, "brackets": brackets}


def fanova_tree():
    """One tree of scikit-learn: marginal variances are exact."""
    x = np.column_stack([rng.uniform(0, 10, 80), rng.uniform(-1, 1, 80), np.eye(3)[rng.integers(0, 3, 80)]])
    y = x[:, 0] + 3 * x[:, 1] ** 2 * x[:, 2] + 2 * x[:, 3]
    box = np.array([[0, 10], [-1, 1], [0, 1], [0, 1], [0, 1]], dtype=float)
    groups = [np.array([0]), np.array([1]), np.array([2, 3, 4])]
    model = _Fanova(n_trees=1, max_depth=6, min_samples_split=2, min_samples_leaf=1, seed=3)
    model.fit(x, y, box, groups)
    tree = model._trees[0]
    raw = tree._tree
    return {
        "box": box.tolist(), "groups": [g.tolist() for g in groups],
        "tree": {"feature": raw.feature.tolist(), "threshold": raw.threshold.tolist(), "left": raw.children_left.tolist(),
                 "right": raw.children_right.tolist(), "value": raw.value[:, 0, 0].tolist()},
        "total": tree.variance, "ofGroups": [tree.get_marginal_variance(g) for g in groups],
    }


def importance():
    cases = []
    spaces = {
        "numbers": ({"a": {"type": "float", "low": 0, "high": 1}, "b": {"type": "float", "low": 0.001, "high": 10, "log": True},
                     "c": {"type": "integer", "low": 1, "high": 20}},
                    {"a": FloatDistribution(0, 1), "b": FloatDistribution(0.001, 10, log=True), "c": IntDistribution(1, 20)},
                    lambda p: 4 * p["a"] + np.log(p["b"]) + 0.05 * p["c"]),
        "choices": ({"kind": {"type": "categorical", "choices": ["x", "y", "z"]}, "a": {"type": "float", "low": 0, "high": 1},
                     "one": {"type": "integer", "low": 3, "high": 3}},
                    {"kind": CategoricalDistribution(["x", "y", "z"]), "a": FloatDistribution(0, 1), "one": IntDistribution(3, 3)},
                    lambda p: {"x": 0, "y": 1, "z": 3}[p["kind"]] + 2 * p["a"]),
    }
    for name, (spec, space, f) in spaces.items():
        study = optuna.create_study()
        rows = []
        for _ in range(120):
            params = {}
            for key, d in space.items():
                if isinstance(d, CategoricalDistribution):
                    params[key] = str(rng.choice(d.choices))
                else:
                    v = draw(d, 1)[0]
                    params[key] = int(v) if isinstance(d, IntDistribution) else float(v)
            value = float(f(params) + 0.05 * rng.normal())
            study.add_trial(create_trial(value=value, params=params, distributions=space))
            rows.append({"params": params, "value": value})
        runs = [get_param_importances(study, evaluator=FanovaImportanceEvaluator(seed=s)) for s in range(5)]
        cases.append({
            "name": name, "space": spec, "trials": rows,
            "importance": {k: float(np.mean([r[k] for r in runs])) for k in space},
        })
    return cases


meta = {
    "source": "tests/golden/generate/tuning.py",
    "versions": {"python": platform.python_version(), "optuna": optuna.__version__, "numpy": np.__version__, "scikit-learn": sklearn.__version__},
    "tolerance": {"parzen": 1e-9, "fanovaTree": 1e-9, "importance": 0.03},
}
OUT.mkdir(exist_ok=True)
(OUT / "optuna.json").write_text(json.dumps({
    **meta, "parzen": parzen(), "acquisition": acquisition(), "median": median(), "halving": halving(),
    "hyperband": hyperband(), "fanovaTree": fanova_tree(), "importance": importance(),
}, allow_nan=False) + "\n")
