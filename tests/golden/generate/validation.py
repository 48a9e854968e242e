"""Results of Great Expectations on small tables, for every expectation that its pandas engine has;
SQL patterns and queries on its SQLite engine, whose LIKE takes no notice of letter case, so that
the column it sees has capitals only. A NaN differs from every other NaN, so that pandas counts each
missing value on its own; they are put together here.

Run from the root of the repository: python tests/golden/generate/validation.py
Writes tests/golden/validation/great-expectations.json.
"""

import json
import math
import os
import tempfile
import warnings

warnings.filterwarnings("ignore")
os.environ["GX_ANALYTICS_ENABLED"] = "false"

import great_expectations as gx
import numpy as np
import pandas as pd
from great_expectations.expectations.registry import get_expectation_impl

N = None
TABLES = {
    "people": {
        "age": ("number", [34, 51, N, 200, 200, -5, 18, 65, 65, N, 42, 71.5]),
        "name": ("text", ["Ann", "Bob", N, "Ann", "", "Zoë", "bob ", "Eve", "Max", "Al", "Jo", "Kim"]),
        "sex": ("category", ["f", "m", "m", "f", "f", "x", "m", "f", "m", "m", N, "f"]),
        "smoker": ("boolean", [True, False, False, True, N, True, False, False, False, True, True, False]),
        "visits": ("integer", [1, 2, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144]),
        "left": ("integer", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
        "since": ("datetime", ["2020-01-01T00:00:00.000Z", "2020-02-01T00:00:00.000Z", N,
                               "2020-02-01T00:00:00.000Z", "2021-06-15T12:30:00.000Z", "2019-12-31T23:59:59.000Z",
                               "2022-01-01T00:00:00.000Z", "2022-03-01T00:00:00.000Z", "2022-03-02T00:00:00.000Z",
                               "2022-03-03T00:00:00.000Z", "2022-03-04T00:00:00.000Z", "2023-01-01T00:00:00.000Z"]),
    },
    "many": {
        "n": ("integer", [i % 7 for i in range(60)]),
        "x": ("number", [round(math.sin(i) * 10, 3) if i % 11 else N for i in range(60)]),
        "tag": ("category", [["a", "b", "c", "dd"][i * i % 4 if i % 5 else 3] for i in range(60)]),
        "unique": ("integer", list(range(60))),
    },
    "texts": {
        "date": ("text", ["2020-01-31", "2020-02-30", "31/01/2020", N, "2020-1-5", "2020-01-31 10:00", "x", "2024-02-29",
                          "2023-02-29", " 2020-01-01"]),
        "loose": ("text", ["Jan 5 2020", "5th of March 2021", "2020-13-01", N, "10:30", "not a date", "20200131T101500",
                           "Sat, 12 Dec 2009 10:00:00 GMT", "12/31/99", "31.12.1999 23:59"]),
        "json": ("text", ['{"a": 1}', "[1, 2", "NaN", N, '"text"', "", "{'a': 1}", '{"a": "x"}', "3.5", '{"a": 5, "b": [1]}']),
        "object": ("text", ['{"a": 1}', '{"a": "x"}', '{"a": 7}', N, "{}", '{"a": 2, "b": 3}', '{"a": -1}', '{"a": 3}',
                            '{"a": 4}', '{"a": null}']),
        "code": ("text", ["AB-12", "ab-12", "AB-123", N, "XY-99 ", "A.B", "AB-12\n", "Ünï", "%_", "AB12"]),
        "mark": ("text", ["AB-12", "BA-12", "AB-123", N, "XY-99 ", "A.B", "AB-12\n", "\\", "%_", "AB12"]),
    },
    "pairs": {
        "a": ("number", [1, 2, N, 4, 5, N, 7, 8]),
        "b": ("number", [1, 3, 3, N, 4, N, 7.5, 8]),
        "c": ("number", [2, 2, 2, 2, 2, 2, 2, N]),
        "s": ("text", ["x", "y", N, "x", "y", "x", N, "x"]),
        "t": ("text", ["x", "z", N, "x", "x", N, N, "x"]),
    },
    "empty": {"v": ("number", [N, N, N]), "w": ("text", [N, N, N])},
    "constant": {"v": ("number", [3, 3, 3, 3]), "w": ("number", [1, 2, 3, 4]), "one": ("number", [5, N, N, N])},
    "sorted": {
        "up": ("number", [1, 2, 2, N, 3, 5]), "down": ("number", [9, 7, N, 7, 1, 0]), "jump": ("number", [1, 3, 2, N, 4, 4]),
        "day": ("datetime", ["2020-01-01T00:00:00.000Z", "2020-01-02T00:00:00.000Z", N, "2020-01-02T00:00:00.000Z",
                             "2020-01-05T00:00:00.000Z", "2020-01-04T00:00:00.000Z"]),
    },
}
C = "expect_column_values_to_"
PARTITION = {"values": ["f", "m"], "weights": [0.5, 0.5]}
BINS = {"bins": [-10, -5, 0, 5, 10], "weights": [0.3, 0.2, 0.2, 0.3]}
SCHEMA = {"type": "object", "properties": {"a": {"type": "integer", "minimum": 1}}, "required": ["a"]}

# table, type, kwargs, result format
CASES = []


def case(table, kind, form="SUMMARY", **kwargs):
    CASES.append((table, kind, kwargs, form))


for form in ["BOOLEAN_ONLY", "BASIC", "SUMMARY", "COMPLETE"]:
    case("people", C + "be_between", form, column="age", min_value=0, max_value=120)
for mostly in [0.5, 0.69, 0.7, 0.71, 0.9, 1, 0]:
    case("people", C + "be_between", column="age", min_value=0, max_value=120, mostly=mostly)
for strict in [(True, False), (False, True), (True, True)]:
    case("people", C + "be_between", column="age", min_value=18, max_value=65, strict_min=strict[0], strict_max=strict[1])
case("people", C + "be_between", column="age", min_value=65)
case("people", C + "be_between", column="age", max_value=65, strict_max=True)
case("people", C + "be_between", column="since", min_value="2020-01-01T00:00:00", max_value="2022-03-02T00:00:00")
case("people", C + "be_between", column="since", min_value="2022-03-02T00:00:00", strict_min=True)
for condition in ["visits > 5", 'sex == "f"', 'visits > 2 and sex == "m"', 'sex != "f"', "not (age > 60)", 'sex in ["f", "x"]',
                  "age > 60 or smoker == True"]:
    case("people", C + "be_between", "COMPLETE", column="age", min_value=0, max_value=120, row_condition=condition, condition_parser="pandas")
case("people", C + "be_between", "COMPLETE", column="age", min_value=0, max_value=120,
     row_condition={"type": "comparison", "column": {"name": "visits"}, "operator": ">", "parameter": 5})
case("people", C + "be_between", "COMPLETE", column="age", min_value=0, max_value=120,
     row_condition={"type": "or", "conditions": [
         {"type": "comparison", "column": {"name": "sex"}, "operator": "IN", "parameter": ["x"]},
         {"type": "nullity", "column": {"name": "sex"}, "is_null": True}]})
case("people", "expect_column_mean_to_be_between", column="age", min_value=0, max_value=100, row_condition='sex == "f"', condition_parser="pandas")
case("people", "expect_column_unique_value_count_to_be_between", column="age", min_value=3, max_value=3, row_condition='sex == "f"', condition_parser="pandas")
case("people", C + "be_unique", "COMPLETE", column="age", row_condition='sex == "m"', condition_parser="pandas")
case("people", C + "be_in_set", column="sex", value_set=["f", "m"])
case("people", C + "be_in_set", column="sex", value_set=["f", "m"], mostly=0.9)
case("people", C + "be_in_set", column="age", value_set=[200, 65, 1])
case("people", C + "be_in_set", column="smoker", value_set=[True])
case("people", C + "be_in_set", column="visits", value_set=["1", "2"])
case("people", C + "not_be_in_set", column="sex", value_set=["x"])
case("people", C + "not_be_in_set", column="visits", value_set=[2, 144], mostly=0.8)
case("people", C + "not_be_in_set", column="since", value_set=["2020-02-01"])
for column in ["age", "name", "visits"]:
    case("people", C + "be_null", column=column)
    case("people", C + "not_be_null", column=column)
case("people", C + "not_be_null", column="age", mostly=0.8)
case("people", C + "be_null", "COMPLETE", column="age", mostly=0.1)
case("people", C + "be_unique", column="age")
case("people", C + "be_unique", column="name")
case("people", C + "be_unique", column="sex", mostly=0.05)
case("people", C + "be_unique", column="since")
for kind, column in [("float64", "age"), ("int64", "visits"), ("str", "name"), ("int64", "age"), ("float", "age")]:
    case("people", C + "be_of_type", column=column, type_=kind)
case("people", C + "be_in_type_list", column="visits", type_list=["float64", "int64"])
case("people", C + "be_in_type_list", column="name", type_list=["float64", "int64"])
for regex in ["^[A-Z]", "b", "^.{3}$", "[^a-z ]", "\\s$"]:
    case("people", C + "match_regex", column="name", regex=regex)
    case("people", C + "not_match_regex", column="name", regex=regex, mostly=0.5)
case("people", C + "match_regex", column="visits", regex="^\\d{2}$")
case("people", C + "match_regex_list", column="name", regex_list=["^A", "b"])
case("people", C + "match_regex_list", column="name", regex_list=["^A", "n"], match_on="all")
case("people", C + "not_match_regex_list", column="name", regex_list=["^A", "o"])
case("texts", C + "match_regex", "COMPLETE", column="code", regex="^[A-Z]{2}-\\d{2}")
case("people", "expect_column_value_lengths_to_be_between", column="name", min_value=2, max_value=3)
case("people", "expect_column_value_lengths_to_be_between", column="name", min_value=2, strict_min=True)
case("people", "expect_column_value_lengths_to_be_between", column="visits", max_value=2)
case("people", "expect_column_value_lengths_to_equal", column="name", value=3, mostly=0.6)
case("texts", "expect_column_value_lengths_to_equal", column="code", value=3)
case("texts", C + "match_strftime_format", column="date", strftime_format="%Y-%m-%d")
case("texts", C + "match_strftime_format", column="date", strftime_format="%d/%m/%Y", mostly=0.1)
case("texts", C + "match_strftime_format", column="date", strftime_format="%Y-%m-%d %H:%M")
case("texts", C + "be_dateutil_parseable", column="loose")
case("texts", C + "be_dateutil_parseable", column="date", mostly=0.5)
case("texts", C + "be_json_parseable", column="json")
case("texts", C + "match_json_schema", column="object", json_schema=SCHEMA)
case("texts", C + "match_json_schema", column="object", json_schema={**SCHEMA, "additionalProperties": False}, mostly=0.4)
for column in ["up", "down", "jump", "day"]:
    case("sorted", C + "be_increasing", column=column)
    case("sorted", C + "be_decreasing", column=column)
case("sorted", C + "be_increasing", column="up", strictly=True)
case("sorted", C + "be_decreasing", column="down", strictly=True, mostly=0.7)
for threshold in [0.5, 1, 2]:
    case("many", "expect_column_value_z_scores_to_be_less_than", column="x", threshold=threshold, double_sided=True)
    case("many", "expect_column_value_z_scores_to_be_less_than", column="x", threshold=threshold, double_sided=False, mostly=0.7)
case("constant", "expect_column_value_z_scores_to_be_less_than", column="v", threshold=1, double_sided=True)
case("constant", "expect_column_value_z_scores_to_be_less_than", column="one", threshold=1, double_sided=True)
case("many", C + "be_between", column="n", min_value=0, max_value=1)
case("many", C + "be_between", "COMPLETE", column="n", min_value=0, max_value=1)
case("many", C + "be_between", column="x", min_value=-1, max_value=1, mostly=0.1)
case("many", C + "be_unique", "COMPLETE", column="tag")
case("many", C + "be_unique", column="unique")
case("many", C + "be_in_set", "COMPLETE", column="tag", value_set=["a"])
for name in ["min", "max", "mean", "median", "stdev", "sum"]:
    kind = f"expect_column_{name}_to_be_between"
    case("people", kind, column="age", min_value=10, max_value=100)
    case("many", kind, column="x", min_value=-100, max_value=100)
    case("empty", kind, column="v", min_value=0)
case("people", "expect_column_max_to_be_between", column="visits", min_value=144, max_value=144)
case("people", "expect_column_max_to_be_between", column="visits", min_value=144, strict_min=True)
case("people", "expect_column_min_to_be_between", column="visits", max_value=1, strict_max=True)
case("people", "expect_column_max_to_be_between", column="since", min_value="2022-01-01T00:00:00", max_value="2024-01-01T00:00:00")
case("people", "expect_column_stdev_to_be_between", column="visits", max_value=10)
for column in ["age", "sex", "name"]:
    case("people", "expect_column_unique_value_count_to_be_between", column=column, min_value=4, max_value=9)
    case("people", "expect_column_proportion_of_unique_values_to_be_between", column=column, min_value=0.3, max_value=0.9)
case("empty", "expect_column_unique_value_count_to_be_between", column="v", max_value=3)
case("empty", "expect_column_proportion_of_unique_values_to_be_between", column="v", max_value=1)
case("people", "expect_column_proportion_of_unique_values_to_be_between", column="visits", min_value=1, strict_min=True)
case("people", "expect_column_proportion_of_non_null_values_to_be_between", column="age", min_value=0.9)
for how in [False, "linear", "lower", "higher", "midpoint", "nearest"]:
    case("many", "expect_column_quantile_values_to_be_between", column="x", allow_relative_error=how,
         quantile_ranges={"quantiles": [0, 0.1, 0.25, 0.5, 0.9, 1],
                          "value_ranges": [[-10, -9], [None, -5], [-8, -7], [-1, 1], [9, None], [9, 10]]})
case("people", "expect_column_quantile_values_to_be_between", column="visits",
     quantile_ranges={"quantiles": [0.05, 0.5], "value_ranges": [[0, 2], [12, 13]]})
case("people", "expect_column_most_common_value_to_be_in_set", column="sex", value_set=["f"])
case("people", "expect_column_most_common_value_to_be_in_set", column="sex", value_set=["f"], ties_okay=True)
case("people", "expect_column_most_common_value_to_be_in_set", column="visits", value_set=[2])
case("people", "expect_column_most_common_value_to_be_in_set", column="age", value_set=[65], ties_okay=True)
for kind in ["be_in_set", "contain_set", "equal_set"]:
    case("people", f"expect_column_distinct_values_to_{kind}", column="sex", value_set=["f", "m", "x"])
    case("people", f"expect_column_distinct_values_to_{kind}", column="sex", value_set=["f", "m", "q"])
    case("people", f"expect_column_distinct_values_to_{kind}", column="visits", value_set=[1, 2, 3])
case("many", "expect_column_distinct_values_to_be_in_set", column="unique", value_set=[0, 1])
KL = "expect_column_kl_divergence_to_be_less_than"
case("people", KL, column="sex", partition_object=PARTITION, threshold=0.5)
case("people", KL, column="sex", partition_object=PARTITION, threshold=0.5, tail_weight_holdout=0.1)
case("people", KL, column="sex", partition_object={"values": ["f", "m", "x", "y"], "weights": [0.4, 0.4, 0.1, 0.1]}, threshold=0.01)
case("many", KL, column="x", partition_object=BINS, threshold=0.05)
case("many", KL, column="x", partition_object={**BINS, "bins": [-9, -5, 0, 5, 9]}, threshold=0.5)
case("many", KL, column="x", partition_object={**BINS, "bins": [-9, -5, 0, 5, 9]}, threshold=0.5, tail_weight_holdout=0.1)
case("many", KL, column="x", partition_object={"bins": [-10, -5, 0, 5, 20], "weights": [0.5, 0.5, 0, 0]}, threshold=5, internal_weight_holdout=0.2)
case("many", KL, column="x", threshold=0.5, partition_object={"bins": [-9, 0, 9], "weights": [0.45, 0.45], "tail_weights": [0.05, 0.05]})
P = "expect_column_pair_values_"
for ignore in ["both_values_are_missing", "either_value_is_missing", "neither", None]:
    more = {} if ignore is None else {"ignore_row_if": ignore}
    case("pairs", P + "to_be_equal", "COMPLETE", column_A="a", column_B="b", **more)
    case("pairs", P + "a_to_be_greater_than_b", "COMPLETE", column_A="b", column_B="a", **more)
case("pairs", P + "a_to_be_greater_than_b", column_A="b", column_B="a", or_equal=True, ignore_row_if="either_value_is_missing", mostly=0.7)
case("pairs", P + "to_be_equal", column_A="s", column_B="t", mostly=0.5)
case("pairs", P + "to_be_in_set", column_A="s", column_B="t", value_pairs_set=[["x", "x"], ["y", "z"]])
case("pairs", P + "to_be_in_set", column_A="s", column_B="t", value_pairs_set=[["x", "x"], ["x", None]], ignore_row_if="neither")
for ignore in ["all_values_are_missing", "any_value_is_missing", "never"]:
    case("pairs", "expect_compound_columns_to_be_unique", "COMPLETE", column_list=["s", "t"], ignore_row_if=ignore)
    case("pairs", "expect_multicolumn_sum_to_equal", "COMPLETE", column_list=["a", "b", "c"], sum_total=4, ignore_row_if=ignore)
    case("pairs", "expect_select_column_values_to_be_unique_within_record", "COMPLETE", column_list=["a", "b", "c"], ignore_row_if=ignore)
case("people", "expect_compound_columns_to_be_unique", column_list=["sex", "smoker"], mostly=0.2)
case("people", "expect_compound_columns_to_be_unique", column_list=["visits", "left"])
case("people", "expect_multicolumn_values_to_be_equal", column_list=["visits", "left"])
for value in [12, 13]:
    case("people", "expect_table_row_count_to_equal", value=value)
    case("people", "expect_table_column_count_to_equal", value=value - 5)
case("people", "expect_table_row_count_to_be_between", min_value=5, max_value=12, strict_max=True)
case("people", "expect_table_column_count_to_be_between", min_value=7, max_value=9)
case("pairs", "expect_table_columns_to_match_ordered_list", column_list=["a", "b", "c", "s", "t"])
case("pairs", "expect_table_columns_to_match_ordered_list", column_list=["a", "c", "b", "s"])
for exact in [True, False]:
    case("pairs", "expect_table_columns_to_match_set", column_set=["t", "s", "c", "b", "a"], exact_match=exact)
    case("pairs", "expect_table_columns_to_match_set", column_set=["t", "s"], exact_match=exact)
    case("pairs", "expect_table_columns_to_match_set", column_set=["t", "q"], exact_match=exact)
case("pairs", "expect_column_to_exist", column="c")
case("pairs", "expect_column_to_exist", column="c", column_index=2)
case("pairs", "expect_column_to_exist", column="c", column_index=1)
case("pairs", "expect_column_to_exist", column="zz")
for kind in ["be_unique", "be_increasing", "not_be_null", "be_null"]:
    case("empty", C + kind, column="v")
case("empty", C + "be_between", column="v", min_value=0)
case("empty", C + "be_in_set", column="w", value_set=["a"])

SQL = []
for like in ["AB-__", "%12", "%-%", "", "_B%", "XY%"]:
    SQL.append(("texts", C + "match_like_pattern", {"column": "mark", "like_pattern": like}))
    SQL.append(("texts", C + "not_match_like_pattern", {"column": "mark", "like_pattern": like, "mostly": 0.5}))
SQL.append(("texts", C + "match_like_pattern_list", {"column": "mark", "like_pattern_list": ["AB%", "%99%"], "match_on": "any"}))
SQL.append(("texts", C + "match_like_pattern_list", {"column": "mark", "like_pattern_list": ["AB%", "%12%"], "match_on": "all"}))
SQL.append(("texts", C + "not_match_like_pattern_list", {"column": "mark", "like_pattern_list": ["AB%", "%99%"]}))
SQL.append(("people", "unexpected_rows_expectation", {"unexpected_rows_query": "SELECT visits FROM {batch} WHERE visits > 80"}))
SQL.append(("people", "unexpected_rows_expectation", {"unexpected_rows_query": "SELECT visits FROM {batch} WHERE visits > 800"}))


def frame(table):
    columns = {}
    for name, (kind, values) in TABLES[table].items():
        if kind == "datetime":
            columns[name] = pd.to_datetime(pd.Series(values, dtype="object"), utc=True).dt.tz_localize(None).astype("datetime64[ns]")
        elif kind == "number":
            columns[name] = pd.Series([np.nan if v is None else float(v) for v in values])
        elif kind == "boolean":
            columns[name] = pd.Series(values, dtype="object" if None in values else "bool")
        else:
            columns[name] = pd.Series(values)
    return pd.DataFrame(columns)


def plain(value):
    """As JSON, dates as Assay writes them."""
    if isinstance(value, dict):
        counts = value.get("partial_unexpected_counts")
        if counts and all(entry["value"] is None for entry in counts):
            value = {**value, "partial_unexpected_counts": [{"value": None, "count": len(counts)}]}
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, str) and len(value) == 19 and value[4] == "-" and value[10] == "T":
        return value + ".000Z"
    return value


