"""Reads what support/bench-data.ts wrote, and measures a fit as support/fit-estimator.ts does."""

import json
import resource
import time

import numpy as np


def read(path):
    """(x train, y train, x test, y test), rows by columns in C order, which the peers take without a copy."""
    with open(path) as file:
        data = json.load(file)
    rows, total = data["rows"], data["rows"] + data["testRows"]
    values = np.fromfile(data["binary"]).reshape(data["columns"] + 1, total)
    x = np.ascontiguousarray(values[:-1].T)
    y = values[-1].astype(int) if data["task"] == "classification" else values[-1].copy()
    return x[:rows], y[:rows], x[rows:], y[rows:]


def measure(fit, score):
    """Prints wall and CPU milliseconds of fit(), peak memory, and score(what fit returned)."""
    start, used = time.perf_counter(), time.process_time()
    model = fit()
    ms = 1000 * (time.perf_counter() - start)
    cpu = 1000 * (time.process_time() - used)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"ms": ms, "cpuMs": cpu, "peakMb": peak, "score": float(score(model))}))
