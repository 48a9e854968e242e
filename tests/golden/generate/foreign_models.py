"""Models of LightGBM, XGBoost and scikit-learn (as ONNX) on bundled datasets, what they predict and their SHAP values.

Run: python foreign_models.py (lightgbm 4.7, xgboost 3.2, scikit-learn 1.9.1, skl2onnx 1.20, onnxruntime 1.31)
Tolerance: 1e-6 of probabilities; of numbers relative to their size, and to the largest where the library sums in
single precision (XGBoost, onnxruntime).
"""

import base64
import json
from pathlib import Path

import lightgbm as lgb
import numpy as np
import onnxruntime as ort
import pandas as pd
import sklearn
import skl2onnx
import xgboost as xgb
from skl2onnx import to_onnx
from sklearn.compose import make_column_transformer
from sklearn.ensemble import (
    ExtraTreesClassifier,
    GradientBoostingClassifier,
    GradientBoostingRegressor,
    RandomForestClassifier,
    RandomForestRegressor,
)
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression, LogisticRegression, PoissonRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, StandardScaler
from sklearn.tree import DecisionTreeClassifier

here = Path(__file__).resolve().parent
data = here.parents[2] / "datasets"
out = here.parent / "registry"
out.mkdir(exist_ok=True)
cases = []
OPSET = {"": 18, "ai.onnx.ml": 3}


def listed(values):
    values = np.asarray(values, dtype=float)
    if values.ndim == 2:
        return [listed(row) for row in values]
    return [float(f"{v:.8g}") for v in values]


def table(frame):
    columns = []
    for name in frame.columns:
        column = frame[name]
        if column.dtype.kind in "biuf":
            values = [None if pd.isna(v) else float(v) for v in column]
            kind = "number" if column.dtype.kind == "f" else "integer"
        else:
            values = [None if pd.isna(v) else str(v) for v in column]
            kind = "category"
        columns.append({"name": name, "type": kind, "values": values})
    return columns


tables = {}


def add(name, text, table_name, *, task, predictions, target=None, classes=None, shap=None, extension=None):
    """predictions: [row] of numbers or [row][class]; shap: [row][feature + base] of the last class."""
    predictions = np.asarray(predictions, dtype=float)
    if isinstance(text, bytes):
        content = {"base64": base64.b64encode(text).decode()}
    else:
        content = {"text": text}
    size = len(json.dumps(content))
    assert size < 150_000, (name, size)
    print(name, size)
    cases.append(
        {
            "name": name,
            **content,
            "table": table_name,
            "task": task,
            "target": target,
            "classes": classes,
            "predictions": listed(predictions),
            "shap": None if shap is None else listed(shap),
        }
    )


def lgb_text(model):
    text = model.model_to_string()
    # What the file says of the training is of no use, but for which columns are categories.
    head, tail = text.split("end of trees\n")
    kept = [l for l in tail.splitlines() if l.startswith(("pandas_categorical", "[categorical_feature"))]
    return head + "end of trees\n\n" + "\n".join(kept) + "\n"


def xgb_text(model):
    return bytes(model.save_raw("json")).decode()


# --- rows: every ninth to third, so that files stay small; holes and a category that training has not seen
t = pd.read_csv(data / "titanic_openml.csv")
titanic = t[["pclass", "age", "fare", "sibsp", "embarked", "sex", "survived"]].copy()
train_t = titanic.copy()
for c in ["embarked", "sex"]:
    train_t[c] = train_t[c].astype("category")
Xt, yt = train_t.drop(columns="survived"), train_t.survived
shown = titanic.iloc[::12].reset_index(drop=True).copy()
shown.loc[3, "embarked"] = "Z"
shown.loc[5, ["pclass", "sibsp"]] = np.nan
shown.loc[7, ["age", "fare", "pclass", "sibsp"]] = np.nan
shown.loc[9, "sex"] = None
tables["titanic"] = table(shown.astype({"pclass": float, "sibsp": float}))
St = shown.drop(columns="survived").copy()
for c in ["embarked", "sex"]:
    St[c] = pd.Categorical(St[c], categories=Xt[c].cat.categories)

bike = pd.read_csv(data / "bike_sharing_hourly.csv")
numeric = [c for c in bike.columns if bike[c].dtype.kind in "if"]
target_b = "count"
B = bike[[c for c in numeric if c not in ("casual", "registered", target_b)] + [target_b]].iloc[::40]
B = B.reset_index(drop=True).astype(float)
Bx, By = B.drop(columns=target_b), B[target_b]
holes = B.iloc[::4].reset_index(drop=True).copy()
for i in range(0, len(holes), 7):
    holes.iloc[i, i % (B.shape[1] - 1)] = np.nan
tables["bike"] = table(holes)
Sb = holes.drop(columns=target_b)