context = gx.get_context(mode="ephemeral")
source = context.data_sources.add_pandas("pandas")
batches = {}
for name in TABLES:
    asset = source.add_dataframe_asset(name)
    batches[name] = asset.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": frame(name)})

file = os.path.join(tempfile.mkdtemp(), "tables.db")
import sqlalchemy

engine = sqlalchemy.create_engine(f"sqlite:///{file}")
lite = context.data_sources.add_sqlite("sqlite", connection_string=f"sqlite:///{file}")
for name in ["texts", "people"]:
    frame(name).to_sql(name, engine, index=False)
    asset = lite.add_table_asset(name, table_name=name)
    batches["sqlite " + name] = asset.add_batch_definition_whole_table("all").get_batch()

cases = []


def record(table, kind, kwargs, form, batch):
    result = batch.validate(get_expectation_impl(kind)(**kwargs), result_format=form).to_json_dict()
    info = result["exception_info"]
    if info.get("raised_exception", True):
        print("left out, since Great Expectations fails:", kind, kwargs, str(info)[-300:])
        return
    body = result["result"]
    if batch is not batches.get(table):
        # SQL engines have no row numbers, and pages of rows in no order
        for field in ["unexpected_index_query", "partial_unexpected_index_list"]:
            body.pop(field, None)
    cases.append({"table": table, "type": kind, "kwargs": kwargs, "format": form,
                  "success": result["success"], "result": plain(body)})


for table, kind, kwargs, form in CASES:
    record(table, kind, kwargs, form, batches[table])
for table, kind, kwargs in SQL:
    record(table, kind, kwargs, "SUMMARY", batches["sqlite " + table])

out = {
    "source": f"great_expectations {gx.__version__}, pandas {pd.__version__}, numpy {np.__version__}, sqlalchemy {sqlalchemy.__version__}",
    "command": "python tests/golden/generate/validation.py",
    "tolerance": 1e-9,
    "tables": {n: [{"name": c, "type": k, "values": v} for c, (k, v) in t.items()] for n, t in TABLES.items()},
    "cases": cases,
}
with open("tests/golden/validation/great-expectations.json", "w") as f:
    json.dump(out, f, ensure_ascii=False, separators=(",", ":"), default=lambda v: v.item())
    f.write("\n")
print(len(cases), "cases")
