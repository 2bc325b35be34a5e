# SPDX-License-Identifier: Apache-2.0
"""Writes the .gguf files for tests/io/gguf_test.cpp. Needs NumPy and the package gguf.

Element i of every tensor is i - 3, which Q8_0 holds to within half its scale; what the package
itself unpacks from it is in q8.npy.
"""
from pathlib import Path

import gguf
import numpy as np

FOLDER = Path(__file__).parent


def counting(shape, dtype=np.float32):
    return (np.arange(int(np.prod(shape))) - 3).reshape(shape).astype(dtype)


def add_metadata(writer):
    writer.add_uint32("hidden_size", 384)
    writer.add_int8("int8", -5)
    writer.add_float32("eps", 1e-6)
    writer.add_float64("double", 0.48145466)
    writer.add_bool("flag", True)
    writer.add_uint64("big", 2**63)
    writer.add_string("0", "tench, Tinca tinca")
    writer.add_array("mean", [0.485, 0.456, 0.406])
    writer.add_array("names", ["a", "b"])


def add_tensors(writer):
    writer.add_tensor("f32", counting((2, 3)))
    writer.add_tensor("f16", counting((2, 2, 2), np.float16))
    writer.add_tensor("i32", counting((3,), np.int32))
    kinds = gguf.GGMLQuantizationType
    for name, shape, kind in (("bf16", (4, 3), kinds.BF16), ("q8", (2, 64), kinds.Q8_0)):
        packed = gguf.quants.quantize(counting(shape), kind)
        writer.add_tensor(name, packed, raw_dtype=kind)
        if name == "q8":
            np.save(FOLDER / "q8.npy", gguf.quants.dequantize(packed, kind))


def write(name, alignment=None):
    writer = gguf.GGUFWriter(FOLDER / name, "dinov2")
    if alignment:
        writer.add_custom_alignment(alignment)
    add_metadata(writer)
    add_tensors(writer)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


write("mixed.gguf")
write("aligned.gguf", alignment=64)
# Version 2 differs from 3 in that number only.
content = bytearray((FOLDER / "mixed.gguf").read_bytes())
content[4] = 2
(FOLDER / "version2.gguf").write_bytes(content)
