"""Files of other programs for the tests of the readers: pyarrow 26.0.1 writes them.

python tests/golden/generate/format_files.py
"""

from datetime import date, datetime, time, timezone
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.parquet as parquet

FOLDER = Path(__file__).parents[2] / "fixtures" / "formats"
ROWS = 300


def make_table() -> pa.Table:
    def some(values, every):
        return [None if i % every == every - 1 else v for i, v in enumerate(values)]

    numbers = range(ROWS)
    return pa.table(
        {
            "small": pa.array(some([i - 100 for i in numbers], 7), pa.int16()),
            "big": pa.array([2**53 + 1 + i for i in numbers], pa.int64()),
            "float32": pa.array([i / 4 for i in numbers], pa.float32()),
            "float64": pa.array([float("nan") if i == 3 else i / 8 for i in numbers]),
            "flag": pa.array(some([i % 2 == 0 for i in numbers], 5)),
            "text": pa.array(some([f"é\n{i}" for i in numbers], 11)),
            "level": pa.array([["low", "mid", "high"][i % 3] for i in numbers]).dictionary_encode(),
            "day": pa.array([date(1969, 12, 1 + i % 28) for i in numbers]),
            "at": pa.array(
                [datetime(2020, 1, 1, i % 24, tzinfo=timezone.utc) for i in numbers],
                pa.timestamp("us", "Europe/Paris"),
            ),
            "clock": pa.array([time(i % 24, 30) for i in numbers], pa.time64("us")),
            "price": pa.array([Decimal(i) / 4 for i in numbers], pa.decimal128(12, 2)),
            "raw": pa.array([bytes([0, 255, i % 256]) for i in numbers]),
            "list": pa.array([[i, None] for i in numbers], pa.list_(pa.int32())),
            "record": pa.array([{"x": i, "y": "z"} for i in numbers]),
            "nothing": pa.nulls(ROWS),
        }
    )


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    table = make_table()
    for codec in ("lz4", "zstd", "uncompressed"):
        feather.write_feather(
            table, FOLDER / f"{codec}.feather", compression=codec, chunksize=120
        )
    with pa.OSFile(str(FOLDER / "stream.arrows"), "wb") as sink:
        with pa.ipc.new_stream(sink, table.schema) as writer:
            writer.write_table(table, max_chunksize=70)
    parquet.write_table(table, FOLDER / "table.parquet", compression="zstd", row_group_size=128)


if __name__ == "__main__":
    main()