wine = pd.read_csv(data / "wine_uci.csv")
wine = wine.iloc[::2].reset_index(drop=True)
tables["wine"] = table(wine)
Wx = wine.drop(columns="target")
labels = sorted(wine.target.unique())
Wy = wine.target.map({l: k for k, l in enumerate(labels)})
wine_classes = [str(l) for l in labels]

base = {"verbose": -1, "num_leaves": 8, "min_data_in_leaf": 10, "num_threads": 1, "seed": 1}


def lgb_case(name, params, X, y, S, rounds, **more):
    model = lgb.train({**base, **params}, lgb.Dataset(X, y, params=params), rounds)
    predicted = model.predict(S)
    contributions = np.asarray(model.predict(S, pred_contrib=True))
    if predicted.ndim == 2:
        contributions = contributions[:, -(X.shape[1] + 1):]
    elif more["task"] == "classification":
        predicted = np.column_stack([1 - predicted, predicted])
    add(name, lgb_text(model), predictions=predicted, shap=None if more.pop("no_shap", False) else contributions, **more)


two = {"table_name": "titanic", "task": "classification", "target": "survived", "classes": ["0", "1"]}
lgb_case("lightgbm binary with categories", {"objective": "binary"}, Xt, yt, St, 12, **two)
lgb_case("lightgbm binary, many categories", {"objective": "binary", "max_cat_to_onehot": 1, "min_data_per_group": 5, "cat_smooth": 1}, Xt, yt, St, 8, **two)
lgb_case("lightgbm binary, sigmoid 2", {"objective": "binary", "sigmoid": 2.0}, Xt, yt, St, 6, no_shap=True, **two)
lgb_case("lightgbm binary, zero as missing", {"objective": "binary", "zero_as_missing": True}, Xt, yt, St, 10, **two)
lgb_case("lightgbm binary, missing not used", {"objective": "binary", "use_missing": False}, Xt, yt, St, 10, **two)
lgb_case("lightgbm random forest", {"objective": "binary", "boosting": "rf", "bagging_fraction": 0.6, "bagging_freq": 1}, Xt, yt, St, 7, no_shap=True, **two)
lgb_case("lightgbm dart", {"objective": "binary", "boosting": "dart", "drop_rate": 0.5}, Xt, yt, St, 10, **two)
lgb_case("lightgbm three classes", {"objective": "multiclass", "num_class": len(labels)}, Wx, Wy, Wx, 4, table_name="wine", task="classification", target="target", classes=wine_classes)
number = {"table_name": "bike", "task": "regression", "target": target_b}
for objective in ["regression", "regression_l1", "huber", "quantile", "poisson", "gamma", "tweedie"]:
    lgb_case(f"lightgbm {objective}", {"objective": objective}, Bx, By + 1, Sb, 5, **number)


def xgb_case(name, params, X, y, S, rounds, **more):
    D = lambda frame, label=None: xgb.DMatrix(frame, label, enable_categorical=True)
    model = xgb.train({"max_depth": 3, "nthread": 1, "seed": 1, **params}, D(X, y), rounds)
    predicted = model.predict(D(S))
    linear = params.get("booster") == "gblinear"
    contributions = None if linear else np.asarray(model.predict(D(S), pred_contribs=True), dtype=float)
    if predicted.ndim == 2:
        contributions = contributions if linear else contributions[:, -1, :]
    elif more["task"] == "classification":
        predicted = np.column_stack([1 - predicted.astype(float), predicted])
    add(name, xgb_text(model), predictions=predicted, shap=contributions, **more)


logistic = {"objective": "binary:logistic"}
xgb_case("xgboost binary with categories", logistic, Xt, yt, St, 10, **two)
xgb_case("xgboost binary, partition of categories", {**logistic, "max_cat_to_onehot": 1}, Xt, yt, St, 8, **two)
xgb_case("xgboost dart", {**logistic, "booster": "dart", "rate_drop": 0.5}, Xt, yt, St, 8, **two)
xgb_case("xgboost base score", {**logistic, "base_score": 0.2}, Xt, yt, St, 4, **two)
xgb_case("xgboost forest", {**logistic, "num_parallel_tree": 3, "subsample": 0.6}, Xt, yt, St, 3, **two)
soft = {"objective": "multi:softprob", "num_class": len(labels)}
many = {"table_name": "wine", "task": "classification", "target": "target", "classes": wine_classes}
xgb_case("xgboost three classes", soft, Wx, Wy, Wx, 4, **many)
for objective in ["reg:squarederror", "reg:absoluteerror", "reg:pseudohubererror", "count:poisson", "reg:gamma", "reg:tweedie"]:
    xgb_case(f"xgboost {objective}", {"objective": objective}, Bx, By + 1, Sb, 5, **number)
xgb_case("xgboost linear", {"booster": "gblinear", "eta": 0.3}, Bx, By, Sb, 5, **number)
xgb_case("xgboost linear, three classes", {**soft, "booster": "gblinear", "eta": 0.3}, Wx, Wy, Wx, 3, **many)


