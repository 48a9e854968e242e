"""Writes tests/golden/naive-bayes/scikit-learn.json. Run: python tests/golden/generate/naive_bayes.py"""

from sklearn.naive_bayes import BernoulliNB, CategoricalNB, ComplementNB, GaussianNB, MultinomialNB

from bundled import discretise, read, save, split, standardise, weights

kinds = {
    "gaussian_nb": (GaussianNB, "raw", [{}, {"var_smoothing": 1e-3}]),
    "multinomial_nb": (MultinomialNB, "raw", [{}, {"alpha": 0.1, "fit_prior": False}]),
    "complement_nb": (ComplementNB, "raw", [{}, {"alpha": 3, "norm": True}]),
    "bernoulli_nb": (BernoulliNB, "standard", [{}, {"alpha": 0.01, "binarize": 0.5, "fit_prior": False}]),
    "categorical_nb": (CategoricalNB, "bins", [{}, {"alpha": 0.5, "fit_prior": False}]),
}
encode = {"raw": lambda x: x, "standard": standardise, "bins": lambda x: discretise(x, 5)}

cases = []
for name, (make, encoding, grid) in kinds.items():
    for dataset in ["wine_uci", "breast_cancer_wdbc"]:
        x, y = read(dataset)
        x, y, queries, _ = split(encode[encoding](x), y)
        for params in grid:
            for weighted in [False, True]:
                extra = {"min_categories": 5} if name.startswith("categorical") else {}
                model = make(**params, **extra).fit(x, y, sample_weight=weights(len(y)) if weighted else None)
                joint = model.predict_joint_log_proba(queries[:25])
                cases.append(
                    {
                        "name": f"{name}, {dataset}, {params}{', weighted' if weighted else ''}",
                        "estimator": name,
                        "dataset": dataset,
                        "encoding": encoding,
                        "params": params,
                        "weighted": weighted,
                        "joint": joint.T,
                        "probabilities": model.predict_proba(queries[:25]).T,
                        "tolerance": 1e-9,
                    }
                )

save("naive-bayes", "scikit-learn", "naive_bayes", {"cases": cases})
