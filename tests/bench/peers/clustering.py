"""clustering.py DATA.json CLUSTERS: k-means from one start."""

import sys

from bench_data import measure, read
from sklearn.cluster import KMeans

path, clusters = sys.argv[1], int(sys.argv[2])
x, _, _, _ = read(path)
model = KMeans(clusters, n_init=1, random_state=7)
measure(lambda: model.fit(x), lambda fitted: fitted.inertia_)
