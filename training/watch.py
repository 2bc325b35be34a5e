#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How well the attention marks annotated objects: what a training is watched by.

usage: watch.py MODEL.safetensors FOLDER [--size 320]

FOLDER has images/ and, under the same names, masks/ (white objects on black), as ECSSD and others
do. Printed are means over the photos, in per cent: `iou` of the mask that holds 60 % of the last
block's attention (mean of the heads, whole patches), `iou_best_head` with the best head of each
photo, `f_beta` (largest, β² = 0.3, of thresholds over the dataset), `iou_mask_head` of the model's own
mask of the object (bilinear to the photo); of the attention: `entropy` (100 is spread evenly) and
the shares that CLS and registers keep; and the `corner_norm` of the last block's patches, in per cent
of the photo's median.
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch.nn import functional

from crops import MEAN, STD
from vit import Shape, VisionTransformer
from weights import load_start, shape_of

KEEP = 0.6
THRESHOLDS = 255
BETA2 = 0.3


def read_folder(folder):
    """[(photo, mask as booleans)]"""
    pairs = []
    masks = {path.stem: path for path in (folder / "masks").iterdir()}
    for path in sorted((folder / "images").iterdir()):
        if path.stem in masks:
            mask = np.asarray(Image.open(masks[path.stem]).convert("L")) > 127
            pairs.append((Image.open(path).convert("RGB"), mask))
    if not pairs:
        raise ValueError(f"{folder}: no photo in images/ has a mask in masks/")
    return pairs


def network_input(photo, size, patch):
    """The short side becomes `size`, both sides whole patches."""
    scale = size / min(photo.size)
    width, height = (max(1, int(side * scale / patch + 0.5)) * patch for side in photo.size)
    pixels = np.asarray(photo.resize((width, height), Image.Resampling.BICUBIC), np.float32) / 255
    return torch.from_numpy((pixels - MEAN) / STD).permute(2, 0, 1)[None]


def mass_mask(attention, keep=KEEP):
    """The smallest set of patches that holds the share `keep`: [N] -> booleans [N]."""
    order = np.argsort(attention, kind="stable")
    cumulated = np.cumsum(attention[order], dtype=np.float64) / attention.sum(dtype=np.float64)
    mask = np.empty(len(attention), bool)
    mask[order] = cumulated > 1 - keep
    return mask


def enlarged(patches, grid, shape):
    """Whole patches at the photo's size."""
    rows = (np.arange(shape[0]) + 0.5) * grid[0] / shape[0]
    cols = (np.arange(shape[1]) + 0.5) * grid[1] / shape[1]
    return patches.reshape(grid)[rows.astype(int)][:, cols.astype(int)]


def iou(a, b):
    return (a & b).sum() / max((a | b).sum(), 1)


def precision_and_recall(saliency, mask):
    """[THRESHOLDS] each."""
    levels = np.floor((saliency - saliency.min()) / max(np.ptp(saliency), 1e-12) * THRESHOLDS)
    levels = levels.astype(int)
    above = lambda values: np.bincount(values, minlength=THRESHOLDS + 1)[::-1].cumsum()[::-1][1:]
    hits, found = above(levels[mask]), above(levels.ravel())
    return hits / np.maximum(found, 1), hits / max(mask.sum(), 1)


def corner_norm(norms, grid):
    """Of [N]: the mean norm of the four corners, as a share of the median."""
    norms = norms.view(grid)
    return float(norms[[0, 0, -1, -1], [0, -1, 0, -1]].mean() / norms.median())


@torch.inference_mode()
def measure(vit, pairs, size=320):
    """{name: per cent}"""
    training = vit.training
    vit.eval()
    device, prefix = next(vit.parameters()).device, vit.shape.prefix
    found, curves = [], []
    for photo, mask in pairs:
        pixels = network_input(photo, size, vit.shape.patch).to(device)
        grid = tuple(side // vit.shape.patch for side in pixels.shape[-2:])
        seen = vit(pixels, attention=True)
        heads = seen.attention[0].float().cpu().numpy()
        logits = vit.mask_head(seen.patches)[0, :, 0].float().view(1, 1, *grid)
        learned = functional.interpolate(logits, mask.shape, mode="bilinear")[0, 0] > 0
        patches = heads[:, prefix:]
        mean = patches.mean(0)
        masks = [enlarged(mass_mask(head), grid, mask.shape) for head in patches]
        share = mean / mean.sum()
        found.append({
            "iou": iou(enlarged(mass_mask(mean), grid, mask.shape), mask),
            "iou_best_head": max(iou(of_head, mask) for of_head in masks),
            "iou_mask_head": iou(learned.cpu().numpy(), mask),
            "entropy": -(share * np.log(share + 1e-12)).sum() / np.log(len(share)),
            "cls_share": heads[:, 0].mean(),
            "register_share": heads[:, 1:prefix].sum(1).mean(),
            "corner_norm": corner_norm(seen.norms[0], grid)})
        curves.append(precision_and_recall(enlarged(mean, grid, mask.shape), mask))
    vit.train(training)
    result = {name: 100 * float(np.mean([one[name] for one in found])) for name in found[0]}
    precision, recall = np.mean(curves, axis=0)
    f_beta = (1 + BETA2) * precision * recall / np.maximum(BETA2 * precision + recall, 1e-12)
    return {**result, "f_beta": 100 * float(f_beta.max())}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", type=Path, help="safetensors of finish.py")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", type=int, default=320, help="short side that the network sees")
    options = parser.parse_args()
    try:
        vit = VisionTransformer(shape_of(options.model, Shape))
        load_start(vit, options.model)
        measures = measure(vit, read_folder(options.folder), options.size)
    except (ValueError, OSError) as error:
        sys.exit(f"watch.py: {error}")
    print(json.dumps({name: round(value, 2) for name, value in measures.items()}))


if __name__ == "__main__":
    main()