def onnx_case(name, model, frame, y, rows, *, matrix=True, dtype=np.float32, **more):
    X = frame.to_numpy(dtype) if matrix else frame.astype(dtype)
    model.fit(X, y)
    text = to_onnx(model, X[:1], target_opset=OPSET).SerializeToString()
    session = ort.InferenceSession(text)
    if matrix:
        feed = {session.get_inputs()[0].name: rows.to_numpy(dtype)}
    else:
        feed = {i.name: rows[[c for c in rows.columns if c.replace(" ", "_") == i.name]].to_numpy(dtype) for i in session.get_inputs()}
    found = session.run(None, feed)
    if more["task"] == "classification":
        predicted = pd.DataFrame(found[1]).to_numpy()
    else:
        predicted = np.asarray(found[0]).ravel()
    add(name, text, predictions=predicted, **more)


wine2 = wine.copy()
Wy2 = (Wy > 0).astype(int)
onnx_case("onnx random forest", RandomForestClassifier(5, max_depth=4, random_state=1), Wx, wine.target, Wx, **many)
onnx_case("onnx extra trees", ExtraTreesClassifier(5, max_depth=4, random_state=1), Wx, wine.target, Wx, **many)
onnx_case("onnx boosting, three classes", GradientBoostingClassifier(n_estimators=4, random_state=1), Wx, wine.target, Wx, **many)
onnx_case("onnx logistic regression", make_pipeline(SimpleImputer(), StandardScaler(), LogisticRegression()), Wx, wine.target, Wx, **many)
plain = wine[wine.columns[:3]]
columns = make_column_transformer((make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), list(plain.columns[:2])), ("passthrough", list(plain.columns[2:])))
onnx_case("onnx columns by name", make_pipeline(columns, LogisticRegression(max_iter=1000)), plain, wine.target, plain, matrix=False, **many)
tables["pairs"] = table(pd.concat([Wx, pd.DataFrame({"late": Wy2})], axis=1))
pair = {"table_name": "pairs", "task": "classification", "target": "late", "classes": ["0", "1"]}
onnx_case("onnx decision tree, two classes", DecisionTreeClassifier(max_depth=3, random_state=1), Wx, Wy2, Wx, **pair)
onnx_case("onnx random forest, two classes", RandomForestClassifier(5, max_depth=3, random_state=1), Wx, Wy2, Wx, **pair)
onnx_case("onnx boosting, two classes", GradientBoostingClassifier(n_estimators=6, random_state=1), Wx, Wy2, Wx, **pair)
onnx_case("onnx logistic regression, two classes", make_pipeline(MinMaxScaler(), LogisticRegression()), Wx, Wy2, Wx, **pair)
full = B.iloc[::3].reset_index(drop=True)
tables["full"] = table(full)
Fx, Fy = full.drop(columns=target_b), full[target_b]
whole = {"table_name": "full", "task": "regression", "target": target_b}
onnx_case("onnx forest of numbers", RandomForestRegressor(4, max_depth=4, random_state=1), Fx, Fy, Fx, **whole)
onnx_case("onnx boosting of numbers", GradientBoostingRegressor(n_estimators=5, random_state=1), Fx, Fy, Fx, **whole)
# Without the year: scaled in single precision it would lose what the tolerance asks for.
tables["no year"] = table(full.drop(columns="year"))
Nx = Fx.drop(columns="year")
onnx_case("onnx linear regression", make_pipeline(MinMaxScaler(), LinearRegression()), Nx, Fy, Nx, **dict(whole, table_name="no year"))
onnx_case("onnx linear regression, double", LinearRegression(), Fx, Fy, Fx, dtype=np.float64, **whole)
onnx_case("onnx poisson regression", make_pipeline(StandardScaler(), PoissonRegressor()), Fx, Fy, Fx, **whole)
imputed = dict(whole, table_name="bike")
onnx_case("onnx imputer and trees", make_pipeline(SimpleImputer(), RandomForestRegressor(3, max_depth=3, random_state=1)), Bx, By, Sb, **imputed)

meta = {
    "command": "python tests/golden/generate/foreign_models.py",
    "tolerance_of": "probabilities; numbers relative to their size, to the largest for xgboost and onnxruntime",
    "versions": {"lightgbm": lgb.__version__, "xgboost": xgb.__version__, "scikit-learn": sklearn.__version__, "skl2onnx": skl2onnx.__version__, "onnxruntime": ort.__version__},
    "tolerance": 1e-6,
}
(out / "foreign-tables.json").write_text(json.dumps({**meta, "tables": tables}))
for library in ["lightgbm", "xgboost", "onnx"]:
    own = [c for c in cases if c["name"].startswith(library)]
    (out / f"foreign-{library}.json").write_text(json.dumps({**meta, "cases": own}))
    print(library, (out / f"foreign-{library}.json").stat().st_size)
