# SPDX-License-Identifier: Apache-2.0
"""Writes mixed.safetensors for tests/io/safetensors_test.cpp. Needs PyTorch and safetensors.

Element i of every tensor is i - 3: exact in all the formats.
"""
from pathlib import Path

import torch
from safetensors.torch import save_file


def counting(shape, dtype):
    return (torch.arange(torch.Size(shape).numel()) - 3).reshape(shape).to(dtype)


save_file(
    {
        "weights.f32": counting((2, 3), torch.float32),
        "weights.f16": counting((2, 2, 2), torch.float16),
        "weights.bf16": counting((7,), torch.bfloat16),
        "counter": counting((), torch.int64),
        "mask": counting((1, 5), torch.int8) > 0,
        "none": counting((0, 4), torch.float32),
    },
    Path(__file__).parent / "mixed.safetensors",
    metadata={"format": "pt", "Größe": "klein"},
)
