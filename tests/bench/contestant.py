#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Times one forward pass that yields the CLS attention of every block, with what a user would pick
instead of vitviz. Prints one JSON object like `vitviz bench --json`.

usage: contestant.py ENGINE PRECISION ARCHITECTURE SIZE REPEAT
  ENGINE     onnxruntime | openvino | pytorch
  PRECISION  f32 | bf16 (onnxruntime: f32 alone)

Needs numpy, timm and torch, and onnx, onnxruntime or openvino. Exported models are kept in the
folder $VITVIZ_BENCH_CACHE, or that of temporary files. Weights are random, which changes neither time nor
memory.
"""

import json
import os
import resource
import sys
import tempfile
import time

THREADS = len(os.sched_getaffinity(0))


def build_model(architecture, size):
    os.environ["TIMM_FUSED_ATTN"] = "0"  # fused attention has no attention to look at
    import timm

    return timm.create_model(architecture, pretrained=False, img_size=size, num_classes=0).eval()


def keep_cls_rows(model):
    """Each forward pass of the model fills the list that is returned."""
    rows = []
    for block in model.blocks:
        block.attn.attn_drop.register_forward_hook(
            lambda module, inputs, attention: rows.append(attention[:, :, 0, 1:])
        )
    return rows


def pytorch(precision, architecture, size):
    import torch

    torch.set_num_threads(THREADS)
    model = build_model(architecture, size)
    photo = torch.randn(1, 3, size, size)
    if precision == "bf16":
        model, photo = model.bfloat16(), photo.bfloat16()
    rows = keep_cls_rows(model)

    def forward():
        rows.clear()
        with torch.inference_mode():
            model(photo)

    return forward


def exported(architecture, size):
    """The path of the model as ONNX, with one output for all CLS rows."""
    path = os.path.join(os.environ.get("VITVIZ_BENCH_CACHE", tempfile.gettempdir()),
                        f"{architecture}_{size}.onnx")
    if os.path.exists(path):
        return path
    if os.fork() == 0:  # torch stays out of the memory that is measured
        import torch

        model = build_model(architecture, size)
        rows = keep_cls_rows(model)

        class WithAttention(torch.nn.Module):
            def __init__(self):
                super().__init__()
                self.model = model

            def forward(self, photo):
                rows.clear()
                tokens = self.model(photo)
                return torch.stack(rows, 1), tokens

        torch.onnx.export(
            WithAttention(), torch.randn(1, 3, size, size), path + ".part", input_names=["photo"],
            opset_version=17, dynamo=False,
        )
        os.rename(path + ".part", path)
        os._exit(0)
    _, status = os.wait()
    if status != 0:
        sys.exit("the model could not be exported")
    return path


def noise(size):
    import numpy

    return numpy.random.default_rng(0).standard_normal((1, 3, size, size)).astype("float32")


def onnxruntime(precision, architecture, size):
    if precision != "f32":
        sys.exit("ONNX Runtime computes f32 on processors")
    path = exported(architecture, size)
    import onnxruntime as engine

    options = engine.SessionOptions()
    options.intra_op_num_threads = THREADS
    session = engine.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    photo = noise(size)
    return lambda: session.run(None, {"photo": photo})


def openvino(precision, architecture, size):
    path = exported(architecture, size)
    import openvino as engine

    settings = {
        "INFERENCE_PRECISION_HINT": precision,
        "INFERENCE_NUM_THREADS": THREADS,
        "PERFORMANCE_HINT": "LATENCY",
    }
    request = engine.Core().compile_model(path, "CPU", settings).create_infer_request()
    photo = noise(size)
    return lambda: request.infer({0: photo})


def main():
    engine, precision, architecture, size, repeat = sys.argv[1:]
    engines = {"onnxruntime": onnxruntime, "openvino": openvino, "pytorch": pytorch}
    forward = engines[engine](precision, architecture, int(size))
    forward()
    seconds = []
    for _ in range(int(repeat)):
        begin = time.perf_counter()
        forward()
        seconds.append(time.perf_counter() - begin)
    seconds.sort()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"median_s": seconds[len(seconds) // 2], "min_s": seconds[0],
                      "peak_rss_mb": round(peak)}))


if __name__ == "__main__":
    main()
