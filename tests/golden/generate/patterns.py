"""Writes tests/golden/patterns/*.json. Run: python tests/golden/generate/patterns.py

Needs scikit-learn, scipy, pandas, mlxtend and umap-learn. Data are the bundled wine, penguins, breast
cancer, heart and diabetes datasets, whose numbers are standardised (ddof 0); the tests do the same. Starts that
need random numbers are written down, so that both sides go from the same place.
"""

import json
import warnings
from pathlib import Path

import mlxtend
import numpy as np
import pandas as pd
import scipy
import sklearn
import umap
from mlxtend.frequent_patterns import apriori, association_rules, fpgrowth
from scipy.cluster.hierarchy import fcluster, linkage
from sklearn.cluster import DBSCAN, HDBSCAN, AgglomerativeClustering, KMeans
from sklearn.covariance import EllipticEnvelope, MinCovDet
from sklearn.decomposition import NMF, PCA, FastICA, TruncatedSVD
from sklearn.ensemble import IsolationForest
from sklearn.manifold import TSNE, trustworthiness
from sklearn.metrics import adjusted_rand_score, calinski_harabasz_score, davies_bouldin_score, silhouette_score
from sklearn.mixture import GaussianMixture
from sklearn.neighbors import LocalOutlierFactor
from sklearn.preprocessing import MinMaxScaler, StandardScaler

warnings.filterwarnings("ignore")
root = Path(__file__).parents[3]
out = root / "tests" / "golden" / "patterns"
source = {
    "command": "python tests/golden/generate/patterns.py",
    "scikit-learn": sklearn.__version__,
    "scipy": scipy.__version__,
    "numpy": np.__version__,
    "mlxtend": mlxtend.__version__,
    "umap-learn": umap.__version__,
}


def plain(value):
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (float, np.floating)):
        number = float(value)
        return None if not np.isfinite(number) else int(number) if number.is_integer() else number
    return int(value) if isinstance(value, np.integer) else value


def write(name, content):
    text = json.dumps({"source": source, **plain(content)}, separators=(",", ":"))
    (out / f"{name}.json").write_text(text + "\n")
    print(name, len(text))


def numbers(name, columns=None, rows=None):
    frame = pd.read_csv(root / "datasets" / f"{name}.csv").select_dtypes("number")
    frame = frame[columns] if columns else frame.drop(columns=["target"], errors="ignore")
    frame = frame.dropna()
    return (frame.head(rows) if rows else frame).to_numpy(dtype=float)


def standard(x):
    return StandardScaler().fit_transform(x)


wine = standard(numbers("wine_uci"))
birds = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]
penguins = standard(numbers("penguins", birds))
cancer = standard(numbers("breast_cancer_wdbc"))
data = {"wine": wine, "penguins": penguins, "cancer": cancer}


def scores(x, labels):
    kept = labels >= 0
    if len(set(labels[kept])) < 2:
        return None
    return {
        "silhouette": silhouette_score(x[kept], labels[kept]),
        "davies_bouldin": davies_bouldin_score(x[kept], labels[kept]),
        "calinski_harabasz": calinski_harabasz_score(x[kept], labels[kept]),
    }


