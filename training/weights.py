# SPDX-License-Identifier: Apache-2.0
"""Weights in and out: what a training starts from, and the file that vitviz reads."""

import hashlib
import os

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save

MOST_BYTES = 12e6
MOST_FLOPS = 1.5e9  # of a multiplication and an addition each as one, at 224 pixels


def read(path):
    """{name: tensor} and the metadata of a safetensors file."""
    try:
        with safe_open(path, "pt") as file:
            return {name: file.get_tensor(name) for name in file.keys()}, file.metadata() or {}
    except SafetensorError as error:
        raise ValueError(f"{path}: not a safetensors file: {error}") from error


def load_start(vit, path):
    """Begins with a checkpoint of timm's names and the same width: its first blocks, its embedding,
    and registers like its CLS token where it has none. Returns the names that stay random.
    """
    own, shape = vit.state_dict(), vit.shape
    start = {name: tensor.float() for name, tensor in read(path)[0].items() if name in own}
    if "pos_embed" in start:
        start["pos_embed"] = fitted_positions(start["pos_embed"], shape)
    if "reg_token" not in start and "cls_token" in start:
        like_cls = start["cls_token"].expand(1, shape.registers, -1)
        start["reg_token"] = like_cls + 0.02 * torch.randn(like_cls.shape)
    wrong = [name for name, tensor in start.items() if tensor.shape != own[name].shape]
    if wrong:
        raise ValueError(f"{path}: does not fit, first in {wrong[0]}: "
                         f"{list(start[wrong[0]].shape)}, expected {list(own[wrong[0]].shape)}")
    vit.load_state_dict(start, strict=False)
    return sorted(set(own) - set(start))


def fitted_positions(table, shape):
    """[1, rows, D] of a square grid with or without prefix rows -> a row for each of ours."""
    patches = shape.grid ** 2
    prefix = table[:, :-patches]
    missing = shape.prefix - prefix.shape[1]
    if missing < 0:
        raise ValueError("the start has more prefix tokens than the model")
    zeros = torch.zeros(1, missing, table.shape[2])  # registers get no position
    return torch.cat([prefix, zeros, table[:, -patches:]], dim=1)


def metadata_of(shape, name, default_size):
    return {
        "format": "pt", "name": name, "family": "timm-vit", "license": "Apache-2.0",
        "num_heads": str(shape.heads), "patch_size": str(shape.patch),
        "image_mean": "0.5,0.5,0.5", "image_std": "0.5,0.5,0.5", "interpolation": "bicubic",
        "layer_norm_eps": "1e-6",
        "prefix_tokens": ",".join(["cls"] + ["register"] * shape.registers),
        "pos_embed_includes_prefix": "true", "pos_embed_resampling": "bicubic antialiased",
        "default_size": str(default_size),
    }


DEFAULT_SIZE = 384  # short side that vitviz shows the network unless asked


def export(vit, path, name, default_size=DEFAULT_SIZE):
    """Writes what vitviz embeds: fp16, with all that reading it needs. Returns a line about it."""
    half = {key: tensor.detach().half().cpu().contiguous()
            for key, tensor in vit.state_dict().items() if key != "mask_token"}
    broken = [key for key, tensor in half.items() if not tensor.isfinite().all()]
    if broken:
        raise ValueError(f"not finite in 16 bits: {', '.join(broken)}")
    content = save(half, metadata_of(vit.shape, name, default_size))
    flops = vit.shape.flops(224) / 2
    if len(content) > MOST_BYTES or flops > MOST_FLOPS:
        raise ValueError(f"too large to be embedded: {len(content) / 1e6:.1f} MB, "
                         f"{flops / 1e9:.2f} GFLOP at 224 pixels")
    part = f"{path}.part"
    with open(part, "wb") as file:
        file.write(content)
    os.replace(part, path)
    return (f"{path}: {len(content) / 1e6:.2f} MB, {flops / 1e9:.2f} GFLOP at 224 pixels, "
            f"SHA-256 {hashlib.sha256(content).hexdigest()}")


def shape_of(path, shape_class):
    """The shape of a model that was exported, for measuring it."""
    tensors, metadata = read(path)
    missing = {"norm.weight", "pos_embed", "reg_token"} - set(tensors)
    if missing or "num_heads" not in metadata:
        raise ValueError(f"{path}: not a file of train.py's or finish.py's")
    registers, width = tensors["reg_token"].shape[1], tensors["norm.weight"].shape[0]
    return shape_class(
        width=width, heads=int(metadata["num_heads"]), registers=registers,
        depth=len({name.split(".")[1] for name in tensors if name.startswith("blocks.")}),
        patch=tensors["patch_embed.proj.weight"].shape[2],
        grid=round((tensors["pos_embed"].shape[1] - 1 - registers) ** 0.5),
        mlp_ratio=tensors["blocks.0.mlp.fc1.weight"].shape[0] // width)
