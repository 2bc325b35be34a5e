"""Makes the tables of measurements that tests/measures expects: an independent implementation in numpy, float64, of the forward pass and of every measurement.

For each model and input, a folder CHECKPOINT.INPUT with one TABLE.npy each (float32, rows and columns as tables.py says, NaN for a missing value). The inputs and
checkpoints are those of the neighbouring folders; what is computed for them must agree with the tokens and attention stored there.
`planted`, `few` and `zero` are no pass through a network: a made-up residual stream and attention (stream.in.npy [2·L + 1, T, D]: what enters the first block, then what
each attention and each MLP leaves; attention.in.npy [L, H, T, T]) with the LayerNorms of a checkpoint, and with, in turn, two outlier patches, fewer patches than
the ten strongest keys, and tokens that are zero.

usage: make_measures.py       (writes beside itself)
needs: torch safetensors numpy scipy; made with torch 2.15, numpy 2.4
"""
import pathlib
import shutil

import numpy as np
import torch
from safetensors.numpy import load_file

import forward
import tables

HERE = pathlib.Path(__file__).parent
REFERENCE = HERE.parent
HEADS, ATTENTION_TOLERANCE, TOKEN_TOLERANCE = 3, 5e-6, 1e-4  # the stored references are float32


def from_torch(stored):
    return {k.removeprefix("module."): v.numpy() for k, v in stored.items()}


def load(file):
    path = REFERENCE / file
    if path.suffix == ".safetensors":
        stored = load_file(path)
    else:
        whole = torch.load(path, weights_only=True)
        stored = from_torch(whole.get("model", whole.get("target_encoder", whole)))
    return {k: v.astype(np.float64) for k, v in stored.items()}


def write(case, made):
    folder = HERE / case
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, values in made.items():
        np.save(folder / f"{name}.npy", values.astype("<f4"))


def check(p, cls, where):
    """Our forward pass against the stored reference: the CLS row of every block, or the mean of the patches' rows; and the final tokens."""
    rows = p["attention"][:, :, 0] if cls else p["attention"].mean(2)
    for name, got, tolerance in (("attention", rows[..., p["prefix"]:], ATTENTION_TOLERANCE), ("tokens", p["final"], TOKEN_TOLERANCE)):
        apart = np.abs(got - np.load(f"{where}.{name}.npy")).max()
        print(f"{where.parent.name}/{where.name}: {name} differ by {apart:.1e}")
        assert apart < tolerance


def final_norm(s):
    return lambda z: forward.layer_norm(z, s["norm.weight"], s["norm.bias"])


def network(checkpoint, inputs, patch, cls):
    s = load(checkpoint)
    folder = pathlib.Path(checkpoint).parent
    for name in inputs:
        where = REFERENCE / folder / name
        p = forward.run(s, np.load(f"{where}.input.npy").astype(np.float64), HEADS, patch)
        check(p, cls, where)
        made = tables.all_tables(p, cls, final_norm(s))
        if "head.weight" in s:
            made["classes"] = tables.classes(forward.logits(s, p["final"]))
        write(f"{folder.name}.{name}", made)


def with_norms(s, stream):
    """All states [L, 5, T, D] of a residual stream [2·L + 1, T, D], and the scales [L, D] of the norms before attention."""
    states, gains = [], []
    for i in range(len(stream) // 2):
        norm = lambda name, z: forward.layer_norm(z, s[f"blocks.{i}.{name}.weight"], s[f"blocks.{i}.{name}.bias"])
        z = stream[2 * i:]
        states.append(np.stack([z[0], norm("norm1", z[0]), z[1], norm("norm2", z[1]), z[2]]))
        gains.append(s[f"blocks.{i}.norm1.weight"])
    return np.stack(states), np.stack(gains)


def made_up(case, checkpoint, blocks, grid, prefix, change=lambda stream: None):
    """Random tokens with something in common, and random softmax rows; as float32, which is what the tests read."""
    s = load(checkpoint)
    random = np.random.default_rng(16)
    count = prefix + grid[0] * grid[1]
    stored = {"attention.in": forward.softmax(1.5 * random.standard_normal((blocks, HEADS, count, count))),
              "stream.in": 0.4 + random.standard_normal((2 * blocks + 1, count, len(s["norm.weight"])))}
    change(stored["stream.in"])
    attention, stream = (values.astype(np.float32).astype(np.float64) for values in stored.values())
    states, gains = with_norms(s, stream)
    p = {"attention": attention, "states": states, "gains": gains, "final": final_norm(s)(stream[-1]), "prefix": prefix, "grid": grid, "patch": 8}
    write(case, stored | tables.all_tables(p, prefix > 0, final_norm(s)))


def plant(stream):
    stream[-1, 3 + 9] *= 40
    stream[-1, 3 + 17] *= 25


def empty(stream):
    stream[0, 0] = 0       # CLS enters the first block
    stream[2, 2 + 3] = 0   # a patch leaves it
    stream[-1, 2 + 5] = 0  # another leaves the last


network("s4_timm_augreg/model.safetensors", ("in0", "in1"), 16, cls=True)
network("vit/synthetic.safetensors", ("grid4x9", "grid13x3"), 8, cls=True)
network("families/dinov2_registers/model.pth", ("grid6x6", "grid5x9"), 8, cls=True)
network("families/deit_distilled/model.pth", ("grid6x6", "grid5x9"), 8, cls=True)
network("families/ijepa/model.pth.tar", ("grid6x6", "grid5x9"), 8, cls=False)
made_up("planted", "vit/synthetic.safetensors", 3, (4, 5), 3, plant)
made_up("few", "families/ijepa/model.pth.tar", 2, (2, 3), 0)
made_up("zero", "families/deit_distilled/model.pth", 2, (3, 4), 2, empty)
