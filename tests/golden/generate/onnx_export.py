"""What onnxruntime says of the ONNX files that this program writes.

Run: node onnx-export.ts <folder> && python onnx_export.py <folder> (onnxruntime 1.31, onnx 1.23)
Tolerance: 1e-5 of probabilities, and of numbers relative to their size: sums come out in single precision.
"""

import hashlib
import json
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort

folder = Path(sys.argv[1])
cases = []
for path in sorted(folder.glob("*.onnx"), key=lambda path: int(path.stem)):
    content = path.read_bytes()
    onnx.checker.check_model(onnx.load_from_string(content))
    case = json.loads(path.with_suffix(".json").read_text())
    feed = {}
    for column in case.pop("inputs"):
        if "text" in column:
            values = np.array(column["text"], dtype=object)
        else:
            values = np.array(column["numbers"], dtype=np.float64)
        feed[column["name"]] = values.reshape(-1, 1)
    outputs = ort.InferenceSession(content, providers=["CPUExecutionProvider"]).run(None, feed)
    labels = outputs[0].tolist() if len(outputs) == 2 else None
    predictions = [[float(f"{v:.9g}") for v in row] for row in outputs[-1].astype(float)]
    sha256 = hashlib.sha256(content).hexdigest()
    cases.append({**case, "sha256": sha256, "predictions": predictions, "labels": labels})

out = Path(__file__).resolve().parent.parent / "registry" / "onnx-export.json"
golden = {
    "command": "node tests/golden/generate/onnx-export.ts <folder> && python tests/golden/generate/onnx_export.py <folder>",
    "versions": {"onnxruntime": ort.__version__, "onnx": onnx.__version__},
    "tolerance": 1e-5,
    "cases": cases,
}
out.write_text(json.dumps(golden))
print(len(cases), out.stat().st_size)
