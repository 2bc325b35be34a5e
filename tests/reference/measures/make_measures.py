"""Makes the tables of measurements that tests/measures expects: an independent implementation in numpy, float64, of the forward pass and of every measurement.

For each model and input, a folder CHECKPOINT.INPUT with one TABLE.npy each (float32, rows and columns as tables.py says, NaN for a missing value). The inputs and
checkpoints are those of the neighbouring folders; what is computed for them must agree with the tokens and attention stored there.
`planted`, `few` and `zero` are no network: made-up states and attention (attention.in.npy [L, H, T, T], states.in.npy [L, 5, T, D], final.in.npy [T, D], gains.in.npy [L, D], scale.in.npy and shift.in.npy [D]
of the final norm) with, in turn, an outlier patch, fewer patches than the ten strongest keys, and tokens that are zero.

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


def network(checkpoint, inputs, patch, cls):
    s = load(checkpoint)
    folder = pathlib.Path(checkpoint).parent
    norm = lambda z: forward.layer_norm(z, s["norm.weight"], s["norm.bias"])
    for name in inputs:
        where = REFERENCE / folder / name
        p = forward.run(s, np.load(f"{where}.input.npy").astype(np.float64), HEADS, patch)
        check(p, cls, where)
        made = tables.all_tables(p, cls, norm)
        if "head.weight" in s:
            made["classes"] = tables.classes(forward.logits(s, p["final"]))
        write(f"{folder.name}.{name}", made)


def made_up(case, grid, prefix, change=lambda p: None):
    """Random states and softmax rows; as float32, which is what the tests read."""
    blocks, head_count, width, patch = 2, 2, 8, 4
    random = np.random.default_rng(16)
    count = prefix + grid[0] * grid[1]
    p = {"attention": forward.softmax(1.5 * random.standard_normal((blocks, head_count, count, count))), "states": 0.4 + random.standard_normal((blocks, 5, count, width)),
         "final": random.standard_normal((count, width)), "gains": random.random((blocks, width)), "scale": random.random(width), "shift": random.standard_normal(width)}
    change(p | {"prefix": prefix})
    stored = {name + ".in": values for name, values in p.items()}
    p = {name: values.astype(np.float32).astype(np.float64) for name, values in p.items()} | {"prefix": prefix, "grid": grid, "patch": patch}
    norm = lambda z: forward.layer_norm(z, p["scale"], p["shift"])
    write(case, stored | tables.all_tables(p, cls=prefix > 0, final_norm=norm))


def plant(p):
    p["states"][1, 4, p["prefix"] + 9] *= 40
    p["states"][1, 4, p["prefix"] + 17] *= 25


def empty(p):
    p["states"][0, 0, 0] = 0                    # CLS enters the first block
    p["states"][1, 4, p["prefix"] + 3] = 0      # a patch leaves the last one


network("s4_timm_augreg/model.safetensors", ("in0", "in1"), 16, cls=True)
network("vit/synthetic.safetensors", ("grid4x9", "grid13x3"), 8, cls=True)
network("families/dinov2_registers/model.pth", ("grid6x6", "grid5x9"), 8, cls=True)
network("families/deit_distilled/model.pth", ("grid6x6", "grid5x9"), 8, cls=True)
network("families/ijepa/model.pth.tar", ("grid6x6", "grid5x9"), 8, cls=False)
made_up("planted", (4, 5), 3, plant)
made_up("few", (2, 3), 0)
made_up("zero", (3, 4), 1, empty)