def clustering():
    cases = {"kmeans": [], "linkage": [], "dbscan": [], "hdbscan": [], "gaussian_mixture": []}
    for name, x in data.items():
        for k in (2, 3, 8):
            rows = np.linspace(0, len(x) - 1, k).astype(int)
            made = KMeans(k, init=x[rows], n_init=1).fit(x)
            cases["kmeans"].append({
                "data": name, "rows": rows, "labels": made.labels_, "inertia": made.inertia_,
                "iterations": made.n_iter_, "metrics": scores(x, made.labels_),
                "best": KMeans(k, n_init=10, random_state=0).fit(x).inertia_,
            })
    # penguins have equal distances, so that several orders of merges are right
    for name in ("wine", "tumours", "penguins"):
        x = data.get(name, cancer[:120])
        for method in ("ward", "complete", "average", "single"):
            tree = linkage(x, method)
            if name == "penguins":
                cases["linkage"].append({"data": name, "method": method, "heights": tree[:, 2]})
                continue
            labels = AgglomerativeClustering(3, linkage=method).fit_predict(x)
            cases["linkage"].append({
                "data": name, "method": method, "heights": tree[:, 2], "sizes": tree[:, 3].astype(int),
                "left": tree[:, 0].astype(int), "right": tree[:, 1].astype(int), "labels": labels,
            })
    for name, eps, fewest in (("penguins", 0.4, 5), ("wine", 2.2, 4), ("cancer", 3.0, 10)):
        labels = DBSCAN(eps=eps, min_samples=fewest).fit_predict(data[name])
        cases["dbscan"].append({
            "data": name, "eps": eps, "min_samples": fewest, "labels": labels,
            "metrics": scores(data[name], labels),
        })
    options = [
        {"min_cluster_size": 5}, {"min_cluster_size": 12, "min_samples": 4},
        {"min_cluster_size": 5, "cluster_selection_method": "leaf"},
        {"min_cluster_size": 5, "min_samples": 3, "cluster_selection_epsilon": 0.6},
        {"min_cluster_size": 30, "allow_single_cluster": True},
    ]
    for name, x in data.items():
        for option in options:
            labels = HDBSCAN(copy=True, **option).fit_predict(x)
            # equal heights may be merged in any order: only what does not depend on it is kept
            again = HDBSCAN(copy=True, **option).fit_predict(x[::-1])[::-1]
            if adjusted_rand_score(labels, again) > 0.999:
                cases["hdbscan"].append({"data": name, "params": option, "labels": labels})
    for name, k in (("penguins", 3), ("wine", 2)):
        x = data[name]
        for kind in ("full", "tied", "diag", "spherical"):
            start = KMeans(k, init=x[np.linspace(0, len(x) - 1, k).astype(int)], n_init=1).fit(x).labels_

            class Fixed(GaussianMixture):
                def _initialize_parameters(self, X, random_state, xp=None):
                    self._initialize(X, np.eye(k)[start])

            made = Fixed(k, covariance_type=kind, random_state=0).fit(x)
            cases["gaussian_mixture"].append({
                "data": name, "type": kind, "start": start, "weights": made.weights_,
                "means": made.means_, "covariances": made.covariances_, "bic": made.bic(x),
                "aic": made.aic(x), "logLikelihood": made.score(x), "iterations": made.n_iter_,
                "labels": made.predict(x), "converged": made.converged_,
            })
    write("clustering", {"tolerance": {"closed": 1e-9, "iterative": 1e-6}, "cases": cases})


def decomposition():
    cases = {"pca": [], "truncated_svd": [], "nmf": [], "fast_ica": [], "t_sne": [], "umap": []}
    for name, x in {**data, "wide": wine[:10]}.items():
        made = PCA(4).fit(x)
        cases["pca"].append({
            "data": name, "variance": made.explained_variance_,
            "ratio": made.explained_variance_ratio_, "components": made.components_,
            "scores": made.transform(x)[:10],
        })
        made = TruncatedSVD(3, algorithm="arpack").fit(x)
        cases["truncated_svd"].append({
            "data": name, "variance": made.explained_variance_,
            "ratio": made.explained_variance_ratio_, "components": made.components_,
            "scores": made.transform(x)[:10],
        })
    for name in ("wine", "penguins"):
        x = MinMaxScaler().fit_transform(data[name])
        made = NMF(3, init="nndsvda", max_iter=500, random_state=0)
        w = made.fit_transform(x)
        cases["nmf"].append({
            "data": name, "error": made.reconstruction_err_, "iterations": made.n_iter_,
            "components": made.components_, "scores": w[:10],
        })
        for fun in ("logcosh", "exp", "cube"):
            start = np.random.default_rng(3).normal(size=(3, 3))
            made = FastICA(3, fun=fun, w_init=start, whiten="unit-variance", max_iter=500).fit(data[name])
            cases["fast_ica"].append({
                "data": name, "fun": fun, "start": start, "components": made.components_,
                "scores": made.transform(data[name])[:10], "iterations": made.n_iter_,
            })
    for name in ("wine", "penguins"):
        x = data[name]
        made = TSNE(random_state=0)
        y = made.fit_transform(x)
        cases["t_sne"].append({
            "data": name, "kl": made.kl_divergence_,
            "trustworthiness": trustworthiness(x, y, n_neighbors=5),
        })
        y = umap.UMAP(random_state=0).fit_transform(x)
        cases["umap"].append({"data": name, "trustworthiness": trustworthiness(x, y, n_neighbors=5)})
    x = wine
    cases["trustworthiness"] = trustworthiness(x, PCA(2).fit_transform(x), n_neighbors=5)
    cases["curves"] = [
        {"min_dist": d, "ab": umap.umap_.find_ab_params(1.0, d)} for d in (0.0, 0.1, 0.5)
    ]
    write("decomposition", {"tolerance": {"closed": 1e-9, "iterative": 1e-4}, "cases": cases})


