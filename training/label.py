#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Object masks for photos that nobody annotated, from what two networks know: uint8 [n, h, w].

usage: label.py PHOTOS.npy LABELS.npy --looks MODEL.safetensors --knows START.safetensors

The first network, trained without labels, looks at objects: its attention gives coarse masks, or its
mask head, where it has one (as an earlier model of ours has). The second, trained to name what photos show, tells objects better from what surrounds them: a linear
readout of its tokens is fitted to the coarse masks of some photos, after the bilateral solver has
moved these to the edges, and then says of every photo what is the object. What is particular to the
coarse masks is lost on the way (FOUND's second stage, Siméoni et al., 2023, with another network).
"""

import argparse
import sys
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch.nn import functional

from bilateral import BilateralGrid, refined
from crops import MEAN, STD
from photos import Photos
from vit import Shape, VisionTransformer
from weights import load_start, read

FITTED_ON = 4000               # photos
SIDE = 320                     # of what the networks see while fitting
SIDES = (256, 320, 384)        # and while labelling, every second time mirrored
OUTPUTS = (-7, -5, -3, -1)     # the blocks whose tokens are read
KEEP = 0.6                     # of the attention: the coarse mask
AREAS = (0.02, 0.75)           # of coarse masks that are believed
LABEL_SIDE = 88
PENALTY = 1e-4
BATCH = 128


class Loaded(NamedTuple):
    vit: VisionTransformer
    has_mask_head: bool


def loaded(path, registers, device):
    """A network of timm's names, and whether the file has a mask head."""
    tensors, metadata = read(path)
    depth = len({name.split(".")[1] for name in tensors if name.startswith("blocks.")})
    width = tensors["norm.weight"].shape[0]
    vit = VisionTransformer(Shape(width=width, depth=depth, registers=registers,
                                  heads=int(metadata.get("num_heads", width // 64))))
    load_start(vit, path)
    return Loaded(vit.to(device).eval(), "mask_head.weight" in tensors)


def inputs(photos, side):
    """[B, 3, h, w] in 0 ... 1 -> what a network sees."""
    resized = functional.interpolate(photos.float(), (side, side), mode="bicubic", antialias=True)
    return (resized.clamp(0, 1) - MEAN) / STD


def read_tokens(vit, images):
    """The patch tokens after some of the blocks, side by side: [B, N, 4 · D]."""
    outputs = []
    hooks = [vit.blocks[i].register_forward_hook(lambda _, __, tokens: outputs.append(tokens))
             for i in OUTPUTS]
    last = vit(images).patches
    for hook in hooks:
        hook.remove()
    outputs = [tokens[:, vit.shape.prefix:] for tokens in outputs[:-1]]
    return torch.cat([*outputs, last], dim=2).float()


def square(tokens):
    """[B, N] -> [B, 1, rows, rows]"""
    return tokens.unflatten(1, (-1, round(tokens.shape[1] ** 0.5)))[:, None]


def coarse_masks(looks, photos):
    """[B, h, w] of 0 and 1"""
    return (masks_of_head if looks.has_mask_head else masks_of_attention)(looks.vit, photos)


def at_sizes(scores_of, photos):
    """The mean of a network's scores of patches at three sizes, one mirrored: [B, h, w]."""
    scores = 0.0
    for turn, side in enumerate(SIDES):
        flipped = turn % 2 == 1
        images = inputs(photos, side)
        score = square(scores_of(images.flip(-1) if flipped else images).float())
        score = functional.interpolate(score.flip(-1) if flipped else score, photos.shape[2:],
                                       mode="bilinear")
        scores = scores + score[:, 0] / len(SIDES)
    return scores


def masks_of_head(vit, photos):
    return (at_sizes(lambda images: vit.mask_head(vit(images).patches)[..., 0], photos) > 0).float()


def masks_of_attention(vit, photos):
    """The smallest part of each photo that holds 60 % of the attention."""
    seen = vit(inputs(photos, SIDE), attention=True).attention[:, :, vit.shape.prefix:].mean(dim=1)
    pixels = functional.interpolate(square(seen), photos.shape[2:], mode="bilinear").flatten(1)
    ordered, order = pixels.clamp(min=0).sort(dim=1)
    kept = ordered.cumsum(dim=1) > (1 - KEEP) * ordered.sum(dim=1, keepdim=True)
    return torch.zeros_like(pixels).scatter(1, order, kept.float()).view(len(photos), *photos.shape[2:])


def as_bytes(photos):
    return (photos.permute(0, 2, 3, 1) * 255).round().byte()


class Readout:
    """Standardised tokens -> how sure it is that a patch is of the object, a logit."""

    def __init__(self, tokens, targets):
        self.mean, self.spread = tokens.mean(dim=0), tokens.std(dim=0) + 1e-6
        self.weight = torch.zeros(tokens.shape[1], device=tokens.device, requires_grad=True)
        self.bias = torch.zeros(1, device=tokens.device, requires_grad=True)
        optimizer = torch.optim.LBFGS([self.weight, self.bias], max_iter=30,
                                      line_search_fn="strong_wolfe")
        tokens = (tokens - self.mean) / self.spread

        def loss():
            optimizer.zero_grad()
            scores = tokens @ self.weight + self.bias
            value = (functional.binary_cross_entropy_with_logits(scores, targets)
                     + PENALTY * self.weight.square().sum())
            value.backward()
            return value

        optimizer.step(loss)
        self.loss = float(loss().detach())
        self.keep_area(torch.sigmoid(tokens @ self.weight + self.bias).detach())

    @torch.no_grad()
    def keep_area(self, likely):
        """Moves the bias so that as many patches are more likely of the object than not as the
        probabilities add up to: a cut at one half would lose what is uncertain."""
        ordered = likely.sort().values
        level = ordered[round(float(1 - likely.mean()) * (len(likely) - 1))]
        self.bias = self.bias.detach() - torch.logit(level)

    @torch.no_grad()
    def __call__(self, tokens):
        return ((tokens - self.mean) / self.spread) @ self.weight + self.bias


def fitted(looks, knows, photos, autocast):
    tokens, targets = [], []
    for begin in range(0, min(FITTED_ON, len(photos)), BATCH):
        batch, _ = photos.batch(begin // BATCH, min(BATCH, len(photos)), seed=0)
        with torch.no_grad(), autocast:
            coarse = coarse_masks(looks, batch)
            read_out = read_tokens(knows, inputs(batch, SIDE))
        soft = BilateralGrid(as_bytes(batch)).solve(coarse, confidence=1.0)
        rows = round(read_out.shape[1] ** 0.5)
        target = functional.interpolate(soft[:, None], (rows, rows), mode="area").flatten(1)
        area = (target > 0.5).float().mean(dim=1)
        believed = (area > AREAS[0]) & (area < AREAS[1])
        tokens.append(read_out[believed].flatten(0, 1))
        targets.append(target[believed].flatten().clamp(0, 1))
    return Readout(torch.cat(tokens), torch.cat(targets))


@torch.no_grad()
def labelled(readout, knows, batch, autocast):
    """[B, LABEL_SIDE, LABEL_SIDE] in 0 ... 1"""
    def scores_of(images):
        with autocast:
            tokens = read_tokens(knows, images)
        return readout(tokens)

    masks = refined(as_bytes(batch), (at_sizes(scores_of, batch) > 0).float())
    return functional.interpolate(masks[:, None], (LABEL_SIDE, LABEL_SIDE), mode="area")[:, 0]


def label(options):
    photos = Photos(options.photos, options.device)
    autocast = torch.autocast(photos.device.type, torch.bfloat16)
    looks = loaded(options.looks, options.looks_registers, photos.device)
    knows = loaded(options.knows, 0, photos.device).vit
    begun = time.monotonic()
    readout = fitted(looks, knows, photos, autocast)
    print(f"fitted in {time.monotonic() - begun:.0f} s, loss {readout.loss:.4f}", flush=True)
    masks = np.lib.format.open_memmap(options.labels, "w+", np.uint8,
                                      (len(photos), LABEL_SIDE, LABEL_SIDE))
    for begin in range(0, len(photos), BATCH):
        batch = photos.taken(photos.stored, slice(begin, begin + BATCH)).permute(0, 3, 1, 2)
        found = labelled(readout, knows, batch, autocast)
        masks[begin:begin + BATCH] = (found * 255).round().byte().cpu().numpy()
    masks.flush()
    print(f"{len(photos)} photos in {time.monotonic() - begun:.0f} s, "
          f"objects cover {masks.mean() / 2.55:.1f} %", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("photos", type=Path)
    parser.add_argument("labels", type=Path)
    parser.add_argument("--looks", type=Path, required=True, help="its attention or its mask head is the beginning")
    parser.add_argument("--looks-registers", type=int, default=4)
    parser.add_argument("--knows", type=Path, required=True, help="its tokens are read")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    try:
        label(parser.parse_args())
    except (ValueError, OSError) as error:
        sys.exit(f"label.py: {error}")


if __name__ == "__main__":
    main()
