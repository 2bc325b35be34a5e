#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What vitviz's main job looks like in PyTorch: a checkpoint, photos, and for each an overlay and a
mask of the last block's mean CLS attention at the photo's own size.

usage: photo_script.py CHECKPOINT HEADS SIZE PRECISION OUT PHOTO...
  CHECKPOINT  .pth or .safetensors with timm's or DINO's names
  SIZE        short side of the network's input; PRECISION is f32 or bf16

Written to be fast: no import but what is needed, photos decoded and pictures encoded on all
processors, forward passes in batches of photos of one size. Needs torch, numpy, Pillow, matplotlib.
"""

import concurrent.futures
import os
import pathlib
import sys

import numpy
import torch
from matplotlib import colormaps
from PIL import Image
from torch.nn import functional

THREADS = len(os.sched_getaffinity(0))
BATCH = 16
OPACITY = 0.6
KEEP = 0.6


def load(path):
    if path.endswith(".safetensors"):
        from safetensors.torch import load_file

        return load_file(path)
    return torch.load(path, map_location="cpu", weights_only=True)


def positions(weights, grid):
    table = weights["pos_embed"]
    prefix = table.shape[1] - int((table.shape[1]) ** 0.5) ** 2
    side = int((table.shape[1] - prefix) ** 0.5)
    patches = table[:, prefix:].reshape(1, side, side, -1).permute(0, 3, 1, 2).float()
    patches = functional.interpolate(patches, size=grid, mode="bicubic", antialias=False)
    return table[:, :prefix], patches.flatten(2).transpose(1, 2).to(table.dtype)


def cls_attention(weights, heads, photos):
    """[batch, heads, rows, cols] of the last block, of photos [batch, 3, height, width]."""

    def linear(x, name):
        return functional.linear(x, weights[name + ".weight"], weights[name + ".bias"])

    def norm(x, name):
        return functional.layer_norm(x, x.shape[-1:], weights[name + ".weight"],
                                     weights[name + ".bias"], 1e-6)

    kernel = weights["patch_embed.proj.weight"]
    x = functional.conv2d(photos, kernel, weights["patch_embed.proj.bias"], stride=kernel.shape[-1])
    grid = x.shape[-2:]
    prefix, table = positions(weights, grid)
    x = x.flatten(2).transpose(1, 2) + table
    first = torch.cat([weights[name] for name in ("cls_token", "reg_token") if name in weights], 1)
    first = first + functional.pad(prefix, (0, 0, 0, first.shape[1] - prefix.shape[1]))
    x = torch.cat([first.expand(len(x), -1, -1), x], 1)
    extra = first.shape[1]
    blocks = 1 + max(int(name.split(".")[1]) for name in weights if name.startswith("blocks."))
    for block in range(blocks):
        name = f"blocks.{block}."
        batch, tokens, width = x.shape
        qkv = linear(norm(x, name + "norm1"), name + "attn.qkv")
        q, k, v = qkv.reshape(batch, tokens, 3, heads, -1).permute(2, 0, 3, 1, 4)
        if block == blocks - 1:
            scores = q[:, :, :1] @ k.transpose(-1, -2) * q.shape[-1] ** -0.5
            return scores.float().softmax(-1)[:, :, 0, extra:].unflatten(-1, grid)
        mixed = functional.scaled_dot_product_attention(q, k, v)
        x = x + linear(mixed.transpose(1, 2).reshape(batch, tokens, width), name + "attn.proj")
        hidden = functional.gelu(linear(norm(x, name + "norm2"), name + "mlp.fc1"))
        x = x + linear(hidden, name + "mlp.fc2")


def decode(path, size, patch):
    photo = Image.open(path).convert("RGB")
    scale = size / min(photo.size)
    sides = [max(1, round(side * scale / patch)) * patch for side in photo.size]
    small = numpy.asarray(photo.resize(sides, Image.Resampling.BICUBIC), numpy.float32)
    return numpy.asarray(photo), (small / 255 - 0.5) / 0.5


def mass(values):
    """Whether each value belongs to the largest that hold KEEP of the sum."""
    order = numpy.argsort(values, axis=None)
    before = numpy.cumsum(values.ravel()[order])
    marked = numpy.zeros(values.size, bool)
    marked[order] = before > (1 - KEEP) * before[-1]
    return marked.reshape(values.shape)


def draw(path, photo, attention, colors, out):
    big = functional.interpolate(attention[None, None], size=photo.shape[:2], mode="bicubic")[0, 0]
    values = big.clamp(attention.min(), attention.max()).numpy()
    low, high = values.min(), values.max()
    levels = ((values - low) / max(high - low, 1e-12) * 255).astype(numpy.uint8)
    overlay = photo * (1 - OPACITY) + colors[levels] * OPACITY
    stem = os.path.join(out, pathlib.Path(path).stem)
    Image.fromarray(overlay.astype(numpy.uint8)).save(stem + ".attention.png")
    Image.fromarray(mass(values)).save(stem + ".mask.png")


def main():
    checkpoint, heads, size, precision, out, *paths = sys.argv[1:]
    torch.set_num_threads(THREADS)
    dtype = torch.bfloat16 if precision == "bf16" else torch.float32
    weights = {name: values.to(dtype) for name, values in load(checkpoint).items()}
    patch = weights["patch_embed.proj.weight"].shape[-1]
    colors = (colormaps["inferno"](numpy.arange(256))[:, :3] * 255).astype(numpy.float32)
    os.makedirs(out, exist_ok=True)
    with torch.inference_mode(), concurrent.futures.ThreadPoolExecutor(THREADS) as pool:
        drawn = []
        for first in range(0, len(paths), BATCH):
            part = paths[first:first + BATCH]
            photos = list(pool.map(lambda path: decode(path, int(size), patch), part))
            for shape in {small.shape for _, small in photos}:
                same = [i for i, (_, small) in enumerate(photos) if small.shape == shape]
                batch = torch.from_numpy(numpy.stack([photos[i][1] for i in same]))
                maps = cls_attention(weights, int(heads), batch.permute(0, 3, 1, 2).to(dtype))
                for i, attention in zip(same, maps.mean(1)):
                    drawn.append(pool.submit(torch.inference_mode()(draw), part[i], photos[i][0],
                                             attention, colors, out))
        for one in drawn:
            one.result()


if __name__ == "__main__":
    main()