def outliers():
    cases = {"lof": [], "mcd": [], "isolation_forest": []}
    for name, x in data.items():
        for k in (5, 20):
            made = LocalOutlierFactor(k)
            made.fit(x)
            cases["lof"].append({
                "data": name, "k": k, "scores": -made.negative_outlier_factor_,
                "flagged": int((made.negative_outlier_factor_ < made.offset_).sum()),
            })
        forest = IsolationForest(n_estimators=400, random_state=0).fit(x)
        found = -forest.score_samples(x)
        cases["isolation_forest"].append({
            "data": name, "mean": found.mean(), "top": np.argsort(-found)[:10], "scores": found,
        })
    for name in ("penguins", "wine"):
        best = min(np.linalg.slogdet(MinCovDet(random_state=seed).fit(data[name]).raw_covariance_)[1]
                   for seed in range(20))
        cases["mcd"].append({"data": name, "rawLogDeterminant": best})
    # an ellipse and a far group, so that there is no doubt about the best rows
    rng = np.random.default_rng(5)
    cloud = rng.normal(size=(90, 3)) @ np.array([[1, 0.4, 0.2], [0, 0.7, -0.3], [0, 0, 0.5]])
    x = np.round(np.vstack([cloud, rng.normal(size=(25, 3)) * 0.4 + [7, -6, 5]]), 6)
    made = MinCovDet(support_fraction=0.78, random_state=0).fit(x)
    envelope = EllipticEnvelope(support_fraction=0.78, contamination=0.2, random_state=0).fit(x)
    cases["envelope"] = {
        "x": x, "location": made.location_, "covariance": made.covariance_, "distances": made.dist_,
        "flagged": np.flatnonzero(envelope.predict(x) < 0),
    }
    write("outliers", {"tolerance": {"closed": 1e-9, "robust": 1e-6}, "cases": cases})


def associations():
    frame = pd.read_csv(root / "datasets" / "penguins.csv")[["species", "island", "sex", "year"]].dropna()
    hot = pd.get_dummies(frame.astype(str), prefix_sep="=").astype(bool)
    cases = []
    for support, confidence in ((0.05, 0.8), (0.02, 0.3)):
        sets = fpgrowth(hot, min_support=support, use_colnames=True)
        assert len(sets) == len(apriori(hot, min_support=support, use_colnames=True))
        rules = association_rules(sets, metric="confidence", min_threshold=confidence)
        cases.append({
            "support": support, "confidence": confidence,
            "itemsets": sorted([";".join(sorted(s)), v] for s, v in zip(sets["itemsets"], sets["support"])),
            "rules": sorted(
                [";".join(sorted(r["antecedents"])), ";".join(sorted(r["consequents"])),
                 *(r[m] for m in measures)]
                for r in rules.to_dict("records")
            ),
        })
    write("associations", {"tolerance": 1e-9, "measures": measures, "cases": cases})


measures = [
    "antecedent support", "consequent support", "support", "confidence", "lift", "representativity",
    "leverage", "conviction", "zhangs_metric", "jaccard", "certainty", "kulczynski",
]
out.mkdir(exist_ok=True)
clustering()
decomposition()
outliers()
associations()
