# SPDX-License-Identifier: Apache-2.0
"""Writes the .pth and .pt files that the tests of PyTorch's containers read.

    python make_pth.py

Needs torch and numpy. Every tensor is an arange(), so that the tests know its values:
`arange(n)` counts from the first element of the storage on.
"""
import argparse
from collections import OrderedDict
from pathlib import Path

import numpy
import torch
from torch import nn

FOLDER = Path(__file__).parent


def save(value, name, legacy=False, protocol=2):
    torch.save(value, FOLDER / name, _use_new_zipfile_serialization=not legacy, pickle_protocol=protocol)


def numbers(*shape, dtype=torch.float32):
    count = torch.Size(shape).numel()
    return torch.arange(count).to(dtype).reshape(shape)


def state_dict():
    state = OrderedDict()
    state["cls_token"] = numbers(1, 1, 4)
    state["blocks.0.half"] = numbers(2, 3, dtype=torch.float16)
    state["blocks.0.brain"] = numbers(5, dtype=torch.bfloat16)
    state["steps"] = torch.tensor(7, dtype=torch.int64)
    state["mask"] = numbers(4).bool()
    state["empty"] = numbers(0, 3)
    state["parameter"] = nn.Parameter(numbers(2))
    state._metadata = OrderedDict([("", {"version": 1})])
    return state


def views():
    base = numbers(4, 6)
    return {
        "base": base,
        "row": base[1],
        "column": base[:, 2],
        "transposed": base.t(),
        "block": base[1:3, 2:5],
        "expanded": base[0, :2].expand(3, 2),
        "wide": numbers(2, 3, 2, 2).to(memory_format=torch.channels_last),
        "shared": base,
    }


class Shop:
    """A class that no reader knows."""

    def __init__(self):
        self.tensor = numbers(3)
        self.note = "kept"


def training():
    layer = nn.Linear(2, 2)
    with torch.no_grad():
        layer.weight.copy_(numbers(2, 2))
        layer.bias.copy_(numbers(2))
    optimizer = torch.optim.AdamW(layer.parameters(), lr=0.5)
    layer(torch.ones(1, 2)).sum().backward()
    optimizer.step()
    with torch.no_grad():
        layer.weight.copy_(numbers(2, 2))
    args = argparse.Namespace(arch="vit_small", patch_size=8, lr=0.0005, use_fp16=True, tags=["a", "b"])
    return {
        "teacher": {"module.backbone.weight": numbers(2, 2), "module.head.weight": numbers(1)},
        "student": layer.state_dict(),
        "optimizer": optimizer.state_dict(),
        "epoch": 100,
        "best": numpy.float64(0.75),
        "random": numpy.arange(3),
        "args": args,
        "losses": [0.5, 0.25],
        "pair": (numbers(1), numbers(2)),
        "shop": Shop(),
        "note": "trained at night",
        "long": "x" * 300,
        "kinds": {1, 2, 3},
    }


class Inner(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(numbers(2, 3))
        self.register_buffer("count", torch.tensor(3))

    def forward(self, x):
        return x @ self.weight + self.count


class Outer(nn.Module):
    def __init__(self):
        super().__init__()
        self.resolution = 224
        self.visual = Inner()
        self.blocks = nn.ModuleList([Inner(), nn.LayerNorm(3)])
        self.scale = nn.Parameter(numbers(1, dtype=torch.float16))

    def forward(self, x):
        for block in self.blocks:
            x = block(x)
        return x * self.scale


save(state_dict(), "state_dict.pth")
save(state_dict(), "state_dict_legacy.pth", legacy=True)
save(state_dict(), "state_dict_protocol5.pth", protocol=5)
save(views(), "views.pth")
save(views(), "views_legacy.pth", legacy=True)
save(training(), "training.pth")
save(training(), "training_legacy.pth", legacy=True)
save({"model": Outer()}, "module.pth")
save({"float8": numbers(4).to(torch.float8_e4m3fn), "unsigned": numbers(3).to(torch.uint16),
      "complex": numbers(2).to(torch.complex64)}, "types.pth")
torch.jit.script(Outer()).save(str(FOLDER / "scripted.pt"))
